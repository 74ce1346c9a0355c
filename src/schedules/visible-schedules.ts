import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { tryParseId } from '#src/platform/ids.ts';
import { type Condition, type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';

/** The schedules that the caller may see. */
export function visibleSchedules(ctx: Ctx): Prisma.ScheduleWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}

const SCHEDULES: KeysetList = {
  name: 'schedules',
  from: 'schedules t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

export type ScheduleFilter = { targetId?: string | null | undefined };

/** The tenant's schedules, newest first. An id that nothing has finds nothing. */
export function listSchedules(ctx: Ctx, filter: ScheduleFilter, args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId]];
  if (filter.targetId != null) {
    conditions.push(['t.target_id = ?::uuid', tryParseId(['target', 'endpoint'], filter.targetId)]);
  }
  return listAll(ctx.db, SCHEDULES, conditions, args);
}
