import type { Read, Sign } from '#src/judging/judges/deterministic/feature.ts';
import { FORM_FEATURES, formFeatures } from '#src/judging/judges/deterministic/form-features.ts';
import { OBJECTIVE_FEATURES, objectiveFeatures } from '#src/judging/judges/deterministic/objective-features.ts';
import type { Models } from '#src/judging/judges/deterministic/probabilities.ts';
import { WORD_FEATURES, wordFeatures } from '#src/judging/judges/deterministic/word-features.ts';
import type { Labelled } from './examples.ts';
import { fitLogistic } from './logistic.ts';

/** The penalty is strong and the features few on purpose: both transfer to answers from elsewhere better than their opposites. */
const L2 = 0.1;
const STEPS = 400;

export function fitModels(examples: readonly Labelled[]): Models {
  const modelOf = (signs: Readonly<Record<string, Sign>>, values: (read: Read) => number[], from = examples) =>
    fitLogistic(
      from.map((e) => ({ values: values(e.read), achieved: e.achieved, weight: e.weight })),
      { names: Object.keys(signs), signs: Object.values(signs), l2: L2, steps: STEPS },
    );
  const real = examples.filter((e) => !e.made);
  return {
    objective: modelOf(OBJECTIVE_FEATURES, objectiveFeatures),
    substance: fitLogistic(
      real.map((e) => ({ values: [e.read.answer.best], achieved: e.achieved, weight: e.weight })),
      { names: ['best_block'], signs: [1], l2: 0, steps: STEPS },
    ),
    specificity: modelOf(FORM_FEATURES, formFeatures),
    words: modelOf(WORD_FEATURES, wordFeatures),
  };
}
