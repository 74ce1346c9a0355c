/** A share with the bounds that it lies between with 95 % confidence; null where there is nothing to count. */
export type Share = { value: number; low: number; high: number };

/** The 97.5th percentile of the standard normal distribution. */
const Z = 1.959964;

/**
 * `hits` of `all` with its Wilson score interval (E. B. Wilson, 1927), which stays sound for few cases and for shares near 0 and 1. Pure.
 */
export function wilson(hits: number, all: number): Share | null {
  if (all === 0) return null;
  const share = hits / all;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * all);
  const spread = Z * Math.sqrt((share * (1 - share)) / all + z2 / (4 * all * all));
  const scale = 1 + z2 / all;
  return { value: share, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/**
 * F1 with bounds. F1 = 2J / (1 + J), where J, the hits among all cases that either side calls positive, is a share; F1 rises with J, so
 * the bounds of J give those of F1. Pure.
 */
export function f1(truePositives: number, falsePositives: number, missed: number): Share | null {
  const jaccard = wilson(truePositives, truePositives + falsePositives + missed);
  const of = (j: number) => (2 * j) / (1 + j);
  return jaccard && { value: of(jaccard.value), low: of(jaccard.low), high: of(jaccard.high) };
}
