import { createHash } from 'node:crypto';
import type { ExecutionArgs } from 'graphql';
import type { Ctx } from '#src/platform/context.ts';
import { contextOf } from '#src/server/authenticate.ts';
import { type Shape, shapeOf } from './shape.ts';
import { permissionKey } from './shared-actor.ts';

/** One subscriber's operation. `extensions` go with the first result, to this subscriber alone; null for none. */
export type Operation = {
  shape: Shape;
  args: ExecutionArgs;
  ctx: Ctx;
  after: string | null;
  sharable: boolean;
  extensions: object | null;
};

/** `resumeAfter` is the cursor that an event stream was left at; it counts before the one in the operation. */
export function operationOf(
  given: ExecutionArgs,
  ctx: Ctx,
  resumeAfter: string | null,
  extensions: object | null,
): Operation {
  const { schema, document, variableValues, operationName } = given;
  // Kept for as long as the subscription lasts, so nothing else of the request is.
  const args = { schema, document, variableValues, operationName };
  const shape = shapeOf(args.schema, args.document, args.operationName ?? null);
  const after = shape.cursorIn(args.variableValues ?? {});
  const sharable = shape.delivery !== 'own' && after !== undefined;
  return {
    shape,
    args,
    ctx: contextOf(ctx, ctx.actor),
    after: shape.delivery === 'log' ? (resumeAfter ?? after ?? null) : null,
    sharable,
    extensions,
  };
}

/** Equal for operations whose results are the same: document, variables and permissions. Null when it is shared with nobody. */
export function keyOf({ shape, args, ctx, sharable }: Operation): string | null {
  if (!sharable) return null;
  const given = args.variableValues ?? {};
  // One that is absent takes its default, which null does not.
  const variables = shape.variables.filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]]);
  const parts = [args.operationName ?? null, shape.text, variables, permissionKey(ctx.actor, shape.personal)];
  try {
    return createHash('sha256').update(JSON.stringify(parts, sortedMembers)).digest('base64');
  } catch (error) {
    if (error instanceof RangeError) return null; // nested deeper than the stack
    throw error;
  }
}

/** Objects with the order of their members taken out. */
function sortedMembers(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
