import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import type { ScanStatus } from './scan.ts';
import { SCAN_LIST } from './scan-list.ts';

/** What may be asked beside the filter. All of it has to hold. */
export type ScanFilter = {
  targetId?: string | null | undefined;
  status?: readonly ScanStatus[] | null | undefined;
};

/** The tenant's scans, newest first unless asked for otherwise. The target of a stranger is one that has no scans. */
export function listScans(ctx: Ctx, query: ListQuery & ScanFilter, args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { targetId, status, filter, orderBy } = query;
  const short = { target: targetId == null ? null : { eq: targetId }, status: status ? { in: status } : null };
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, SCAN_LIST, {
    filter: { and: [short, filter ?? {}] },
    orderBy,
  });
  return listAll(ctx.db, list, conditions, args);
}

/** The scans of each target. */
export function listScansOfTargets(
  ctx: Ctx,
  targetIds: readonly string[],
  query: ListQuery,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, SCAN_LIST, query);
  return listBelow(ctx.db, list, targetIds, [...conditions, ['t.target_id = parent.id::uuid']], args);
}
