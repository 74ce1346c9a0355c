import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Condition, type KeysetList, type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';

/** The attempts that the caller may see, as a `where` that every read begins with. */
export function visibleAttempts(ctx: Ctx): Prisma.AttemptWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}

const ATTEMPTS: KeysetList = {
  name: 'attempts',
  from: 'attempts t',
  id: 't.id',
  keys: [{ sql: 't.position', type: 'integer' }],
  direction: 'asc',
};

export type AttemptFilter = {
  state?: readonly string[] | null | undefined;
  verdict?: readonly string[] | null | undefined;
  probeId?: string | null | undefined;
};

/** The attempts of each scan, in the order in which they are sent. */
export function listAttemptsOfScans(
  ctx: Ctx,
  scanIds: readonly string[],
  filter: AttemptFilter,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ['t.scan_id = parent.id::uuid']];
  if (filter.state) conditions.push(['t.state = any(?::attempt_state[])', filter.state]);
  if (filter.verdict) conditions.push(['t.verdict = any(?::verdict_kind[])', filter.verdict]);
  if (filter.probeId) conditions.push(['t.probe_id = ?', filter.probeId]);
  return listBelow(ctx.db, ATTEMPTS, scanIds, conditions, args);
}
