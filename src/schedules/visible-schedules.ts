import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { SCHEDULE_LIST } from './schedule-list.ts';

/** The schedules that the caller may see. */
export function visibleSchedules(ctx: Ctx): Prisma.ScheduleWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's schedules, newest first. */
export function listSchedules(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, SCHEDULE_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}
