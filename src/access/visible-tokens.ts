import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { allow } from './scopes.ts';
import { TOKEN_LIST } from './token-list.ts';

/** The tokens that the caller may see, as a `where` that every read begins with. */
export function visibleTokens(ctx: Ctx): Prisma.TokenWhereInput {
  allow(ctx, 'tokens:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's tokens, newest first, revoked and expired ones included. */
export function listTokens(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'tokens:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, TOKEN_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}
