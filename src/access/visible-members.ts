import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { allow } from './scopes.ts';

/** The members whom the caller may see: whoever may see findings may see to whom they can be given. */
export function visibleMembers(ctx: Ctx): Prisma.MembershipWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

const MEMBERS: KeysetList = {
  name: 'members',
  from: 'memberships t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'asc',
};

/** The tenant's members, in the order in which they joined. */
export function listMembers(ctx: Ctx, args: PageArgs): Promise<Listing> {
  allow(ctx, 'findings:read');
  return listAll(ctx.db, MEMBERS, [['t.tenant_id = ?', ctx.actor.tenantId]], args);
}
