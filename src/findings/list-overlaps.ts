import type { Overlap } from '#src/frameworks/catalogue.ts';
import { type EditionChoice, type Mapping, slugOf } from '#src/frameworks/mapping.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { FilterInput } from '#src/platform/filter.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { type MemoryOrder, pageInMemory } from '#src/platform/page-in-memory.ts';
import { type CountedPair, countPairs, noSeverities } from './count-overlaps.ts';
import { countRiskSets } from './count-risk-sets.ts';

export type OverlapQuery = {
  /** Which findings are counted. */
  filter?: FilterInput | null | undefined;
  /** The curated pairs, whether or not findings touch them, instead of every pair that findings touch. */
  curated?: boolean | null | undefined;
  /** Of the curated pairs, those up to this tier. 1: the 22 that every report shows. */
  tier?: number | null | undefined;
  /** Only pairs of controls of these frameworks. */
  frameworks?: readonly string[] | null | undefined;
  /** Only pairs with this control. */
  ref?: string | null | undefined;
  /** Whether links of the crosswalk count that are only suggested. */
  suggested?: boolean | null | undefined;
  editions?: readonly EditionChoice[] | null | undefined;
};

/** Two controls of different frameworks. `A` is the one that comes first, or in a curated pair that is a subset, the one inside. */
export type OverlapRow = CountedPair & { id: string; curated: Overlap | null };

export type OverlapPage = { rows: OverlapRow[]; page: Page; count: number; mapping: Mapping; query: OverlapQuery };

const TIERS = 4;

/**
 * Overlaps with the number of findings that touch both controls. Counted pairs run from the most findings to the fewest, curated ones by
 * tier. Two statements, however many pairs and findings there are.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`, `invalid_cursor`, `framework_unknown`,
 * `edition_unknown`
 */
export async function listOverlaps(ctx: Ctx, query: OverlapQuery, args: PageArgs): Promise<OverlapPage> {
  const mapping = await tenantMapping(ctx, ctx.actor.tenantId, query.editions);
  for (const slug of query.frameworks ?? []) slugOf(slug);
  const tier = query.tier ?? 1;
  if (!Number.isInteger(tier) || tier < 1 || tier > TIERS)
    throw new DomainError('invalid_input', `A tier is a number from 1 to ${TIERS}.`, { path: ['tier'] });
  if (query.ref != null && !mapping.controls.has(query.ref))
    throw new DomainError('invalid_input', 'There is no such control in these editions.', { path: ['ref'] });
  const sets = await countRiskSets(ctx, { filter: query.filter, editions: query.editions });
  const { frameworks, suggested } = query;
  const counted = countPairs(mapping, sets, { frameworks, suggested: suggested ?? true });
  const all = query.curated ? curatedRows(mapping, counted, tier) : countedRows(mapping, counted);
  const rows = all.filter((row) => isAsked(mapping, query, row));
  const page = pageInMemory(rows, query.curated ? BY_TIER : BY_COUNT, args);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: page.items.map(({ id }) => byId.get(id)!), page, count: rows.length, mapping, query };
}

function isAsked(mapping: Mapping, { frameworks, ref }: OverlapQuery, { refA, refB }: OverlapRow): boolean {
  const slug = (one: string) => mapping.controls.get(one)!.frameworkSlug;
  if (ref != null && ref !== refA && ref !== refB) return false;
  return frameworks == null || (frameworks.includes(slug(refA)) && frameworks.includes(slug(refB)));
}

/** The same for a pair whichever of the two stands first. */
function pairKey(refA: string, refB: string): string {
  return [refA, refB].sort().join(' ');
}

function countedRows({ overlaps }: Mapping, counted: readonly CountedPair[]): OverlapRow[] {
  const curated = new Map(overlaps.map((overlap) => [pairKey(overlap.refA, overlap.refB), overlap]));
  return counted.map((pair) => {
    const key = pairKey(pair.refA, pair.refB);
    return { ...pair, id: key, curated: curated.get(key) ?? null };
  });
}

function curatedRows({ overlaps }: Mapping, counted: readonly CountedPair[], tier: number): OverlapRow[] {
  const counts = new Map(counted.map((pair) => [pairKey(pair.refA, pair.refB), pair]));
  return overlaps
    .filter((overlap) => overlap.tier <= tier)
    .map((curated) => {
      const id = pairKey(curated.refA, curated.refB);
      const { count, severities } = counts.get(id) ?? { count: 0, severities: noSeverities() };
      return { id, refA: curated.refA, refB: curated.refB, count, severities, curated };
    });
}

const BY_COUNT: MemoryOrder<OverlapRow> = {
  name: 'overlaps',
  keys: [
    { type: 'integer', of: (row) => -row.count },
    { type: 'text', of: (row) => row.id },
  ],
  id: (row) => row.id,
};

const BY_TIER: MemoryOrder<OverlapRow> = {
  name: 'curatedOverlaps',
  keys: [
    { type: 'integer', of: (row) => row.curated!.tier },
    { type: 'text', of: (row) => row.curated!.id },
  ],
  id: (row) => row.id,
};
