import type { Model } from '#src/judging/judges/deterministic/weights.ts';

export type Example = { values: readonly number[]; achieved: boolean; weight: number };
export type FitOptions = { names: readonly string[]; signs: readonly (1 | -1)[]; l2: number; steps: number };

const RATE = 0.8;
const MOMENTUM = 0.8;

/**
 * Weighted logistic regression on standardised values with an L2 penalty, by projected gradient descent: a weight that would
 * take the sign that its feature may not have is held at zero. Deterministic.
 */
export function fitLogistic(examples: readonly Example[], { names, signs, l2, steps }: FitOptions): Model {
  const total = examples.reduce((sum, e) => sum + e.weight, 0);
  const scale = names.map((_, j) => scaleOf(examples, j, total));
  const rows = examples.map((e) => Float64Array.from(e.values, (v, j) => (v - scale[j]!.mean) / scale[j]!.deviation));
  const weights = new Float64Array(names.length);
  const speed = new Float64Array(names.length);
  let bias = 0;
  let biasSpeed = 0;
  for (let step = 0; step < steps; step++) {
    const slope = new Float64Array(names.length);
    let biasSlope = 0;
    for (const [i, row] of rows.entries()) {
      const { achieved, weight } = examples[i]!;
      const error = ((logistic(row, weights, bias) - Number(achieved)) * weight) / total;
      biasSlope += error;
      for (let j = 0; j < row.length; j++) slope[j]! += error * row[j]!;
    }
    biasSpeed = MOMENTUM * biasSpeed - RATE * biasSlope;
    bias += biasSpeed;
    descend(weights, speed, slope, signs, l2);
  }
  return { features: names.map((name, j) => ({ name, ...scale[j]!, weight: weights[j]! })), bias };
}

function descend(
  weights: Float64Array,
  speed: Float64Array,
  slope: Float64Array,
  signs: readonly number[],
  l2: number,
) {
  for (let j = 0; j < weights.length; j++) {
    speed[j] = MOMENTUM * speed[j]! - RATE * (slope[j]! + l2 * weights[j]!);
    weights[j]! += speed[j]!;
    if (weights[j]! * signs[j]! < 0) {
      weights[j] = 0;
      speed[j] = 0;
    }
  }
}

function logistic(row: Float64Array, weights: Float64Array, bias: number): number {
  let sum = bias;
  for (let j = 0; j < row.length; j++) sum += weights[j]! * row[j]!;
  return 1 / (1 + Math.exp(-sum));
}

function scaleOf(examples: readonly Example[], j: number, total: number): { mean: number; deviation: number } {
  const mean = examples.reduce((sum, e) => sum + e.weight * e.values[j]!, 0) / total;
  const variance = examples.reduce((sum, e) => sum + e.weight * (e.values[j]! - mean) ** 2, 0) / total;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
