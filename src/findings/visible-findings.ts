import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The findings that the caller may see, as a `where` that every read begins with. */
export function visibleFindings(ctx: Ctx): Prisma.FindingWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The evidence that the caller may see. */
export function visibleEvidence(ctx: Ctx): Prisma.FindingEvidenceWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The sightings that the caller may see. */
export function visibleOccurrences(ctx: Ctx): Prisma.OccurrenceWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}
