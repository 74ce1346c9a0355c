import { countPairs, noSeverities } from '#src/findings/count-overlaps.ts';
import type { RiskSetCount } from '#src/findings/count-risk-sets.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import type { ReportOverlap } from './report-model.ts';

const keyOf = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/**
 * The pairs of controls of these frameworks that the same findings touch, most findings first, and after them the curated core pairs that none
 * touches. Links that are only suggested count for nothing. Pure.
 */
export function readOverlaps(
  mapping: Mapping,
  sets: readonly RiskSetCount[],
  frameworks: readonly string[],
): ReportOverlap[] {
  const slug = (ref: string) => mapping.controls.get(ref)!.frameworkSlug;
  const drawn = new Map(
    mapping.overlaps
      .filter(({ refA, refB }) => frameworks.includes(slug(refA)) && frameworks.includes(slug(refB)))
      .map((overlap) => [keyOf(overlap.refA, overlap.refB), overlap]),
  );
  const counted = countPairs(mapping, sets, { frameworks, suggested: false }).map((pair): ReportOverlap => {
    const curated = drawn.get(keyOf(pair.refA, pair.refB));
    // A curated pair has a direction: the one that lies inside stands first.
    return curated
      ? { ...pair, refA: curated.refA, refB: curated.refB, curated: shown(curated) }
      : { ...pair, curated: null };
  });
  // Thousands of pairs at times: each has its key made once, and not at every comparison.
  const keyed = counted.map((pair) => ({ pair, key: keyOf(pair.refA, pair.refB) }));
  const touched = new Set(keyed.map(({ key }) => key));
  const untouched = [...drawn].flatMap(([key, overlap]): ReportOverlap[] => {
    if (!overlap.core || touched.has(key)) return [];
    return [{ refA: overlap.refA, refB: overlap.refB, count: 0, severities: noSeverities(), curated: shown(overlap) }];
  });
  return [
    ...keyed.sort((a, b) => b.pair.count - a.pair.count || (a.key < b.key ? -1 : 1)).map(({ pair }) => pair),
    ...untouched,
  ];
}

function shown({ tier, core, strength, confidence, rationale }: Mapping['overlaps'][number]): ReportOverlap['curated'] {
  return { tier, core, strength, confidence, rationale };
}
