import type { Ctx } from '#src/platform/context.ts';
import { bugReporter, type ErrorScope } from './public-error.ts';

const scopes = new WeakMap<Ctx, ErrorScope>();

/** One scope for each operation, so that a bug that breaks many fields is noted once. */
export function errorScopeOf(ctx: Ctx, door: 'http' | 'websocket' | 'subscription'): ErrorScope {
  const found = scopes.get(ctx);
  if (found) return found;
  const { requestId } = ctx.actor;
  const scope = { requestId, onBug: bugReporter(ctx.log, requestId, () => ctx.metrics.bugs.inc({ door })) };
  scopes.set(ctx, scope);
  return scope;
}
