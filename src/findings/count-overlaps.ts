import type { Control } from '#src/frameworks/catalogue.ts';
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

/**
 * The pairs of controls of different frameworks that the same findings touch. Sets are counted by the database; each stands here for its
 * pairs, so that the cost grows with the number of distinct sets and not with that of findings. Pure.
 */
export function countPairs(
  mapping: Mapping,
  counts: readonly RiskSetCount[],
  options: PairOptions = {},
): CountedPair[] {
  const found = new Map<string, CountedPair>();
  for (const [, rows] of Map.groupBy(counts, ({ risks }) => [...risks].sort().join(' '))) {
    const severities = addUp(rows);
    const count = SEVERITIES.reduce((sum, severity) => sum + severities[severity], 0);
    for (const [refA, refB] of pairsOf(mapping, rows[0]!.risks, options)) {
      const key = `${refA} ${refB}`;
      const pair = found.get(key) ?? { refA, refB, count: 0, severities: noSeverities() };
      pair.count += count;
      for (const severity of SEVERITIES) pair.severities[severity] += severities[severity];
      found.set(key, pair);
    }
  }
  return [...found.values()].filter((pair) => pair.count > 0);
}

/** Each two controls of different frameworks that a set of risks touches. */
function pairsOf(mapping: Mapping, risks: readonly string[], options: PairOptions): [string, string][] {
  const controls = controlsOfRisks(mapping, risks, options)
    .map((link) => link.control)
    .filter((control) => options.frameworks?.includes(control.frameworkSlug) ?? true);
  const others = (control: Control, i: number) =>
    controls.slice(i + 1).filter((other) => other.frameworkSlug !== control.frameworkSlug);
  return controls.flatMap((control, i) =>
    others(control, i).map((other): [string, string] => [control.ref, other.ref]),
  );
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
