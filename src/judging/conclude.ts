import type { Judging } from '#src/judging/judges/create-judges.ts';
import type { JudgeCase, Opinion } from '#src/judging/judges/judge.ts';
import type { MetaModel, MetaOpinion } from '#src/judging/judges/model/meta-model.ts';
import { metaJudge, wantsMetaModel } from './meta-judge.ts';
import { DEFAULT_THRESHOLD, type MetaCase, type Verdict } from './verdict.ts';

/** `meta` is what the meta model said, where one was asked. */
export type Conclusion = { verdict: Verdict; meta: MetaOpinion | null };

/**
 * The three opinions on a case, asked for at the same time, in the order of `JUDGES`. `forModels` is the case as it may leave the house: the
 * same, unless given.
 */
export function askJudges(
  { judges }: Pick<Judging, 'judges'>,
  input: JudgeCase,
  signal?: AbortSignal,
  forModels = input,
): Promise<Opinion[]> {
  return Promise.all(judges.map((judge) => judge.judge(judge.engine === 'deterministic' ? input : forModels, signal)));
}

/**
 * The meta-judge's verdict; where it is unsure or the judges are divided and a meta model is configured, that model's. A model that
 * fails or does not decide leaves the verdict as it was.
 */
export async function conclude(
  input: JudgeCase,
  found: MetaCase,
  options: { metaModel: MetaModel | null; threshold?: number },
  signal?: AbortSignal,
): Promise<Conclusion> {
  const threshold = options.threshold ?? DEFAULT_THRESHOLD;
  const verdict = metaJudge(found, threshold);
  if (options.metaModel === null || !wantsMetaModel(found, verdict)) return { verdict, meta: null };
  const meta = await options.metaModel.decide(input, found, signal);
  return { verdict: withMetaModel(verdict, meta, threshold), meta };
}

/** The verdict after a meta model has spoken. */
function withMetaModel(verdict: Verdict, meta: MetaOpinion, threshold: number): Verdict {
  if (meta.failure !== null) {
    return { ...verdict, reasons: [...verdict.reasons, `The meta model (${meta.engine}) failed: ${meta.failure}`] };
  }
  const word = `The meta model (${meta.engine}) says ${meta.verdict}: ${meta.rationale}`;
  if (meta.verdict === 'inconclusive') return { ...verdict, reasons: [...verdict.reasons, word] };
  return {
    kind: meta.verdict,
    confidence: meta.confidence,
    basis: 'meta_model',
    reasons: [word, ...verdict.reasons],
    needsReview: meta.confidence < threshold,
  };
}
