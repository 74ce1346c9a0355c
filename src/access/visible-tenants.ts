import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The tenants that the caller may see: their own. */
export function visibleTenants(ctx: Ctx): Prisma.TenantWhereInput {
  return { id: ctx.actor.tenantId };
}
