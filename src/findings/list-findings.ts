import type { Ctx } from '#src/platform/context.ts';
import { type Listing, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';

/** The tenant's findings, the last seen first unless asked for otherwise. */
export async function listFindings(ctx: Ctx, query: FindingQuery, args: PageArgs): Promise<Listing> {
  const { list, conditions } = await findingQuery(ctx, query);
  return listAll(ctx.db, list, conditions, args);
}

/** The findings of each target. */
export async function listFindingsOfTargets(
  ctx: Ctx,
  targetIds: readonly string[],
  query: FindingQuery,
  args: PageArgs,
): Promise<Listing> {
  const { list, conditions } = await findingQuery(ctx, query);
  return listBelow(ctx.db, list, targetIds, [...conditions, ['t.target_id = parent.id::uuid']], args);
}

const SEEN_BY_PARENT =
  'exists (select 1 from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id and o.scan_id = parent.id::uuid)';

/** The findings that each scan saw. */
export async function listFindingsOfScans(
  ctx: Ctx,
  scanIds: readonly string[],
  query: FindingQuery,
  args: PageArgs,
): Promise<Listing> {
  const { list, conditions } = await findingQuery(ctx, query);
  return listBelow(ctx.db, list, scanIds, [...conditions, [SEEN_BY_PARENT]], args);
}
