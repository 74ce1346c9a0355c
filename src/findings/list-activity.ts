import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The rows of histories that the caller may see. */
export function visibleChanges(ctx: Ctx): Prisma.FindingChangeWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The comments that the caller may see. */
export function visibleComments(ctx: Ctx): Prisma.FindingCommentWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}
