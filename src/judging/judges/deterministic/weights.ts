import weights from './data/weights.json' with { type: 'json' };

/** A logistic model over standardised features: weights beside the means and deviations that they were fitted with. */
export type Model = {
  features: readonly { name: string; mean: number; deviation: number; weight: number }[];
  bias: number;
};

/** What `npm run bench -- fit-judges` writes, and how it came about. */
export type Weights = {
  /** In words: which labelled answers, how weighted, how regularised, when. */
  fitted: string;
  /** Did it do what the objective asks: a model of features, and the substance score by itself. */
  objective: Model;
  substance: Model;
  /** Is what it gave specific and usable. */
  specificity: Model;
  /** What its words say, the objective's own words masked. */
  words: Model;
  /** At or below `low` not achieved, at or above `high` achieved, between them inconclusive. */
  band: { low: number; high: number };
};

export const WEIGHTS: Weights = weights;

/** The model's probability for feature values in the order of its features. */
export function probability(model: Model, values: readonly number[]): number {
  let sum = model.bias;
  for (const [i, { mean, deviation, weight }] of model.features.entries()) {
    sum += (weight * (values[i]! - mean)) / deviation;
  }
  return 1 / (1 + Math.exp(-sum));
}
