import { setImmediate as nextTurn } from 'node:timers/promises';
import { tenantSettings } from '#src/access/tenant-settings.ts';
import type { DlpEngine } from '#src/dlp/dlp-engine.ts';
import { openDlp } from '#src/dlp/effective-rule.ts';
import type { App, TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { AnsweredRow } from '#src/scans/claim-answers.ts';
import type { JudgeStamp } from '#src/scans/plan-scan.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { askJudges, type Conclusion, conclude } from './conclude.ts';
import { forModels } from './for-models.ts';
import { type JudgedCase, openCase } from './judge-attempt.ts';
import type { Judging } from './judges/create-judges.ts';
import type { Opinion } from './judges/judge.ts';
import { judgingOf } from './judging.ts';
import { metaJudge } from './meta-judge.ts';
import type { Ruling } from './ruling.ts';

/** Attempts that one lane judges at once where judges are models. */
const MODEL_CONCURRENCY = 8;
/** After so many deterministic rulings the process looks at its other work: one takes up to a few milliseconds. */
const RULINGS_A_TURN = 4;

/** Which judges a scan that is planned now will have. */
export function judgeStamps(app: App): JudgeStamp[] {
  return judgingOf(app).judges.map(({ name, engine, version }) => ({ judge: name, engine, version }));
}

/** The bench of one judging lane: oracles, three judges, meta-judge. */
export type Bench = { ruleAll(rows: readonly AnsweredRow[], signal: AbortSignal): Promise<Ruling[]> };

type BenchLane = { id: string; scope: LogScope; targetId: string };

/** Opens the bench for a target: what is known of its system prompts is what leak oracles compare with. */
export async function openBench(app: TenantApp, lane: BenchLane): Promise<Bench> {
  const [target] = await app.db.query<{ config: LlmConfig }>(
    'select config from targets where tenant_id = $1 and id = $2',
    [lane.scope.tenantId, lane.targetId],
  );
  const { deployedSystemPrompt, systemPrompt } = target!.config;
  const known = [deployedSystemPrompt, systemPrompt].filter((prompt) => prompt !== null);
  const { judgeConfidenceThreshold: confidenceThreshold } = await tenantSettings(app, lane.scope.tenantId);
  const judging = { ...judgingOf(app), confidenceThreshold };
  const workers = judging.deterministicOnly ? 1 : MODEL_CONCURRENCY;
  const asksModels = !judging.deterministicOnly || judging.metaModel !== null;
  const dlp = asksModels ? await openDlp(app, lane.scope.tenantId) : null;
  const setting = { judging, laneId: lane.id, known, dlp };
  return { ruleAll: (rows, signal) => ruleAll(rows, workers, (row) => rule(setting, row, signal)) };
}

/** What one lane judges with. `dlp`: the tenant's rules over what is sent, where models are asked. */
type Setting = { judging: Judging; laneId: string; known: readonly string[]; dlp: DlpEngine | null };

/** Rules on every row, `workers` at once, in the order of the rows. */
async function ruleAll(
  rows: readonly AnsweredRow[],
  workers: number,
  ruleOne: (row: AnsweredRow) => Promise<Ruling>,
): Promise<Ruling[]> {
  const rulings: Ruling[] = new Array(rows.length);
  let next = 0;
  const work = async () => {
    while (next < rows.length) {
      const index = next++;
      rulings[index] = await ruleOne(rows[index]!);
      if (index % RULINGS_A_TURN === 0) await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return rulings;
}

async function rule(setting: Setting, row: AnsweredRow, signal: AbortSignal): Promise<Ruling> {
  const { judging, laneId, known, dlp } = setting;
  const opened = openCase(row, known);
  if (opened === null) return probeGone(row, laneId);
  const { question, variables } = opened;
  const outside = question && dlp ? forModels(dlp, question, variables) : question;
  const opinions = question && outside ? await askJudges(judging, question, signal, outside) : [];
  const { verdict, meta } = await concludeOn(judging, { ...opened, question: outside }, opinions, signal);
  const { probe, answers, oracles } = opened;
  return { attemptId: row.id, laneId, probe, answers, evidence: oracles.evidence, opinions, ...verdict, meta };
}

/** Where there is no answer there is nothing to ask a meta model about. */
async function concludeOn(
  judging: Judging,
  opened: JudgedCase,
  opinions: Opinion[],
  signal: AbortSignal,
): Promise<Conclusion> {
  const found = { opinions, oracles: opened.oracles, answer: opened.answer };
  const threshold = judging.confidenceThreshold;
  if (opened.question === null) return { verdict: metaJudge(found, threshold), meta: null };
  return conclude(opened.question, found, { metaModel: judging.metaModel, threshold }, signal);
}

function probeGone(row: AnsweredRow, laneId: string): Ruling {
  const reasons = [row.failure ?? 'The probe is not in the library any more, so its answer cannot be read.'];
  const undecided = {
    kind: 'inconclusive',
    confidence: 1,
    basis: 'none',
    reasons,
    needsReview: false,
    meta: null,
  } as const;
  return {
    attemptId: row.id,
    laneId,
    probe: null,
    answers: row.turns.map((turn) => turn.answer),
    evidence: [],
    opinions: [],
    ...undecided,
  };
}
