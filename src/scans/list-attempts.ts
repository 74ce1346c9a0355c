import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { ATTEMPT_LIST } from './attempt-list.ts';

/** The attempts that the caller may see, as a `where` that every read begins with. */
export function visibleAttempts(ctx: Ctx): Prisma.AttemptWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}

/** What may be asked beside the filter. All of it has to hold. */
export type AttemptFilter = {
  state?: readonly string[] | null | undefined;
  verdict?: readonly string[] | null | undefined;
  probeId?: string | null | undefined;
};

/** The attempts of each scan, in the order in which they are sent unless asked for otherwise. */
export function listAttemptsOfScans(
  ctx: Ctx,
  scanIds: readonly string[],
  query: ListQuery & AttemptFilter,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { state, verdict, probeId, filter, orderBy } = query;
  const short = {
    state: state ? { in: state } : null,
    verdict: verdict ? { in: verdict } : null,
    probe: probeId ? { eq: probeId } : null,
  };
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, ATTEMPT_LIST, {
    filter: { and: [short, filter ?? {}] },
    orderBy,
  });
  return listBelow(ctx.db, list, scanIds, [...conditions, ['t.scan_id = parent.id::uuid']], args);
}
