import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { judgeDataFolder, readJudgeData } from './judging/judge-data.ts';
import { rarityOfStems } from './judging/rarity.ts';
import type { BenchOptions } from './main.ts';

const DATA = path.join(import.meta.dirname, '../src/judging/judges/deterministic/data');

/**
 * Fits the deterministic judges' weights anew on the labelled answers of `JUDGE_DATA` and writes them into the source tree. Only
 * rows under the MIT licence are fitted on; all others, such as answers under a model provider's terms, only validate. The same
 * rows give the same weights.
 */
export async function run({ json, args }: BenchOptions): Promise<void> {
  const rows = await readJudgeData(judgeDataFolder(args));
  const open = rows.filter(({ licence }) => licence === 'MIT');
  const rarity = rarityOfStems(open);
  await writeFile(path.join(DATA, 'rarity.json'), `${JSON.stringify(rarity)}\n`);
  // Imported only now: features read the rarities when they are loaded.
  const { writeWeights } = await import('./judging/write-weights.ts');
  const others = rows.filter(({ licence }) => licence !== 'MIT');
  const { weights, validation } = await writeWeights(path.join(DATA, 'weights.json'), open, others);
  const mean = validation.reduce((sum, { accuracy }) => sum + accuracy, 0) / validation.length;
  if (json) {
    console.log(JSON.stringify({ rows: open.length, band: weights.band, validation, meanAccuracy: mean }));
    return;
  }
  console.log(`${weights.fitted}\n\nAnswers that the fitted model had not seen:`);
  console.table(
    validation.map((v) => ({
      ...v,
      accuracy: v.accuracy.toFixed(3),
      decided: v.decided.toFixed(2),
      decidedAccuracy: v.decidedAccuracy.toFixed(3),
    })),
  );
  for (const [name, model] of Object.entries({
    objective: weights.objective,
    specificity: weights.specificity,
    words: weights.words,
  })) {
    console.log(`${name}: ${model.features.map((f) => `${f.name} ${f.weight.toFixed(2)}`).join(', ')}`);
  }
  console.log(`band ${weights.band.low} to ${weights.band.high}\nmean accuracy over unseen sets: ${mean.toFixed(3)}`);
}
