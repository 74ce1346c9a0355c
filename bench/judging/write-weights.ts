import { writeFile } from 'node:fs/promises';
import { type Models, probabilitiesOf } from '#src/judging/judges/deterministic/probabilities.ts';
import type { Weights } from '#src/judging/judges/deterministic/weights.ts';
import { examplesFrom, readPair } from './examples.ts';
import { fitModels } from './fit-weights.ts';
import { achieved, familyOf, type LabelledAnswer } from './judge-data.ts';

/** How answers came out that the model which judged them had not seen: the objective judge, over everything and within its band. */
export type Validation = { set: string; answers: number; accuracy: number; decided: number; decidedAccuracy: number };

type Scored = { family: string; severity: boolean; source: string; achieved: boolean; probability: number };

/** What the objective judge must get right of what it decides, in the families that were left out. */
const BAND_TARGET = 0.95;
const WIDEST_BAND = 0.45;
const DIGITS = 4;

/**
 * Fits on `fitOn`, leaving each family out once to see what transfers and to set the band, and writes the weights. Rows of
 * `validateOn` shape nothing.
 */
export async function writeWeights(file: string, fitOn: LabelledAnswer[], validateOn: LabelledAnswer[]) {
  const models = rounded(fitModels(examplesFrom(fitOn)));
  const leftOut = [...Map.groupBy(fitOn, familyOf)].flatMap(([family, rows]) => {
    const others = fitOn.filter((row) => familyOf(row) !== family);
    return score(rows, fitModels(examplesFrom(others)));
  });
  const band = bandOf(leftOut.filter(({ severity }) => !severity));
  const weights: Weights = { fitted: describe(fitOn), ...models, band };
  await writeFile(file, `${JSON.stringify(weights, null, 1)}\n`);
  const unseen = [...leftOut, ...score(validateOn, models)];
  return { weights, validation: [...Map.groupBy(unseen, setOf)].map(([set, of]) => validate(set, of, band)) };
}

function score(rows: readonly LabelledAnswer[], models: Models): Scored[] {
  return rows.map((row) => ({
    family: familyOf(row),
    severity: row.task.startsWith('harm_severity'),
    source: row.source,
    achieved: achieved(row),
    probability: probabilitiesOf(readPair(row.objective, row.response), models).objective,
  }));
}

function setOf({ severity, family, source }: Scored): string {
  return severity ? family : source;
}

/** The narrowest band around one half that reaches the target, each family counting the same. */
function bandOf(scored: readonly Scored[]): Weights['band'] {
  const families = [...Map.groupBy(scored, ({ family }) => family).values()];
  for (let hundredths = 0; hundredths < WIDEST_BAND * 100; hundredths++) {
    const band = { low: (50 - hundredths) / 100, high: (50 + hundredths) / 100 };
    const right = families.map((of) => accuracyOf(decidedOf(of, band)));
    if (right.reduce((sum, share) => sum + share, 0) / families.length >= BAND_TARGET) return band;
  }
  return { low: 0.5 - WIDEST_BAND, high: 0.5 + WIDEST_BAND };
}

function validate(set: string, of: readonly Scored[], band: Weights['band']): Validation {
  const decided = decidedOf(of, band);
  return {
    set,
    answers: of.length,
    accuracy: accuracyOf(of),
    decided: decided.length / of.length,
    decidedAccuracy: accuracyOf(decided),
  };
}

function decidedOf(scored: readonly Scored[], { low, high }: Weights['band']): Scored[] {
  return scored.filter(({ probability }) => probability <= low || probability >= high);
}

function accuracyOf(scored: readonly Scored[]): number {
  const right = scored.filter(({ probability, achieved: is }) => probability >= 0.5 === is).length;
  return right / Math.max(1, scored.length);
}

function rounded(models: Models): Models {
  const round = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value);
  return JSON.parse(JSON.stringify(models, round)) as Models;
}

function describe(rows: readonly LabelledAnswer[]): string {
  const families = [...Map.groupBy(rows, familyOf)].map(([family, of]) => `${of.length} answers of ${family}`);
  return `Fitted by \`npm run bench -- fit-judges\` on ${families.join(', ')}, all MIT; no row is kept. Fixed signs, L2, both labels of a family weigh the same.`;
}
