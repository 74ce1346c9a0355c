import type { Scope } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';

/** The same caller with further scopes, for what a route shows of its own work: who may change a thing is shown what became of it. */
export function alsoMay(ctx: Ctx, ...scopes: Scope[]): Ctx {
  return { ...ctx, actor: { ...ctx.actor, scopes: new Set([...ctx.actor.scopes, ...scopes]) } };
}
