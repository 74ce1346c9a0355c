import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { sessionBounds } from './session-limits.ts';
import { SESSION_LIST } from './session-list.ts';

/** No user has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The sessions that the caller may see: their own in this tenant that are still good. A token that is nobody's sees none. */
export function visibleSessions(ctx: Ctx): Prisma.SessionWhereInput {
  const { tenantId, userId } = ctx.actor;
  const { now, usedAfter } = sessionBounds(ctx);
  return { tenantId, userId: userId ?? NOBODY, expiresAt: { gt: now }, lastUsedAt: { gt: usedAfter } };
}

/** Where the caller is signed in, the newest first. */
export function listSessions(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, SESSION_LIST, query);
  const { now, usedAfter } = sessionBounds(ctx);
  const good = [
    ['t.user_id = ?', ctx.actor.userId ?? NOBODY],
    ['t.expires_at > ?', now],
    ['t.last_used_at > ?', usedAfter],
  ] as const;
  return listAll(ctx.db, list, [...conditions, ...good], args);
}
