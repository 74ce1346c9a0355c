import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { sessionBounds } from './session-limits.ts';

/** The sessions that the caller may see: their own in this tenant, and of these the ones that are still good. A token of nobody's sees none. */
export function visibleSessions(ctx: Ctx): Prisma.SessionWhereInput {
  const { tenantId, userId } = ctx.actor;
  const { now, usedAfter } = sessionBounds(ctx);
  return { tenantId, userId: userId ?? NOBODY, expiresAt: { gt: now }, lastUsedAt: { gt: usedAfter } };
}

/** No user has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const SESSIONS: KeysetList = {
  name: 'sessions',
  from: 'sessions t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** Where the caller is signed in, the newest first. */
export function listSessions(ctx: Ctx, args: PageArgs): Promise<Listing> {
  const { now, usedAfter } = sessionBounds(ctx);
  return listAll(
    ctx.db,
    SESSIONS,
    [
      ['t.tenant_id = ?', ctx.actor.tenantId],
      ['t.user_id = ?', ctx.actor.userId ?? NOBODY],
      ['t.expires_at > ?', now],
      ['t.last_used_at > ?', usedAfter],
    ],
    args,
  );
}
