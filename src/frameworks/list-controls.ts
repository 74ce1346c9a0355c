import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { CONTROL_LIST, OVERLAP_LIST } from './control-list.ts';

/** The controls of each framework, in its own order unless asked for otherwise. */
export async function listControlsOfFrameworks(
  ctx: Ctx,
  slugs: readonly string[],
  query: ListQuery,
  args: PageArgs,
): Promise<Listing> {
  const { list, conditions } = listQuery(CONTROL_LIST, query);
  return listBelow(ctx.db, list, slugs, [...conditions, ['t.framework_slug = parent.id']], args);
}

/** The curated overlaps, those of one framework when it is given, the surest first unless asked for otherwise. */
export async function listOverlaps(
  ctx: Ctx,
  query: ListQuery & { framework?: string | null | undefined },
  args: PageArgs,
): Promise<Listing> {
  const { framework, filter, orderBy } = query;
  const short = { framework: framework == null ? null : { has: framework } };
  const { list, conditions } = listQuery(OVERLAP_LIST, { filter: { and: [short, filter ?? {}] }, orderBy });
  return listAll(ctx.db, list, conditions, args);
}
