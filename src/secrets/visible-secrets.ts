import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';

/** The secrets whose names the caller may see, as a `where`. Nobody sees a value. */
export function visibleSecrets(ctx: Ctx): Prisma.SecretWhereInput {
  allow(ctx, 'secrets:read');
  return { tenantId: ctx.actor.tenantId };
}

const SECRETS: KeysetList = {
  name: 'secrets',
  from: 'secrets t',
  id: 't.id',
  keys: [{ sql: 't.name', type: 'text' }],
  direction: 'asc',
};

/** The tenant's secrets by name. */
export function listSecrets(ctx: Ctx, args: PageArgs): Promise<Listing> {
  allow(ctx, 'secrets:read');
  return listAll(ctx.db, SECRETS, [['t.tenant_id = ?', ctx.actor.tenantId]], args);
}
