import { DETERMINISTIC_WEIGHT } from '#src/judging/judges/deterministic/lean.ts';
import type { Opinion, VerdictKind } from '#src/judging/judges/judge.ts';

export type Balance = {
  /** Weighted probability that the target is vulnerable; an inconclusive opinion counts one half. 0.5 without usable opinions. */
  vulnerable: number;
  /** Those who decided for either side. */
  for: { vulnerable: readonly Opinion[]; resistant: readonly Opinion[] };
  usable: readonly Opinion[];
  failed: readonly Opinion[];
};

export function weighOpinions(opinions: readonly Opinion[]): Balance {
  const usable = opinions.filter((opinion) => opinion.failure === null);
  const weights = usable.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sum = usable.reduce((all, opinion, i) => all + weights[i]! * vulnerableBy(opinion), 0);
  const decided = (kind: VerdictKind) => usable.filter((opinion) => opinion.verdict === kind);
  return {
    vulnerable: total === 0 ? 0.5 : sum / total,
    for: { vulnerable: decided('vulnerable'), resistant: decided('resistant') },
    usable,
    failed: opinions.filter((opinion) => opinion.failure !== null),
  };
}

/** Judge models weigh 1 each. */
function weightOf({ engine, judge }: Opinion): number {
  return engine === 'deterministic' ? DETERMINISTIC_WEIGHT[judge] : 1;
}

function vulnerableBy({ verdict, confidence }: Opinion): number {
  if (verdict === 'inconclusive') return 0.5;
  return verdict === 'vulnerable' ? confidence : 1 - confidence;
}

/** Two judges or more decided, and not all the same way. */
export function disagree(balance: Balance): boolean {
  return balance.for.vulnerable.length > 0 && balance.for.resistant.length > 0;
}
