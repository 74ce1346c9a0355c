import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { allow } from './scopes.ts';

/** The tokens that the caller may see, as a `where` that every read begins with. */
export function visibleTokens(ctx: Ctx): Prisma.TokenWhereInput {
  allow(ctx, 'tokens:read');
  return { tenantId: ctx.actor.tenantId };
}

const TOKENS: KeysetList = {
  name: 'tokens',
  from: 'tokens t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The tenant's tokens, newest first, revoked and expired ones included. */
export function listTokens(ctx: Ctx, args: PageArgs): Promise<Listing> {
  allow(ctx, 'tokens:read');
  return listAll(ctx.db, TOKENS, [['t.tenant_id = ?', ctx.actor.tenantId]], args);
}
