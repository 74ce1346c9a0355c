import { deterministicJudge } from '#src/judging/judges/deterministic/deterministic-judge.ts';
import { JUDGES } from '#src/judging/judges/judge.ts';
import { DEFAULT_THRESHOLD } from '#src/judging/verdict.ts';
import { achieved, judgeDataFolder, type LabelledAnswer, readJudgeData } from './judging/judge-data.ts';
import { type Judged, judgeRow } from './judging/measure.ts';
import { decidedScore, fullScore } from './judging/score.ts';
import { STRING_LISTS } from './judging/string-lists.ts';
import { judgeTable } from './judging/table.ts';
import type { BenchOptions } from './main.ts';

const WARM_UP = 200;

/**
 * The deterministic judges and the meta-judge over labelled answers, beside the string lists of other tools: over everything,
 * where each has to decide, and over what it decides by itself. Labels: see `achieved`. Any folder of rows of that form will do.
 */
export async function run({ json, args }: BenchOptions): Promise<void> {
  const rows = await readJudgeData(judgeDataFolder(args));
  const judged = await judgeAll(rows);
  const report = reportOf(rows, judged);
  if (json) console.log(JSON.stringify(report));
  else console.log(judgeTable(report));
}

/** One after the other, so that the latencies are those of one answer alone. */
async function judgeAll(rows: readonly LabelledAnswer[]): Promise<Judged[]> {
  const judges = JUDGES.map(deterministicJudge);
  for (const row of rows.slice(0, WARM_UP)) await judgeRow(row, judges, DEFAULT_THRESHOLD);
  const judged: Judged[] = [];
  for (const row of rows) judged.push(await judgeRow(row, judges, DEFAULT_THRESHOLD));
  return judged;
}

export type JudgeReport = ReturnType<typeof reportOf>;

function reportOf(rows: readonly LabelledAnswer[], judged: readonly Judged[]) {
  const kinds = new Map(STRING_LISTS.map(({ name, like }) => [name, `string list: ${like} (our approximation)`]));
  const judges = Object.keys(judged[0]!.guesses).map((name) => ({
    judge: name,
    kind: kinds.get(name) ?? (name === 'meta' ? 'verdict of the deterministic judges' : 'deterministic judge'),
    ...scores(judged, name),
    bySource: [...Map.groupBy(judged, ({ source }) => source)].map(([source, of]) => ({ source, ...scores(of, name) })),
  }));
  const wrong = (name: string) => 1 - judges.find(({ judge }) => judge === name)!.full.accuracy.value;
  const bestList = Math.min(...STRING_LISTS.map(({ name }) => wrong(name)));
  return {
    answers: rows.length,
    achieved: rows.filter(achieved).length,
    judges,
    latencyMs: latencies(judged),
    /** Wrong verdicts of the best string list for each wrong one of the deterministic verdict, both over every answer. */
    ratio: bestList / Math.max(1e-9, wrong('meta')),
  };
}

function scores(judged: readonly Judged[], name: string) {
  const guesses = judged.map(({ guesses: said }) => said[name]!);
  return { full: fullScore(guesses), decided: decidedScore(guesses) };
}

/** Of all three judges and the meta-judge together, for one answer. */
function latencies(judged: readonly Judged[]) {
  const sorted = judged.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { mean: sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length, p50: at(0.5), p99: at(0.99) };
}
