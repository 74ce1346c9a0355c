import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { INVITATION_LIST } from './invitation-list.ts';
import { allow } from './scopes.ts';

/** The invitations that the caller may see: whoever may invite sees whom others invited. */
export function visibleInvitations(ctx: Ctx): Prisma.InvitationWhereInput {
  allow(ctx, 'members:write');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's invitations, newest first, accepted and revoked ones included. */
export function listInvitations(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'members:write');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, INVITATION_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}
