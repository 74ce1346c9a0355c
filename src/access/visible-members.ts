import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { MEMBER_LIST } from './member-list.ts';
import { allow } from './scopes.ts';

/** The members whom the caller may see: whoever may see findings may see to whom they can be given. */
export function visibleMembers(ctx: Ctx): Prisma.MembershipWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's members, in the order in which they joined. */
export function listMembers(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'findings:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, MEMBER_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}
