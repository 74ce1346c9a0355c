import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { allow } from './scopes.ts';

/** The invitations that the caller may see: whoever may invite sees whom others invited. */
export function visibleInvitations(ctx: Ctx): Prisma.InvitationWhereInput {
  allow(ctx, 'members:write');
  return { tenantId: ctx.actor.tenantId };
}

const INVITATIONS: KeysetList = {
  name: 'invitations',
  from: 'invitations t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The tenant's invitations, newest first, accepted and revoked ones included. */
export function listInvitations(ctx: Ctx, args: PageArgs): Promise<Listing> {
  allow(ctx, 'members:write');
  return listAll(ctx.db, INVITATIONS, [['t.tenant_id = ?', ctx.actor.tenantId]], args);
}
