import { controlsOfRisks, type LinkOptions } from '#src/frameworks/controls-of-risks.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import { SEVERITIES, type Severity } from '#src/probes/probe-file.ts';
import type { RiskSetCount } from './count-risk-sets.ts';

export type SeverityCounts = Record<Severity, number>;

/** Two controls of different frameworks, in the order of frameworks, and how many findings touch both. */
export type CountedPair = { refA: string; refB: string; count: number; severities: SeverityCounts };

export type PairOptions = LinkOptions & {
  /** Only pairs within these frameworks. */
  frameworks?: readonly string[] | null | undefined;
};

/** The pairs of one mapping, each with a number, and of each set of risks the numbers of its pairs. Filled as sets are met. */
type Pairs = { refs: [refA: string, refB: string][]; numbers: Map<string, number>; ofSet: Map<string, Int32Array> };

const known = new WeakMap<Mapping, Map<boolean, Pairs>>();
/** Findings of custom probes may have any risks together; what is kept is bounded all the same. */
const SETS_KEPT = 5000;

/**
 * The pairs of controls of different frameworks that the same findings touch. Sets are counted by the database; each stands here for its
 * pairs, so that the cost grows with the number of distinct sets and not with that of findings. Pure, but for what it remembers of sets.
 */
export function countPairs(
  mapping: Mapping,
  counts: readonly RiskSetCount[],
  { frameworks, suggested = true }: PairOptions = {},
): CountedPair[] {
  const pairs = pairsIn(mapping, suggested);
  const sets = Map.groupBy(counts, ({ risks }) => keyOf(risks));
  const numbers = [...sets.keys()].map((key) => numbersOf(mapping, pairs, key, suggested));
  const width = SEVERITIES.length;
  const sums = new Int32Array(pairs.refs.length * width);
  for (const [i, rows] of [...sets.values()].entries()) {
    const added = addUp(rows);
    for (const [s, severity] of SEVERITIES.entries()) {
      const count = added[severity];
      if (count !== 0) for (const pair of numbers[i]!) sums[pair * width + s]! += count;
    }
  }
  const slug = (ref: string) => mapping.controls.get(ref)!.frameworkSlug;
  const asked = ([a, b]: [string, string]) =>
    !frameworks || (frameworks.includes(slug(a)) && frameworks.includes(slug(b)));
  return pairs.refs.flatMap((refs, pair) => {
    const [critical = 0, high = 0, medium = 0, low = 0, info = 0] = sums.subarray(pair * width, (pair + 1) * width);
    const count = critical + high + medium + low + info;
    if (count === 0 || !asked(refs)) return [];
    return [{ refA: refs[0], refB: refs[1], count, severities: { critical, high, medium, low, info } }];
  });
}

function keyOf(risks: readonly string[]): string {
  return [...new Set(risks)].sort().join(' ');
}

function pairsIn(mapping: Mapping, suggested: boolean): Pairs {
  const own = known.get(mapping) ?? new Map<boolean, Pairs>();
  known.set(mapping, own);
  const pairs = own.get(suggested);
  if (pairs && pairs.ofSet.size <= SETS_KEPT) return pairs;
  const empty: Pairs = { refs: [], numbers: new Map(), ofSet: new Map() };
  own.set(suggested, empty);
  return empty;
}

function numbersOf(mapping: Mapping, pairs: Pairs, key: string, suggested: boolean): Int32Array {
  const found = pairs.ofSet.get(key);
  if (found) return found;
  const controls = controlsOfRisks(mapping, key.split(' '), { suggested }).map((link) => link.control);
  const numbers = controls.flatMap((a, i) =>
    controls.slice(i + 1).flatMap((b) => (a.frameworkSlug === b.frameworkSlug ? [] : numberOf(pairs, a.ref, b.ref))),
  );
  pairs.ofSet.set(key, Int32Array.from(numbers));
  return pairs.ofSet.get(key)!;
}

function numberOf(pairs: Pairs, refA: string, refB: string): number {
  const key = `${refA} ${refB}`;
  const number = pairs.numbers.get(key) ?? pairs.refs.push([refA, refB]) - 1;
  pairs.numbers.set(key, number);
  return number;
}

/** What is known of findings in some status, by severity. */
export function addUp(rows: readonly Pick<RiskSetCount, 'severity' | 'count'>[]): SeverityCounts {
  const sums = noSeverities();
  for (const { severity, count } of rows) sums[severity] += count;
  return sums;
}

export function noSeverities(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
}
