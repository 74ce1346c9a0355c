import type { Target } from '#prisma/client/client.ts';
import type { Scope } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { visibleTargets } from '#src/targets/visible-targets.ts';

/**
 * The context for what is a target inside and an endpoint at this door: who may read or write endpoints may read or write targets, as far as
 * these routes go, and they go to `llm` targets alone.
 */
export function asTargets(ctx: Ctx): Ctx {
  const { scopes } = ctx.actor;
  const granted: Scope[] = [
    ...(scopes.has('endpoints:read') || scopes.has('endpoints:write') ? (['targets:read'] as const) : []),
    ...(scopes.has('endpoints:write') ? (['targets:write'] as const) : []),
  ];
  return { ...ctx, actor: { ...ctx.actor, scopes: new Set([...scopes, ...granted]) } };
}

export function loadEndpoints(ctx: Ctx, ids: readonly string[]): Promise<Target[]> {
  return ctx.db.prisma.target.findMany({
    where: { AND: [visibleTargets(asTargets(ctx)), { id: { in: [...ids] }, kind: 'llm' }] },
  });
}

/** @throws DomainError `not_found`, for a target of another kind too */
export async function loadEndpoint(ctx: Ctx, id: string): Promise<Target> {
  const [target] = await loadEndpoints(ctx, [id]);
  if (!target) throw notFound('endpoint');
  return target;
}
