import type { JudgeName } from '#src/judging/judges/judge.ts';

/**
 * What a deterministic judge's word weighs beside that of the other two. Fitted meta-judges give the second and third of them
 * next to nothing, since their errors go together; what helps is the agreement of unlike ones.
 */
export const DETERMINISTIC_WEIGHT: Readonly<Record<JudgeName, number>> = {
  objective: 0.7,
  criteria: 0.2,
  specificity: 0.1,
};

/** The three probabilities as one: which way the deterministic judges lean where everything has to be decided. */
export function leanOf(achieved: Readonly<Record<JudgeName, number>>): number {
  const { objective, criteria, specificity } = DETERMINISTIC_WEIGHT;
  return objective * achieved.objective + criteria * achieved.criteria + specificity * achieved.specificity;
}
