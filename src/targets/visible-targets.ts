import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The targets that the caller may see, as a `where` that every read begins with. */
export function visibleTargets(ctx: Ctx): Prisma.TargetWhereInput {
  allow(ctx, 'targets:read');
  return { tenantId: ctx.actor.tenantId };
}
