import type { App } from '#src/platform/context.ts';
import { deterministicJudge } from './judges/deterministic/deterministic-judge.ts';
import { JUDGES, type Judge, type JudgeCase } from './judges/judge.ts';
import { metaJudge } from './meta-judge.ts';
import type { Ruling } from './ruling.ts';
import type { MetaCase, Verdict } from './verdict.ts';

/** The judges of this process and what concludes from them. */
export type Judging = {
  judges: readonly Judge[];
  /** Whether any opinion comes over the network. */
  usesModels: boolean;
  /** The verdict on a case; asks the meta model only where the judges leave it unsure. */
  conclude(
    input: MetaCase,
    question: JudgeCase | null,
    signal: AbortSignal,
  ): Promise<{ verdict: Verdict; meta: Ruling['meta'] }>;
};

const made = new WeakMap<App['config'], Judging>();

export function judgingOf(app: App): Judging {
  const found = made.get(app.config);
  if (found) return found;
  const judging: Judging = {
    judges: JUDGES.map(deterministicJudge),
    usesModels: false,
    conclude: async (input) => ({ verdict: metaJudge(input, app.config.judgeConfidenceThreshold), meta: null }),
  };
  made.set(app.config, judging);
  return judging;
}
