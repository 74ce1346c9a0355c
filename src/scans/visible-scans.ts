import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The scans that the caller may see, as a `where` that every read begins with. */
export function visibleScans(ctx: Ctx): Prisma.ScanWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}
