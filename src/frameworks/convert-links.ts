import type { Overlap } from './catalogue.ts';
import type { CrosswalkLink, Redirect } from './catalogue-file.ts';

/** By the ref in the default edition. */
export type Successors = ReadonlyMap<string, Redirect>;

const LINK_TO_WIDER = { equivalent: 'subset', subset: 'subset', superset: 'related', related: 'related' } as const;

/**
 * A link of the crosswalk in another edition of its control. An entry that has grown takes the risk in rather than being equal to it, and
 * nothing that only may be so stays more than related; what was so decided here has the basis `editorial`.
 */
export function convertLink(link: CrosswalkLink, successors: Successors): CrosswalkLink[] {
  const row = successors.get(link.ref);
  if (!row) return [link];
  const strength = isExact(row) ? link.strength : row.kind === 'rescoped' ? LINK_TO_WIDER[link.strength] : 'related';
  const basis = strength === link.strength ? link.basis : 'editorial';
  return row.toRefs.map((ref) => ({ ...link, ref, edition: row.toEdition, strength, basis }));
}

/** A curated pair in other editions, with A inside B where it is a subset. */
export function convertOverlap(overlap: Overlap, successors: Successors): Overlap[] {
  const [a, b] = [successors.get(overlap.refA), successors.get(overlap.refB)];
  if (!a && !b) return [overlap];
  const exact = (!a || isExact(a)) && (!b || isExact(b));
  const turned = { ...overlap, refA: a?.toRefs[0] ?? overlap.refA, refB: b?.toRefs[0] ?? overlap.refB };
  return [exact ? turned : widened(turned, a?.kind === 'rescoped', b?.kind === 'rescoped')];
}

function widened(overlap: Overlap, a: boolean, b: boolean): Overlap {
  const editorial = { ...overlap, basis: 'editorial' as const };
  if (overlap.strength === 'related') return overlap;
  if (b && !a) return { ...editorial, strength: 'subset' };
  if (!(a && !b && overlap.strength === 'equivalent')) return { ...editorial, strength: 'related' };
  // A has grown around B, so they change places.
  return {
    ...editorial,
    strength: 'subset',
    refA: overlap.refB,
    refB: overlap.refA,
    frameworkA: overlap.frameworkB,
    frameworkB: overlap.frameworkA,
  };
}

function isExact({ kind }: Redirect): boolean {
  return kind === 'unchanged' || kind === 'renumbered' || kind === 'renamed' || kind === 'replaced';
}
