import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { TARGET_LIST } from './target-list.ts';

/** What may be asked beside the filter. All of it has to hold. */
export type TargetFilter = { kind?: string | null | undefined; tag?: string | null | undefined };

/** The tenant's targets, newest first unless asked for otherwise. */
export function listTargets(ctx: Ctx, query: ListQuery & TargetFilter, args: PageArgs): Promise<Listing> {
  allow(ctx, 'targets:read');
  const { kind, tag, filter, orderBy } = query;
  const short = { kind: kind ? { eq: kind } : null, tags: tag ? { has: tag } : null };
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, TARGET_LIST, {
    filter: { and: [short, filter ?? {}] },
    orderBy,
  });
  return listAll(ctx.db, list, conditions, args);
}
