import { visibleFindings } from '#src/findings/visible-findings.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { type Judged, type Shown, showFinding, WHOLE } from './finding-shape.ts';

/** Who may change a finding is shown what became of it. */
export function readable(ctx: Ctx): Ctx {
  return { ...ctx, actor: { ...ctx.actor, scopes: new Set([...ctx.actor.scopes, 'findings:read']) } };
}

export async function shownFor(ctx: Ctx): Promise<Shown> {
  return { mapping: await tenantMapping(ctx, ctx.actor.tenantId), config: ctx.config };
}

/** A finding whole, with what the judges said. @throws DomainError `not_found` */
export async function wholeFinding(ctx: Ctx, id: string): Promise<ReturnType<typeof showFinding>> {
  const row = await ctx.db.prisma.finding.findFirst({ where: { AND: [visibleFindings(ctx), { id }] }, include: WHOLE });
  if (!row) throw notFound('finding');
  const attempts = row.evidence.map(({ attemptId }) => attemptId);
  const judged: Judged[] = await ctx.db.prisma.opinion.findMany({
    where: { tenantId: ctx.actor.tenantId, attemptId: { in: attempts } },
    orderBy: { judge: 'asc' },
  });
  return showFinding(row, judged, await shownFor(ctx));
}
