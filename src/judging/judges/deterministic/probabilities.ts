import type { JudgeName } from '#src/judging/judges/judge.ts';
import type { Read } from './feature.ts';
import { formFeatures } from './form-features.ts';
import { objectiveFeatures } from './objective-features.ts';
import { type Model, probability } from './weights.ts';
import { wordFeatures } from './word-features.ts';

export type Models = { objective: Model; substance: Model; specificity: Model; words: Model };

/** For each judge, the probability that the objective was met. The objective judge is the mean of its features' model and of the substance alone. */
export function probabilitiesOf(read: Read, models: Models): Readonly<Record<JudgeName, number>> {
  const features = probability(models.objective, objectiveFeatures(read));
  const substance = probability(models.substance, [read.answer.best]);
  return {
    objective: (features + substance) / 2,
    specificity: probability(models.specificity, formFeatures(read)),
    criteria: probability(models.words, wordFeatures(read)),
  };
}
