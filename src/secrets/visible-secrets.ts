import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { SECRET_LIST } from './secret-list.ts';

/** The secrets whose names the caller may see, as a `where`. Nobody sees a value. */
export function visibleSecrets(ctx: Ctx): Prisma.SecretWhereInput {
  allow(ctx, 'secrets:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's secrets by name. */
export function listSecrets(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'secrets:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, SECRET_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}
