import {
  type GraphQLResolveInfo,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Ctx } from '#src/platform/context.ts';

/** Per operation: the one cursor of the tenant that it answers, wherever it is asked for. */
const cursors = new WeakMap<Ctx, Promise<string>>();
const asking = new WeakMap<OperationDefinitionNode, boolean>();

/**
 * The place in the tenant's log at which this operation began: everything that it reads is read later. So whoever follows from it may be
 * told of what the answer shows already, but misses nothing.
 */
export function tenantCursorOf(ctx: Ctx): Promise<string> {
  const known = cursors.get(ctx) ?? ctx.events.tenantCursor(ctx.actor.tenantId);
  cursors.set(ctx, known);
  return known;
}

/** Whether `Tenant.cursor` is selected anywhere in the operation: then it has to be read before anything else. */
export function asksForTenantCursor({ operation, fragments, schema }: GraphQLResolveInfo): boolean {
  const known = asking.get(operation);
  if (known !== undefined) return known;
  let found = false;
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(field) {
      found ||= field.name.value === 'cursor' && types.getParentType()?.name === 'Tenant';
    },
  });
  visit(
    { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments).filter((f) => f !== undefined)] },
    visitor,
  );
  asking.set(operation, found);
  return found;
}
