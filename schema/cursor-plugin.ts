import SchemaBuilder, { type SchemaTypes as AnyTypes, BasePlugin, type PothosOutputFieldConfig } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { capturingCursor } from '#src/platform/captured-cursor.ts';
import type { Ctx } from '#src/platform/context.ts';
import { asksForTenantCursor, tenantCursorOf } from './tenant-cursor.ts';

// What every operation knows of places in the event logs, so that no field has to say it:
//   Query.*      takes `waitFor`, and reads after the cursor of the tenant that stands beside it in the answer;
//   Mutation.*   notes what it appended to the tenant's log, and wakes the followers once it is committed;
//   *Payload     has a `cursor`. One that has a better place to tell (the events of its scan) brings its own.

const NAME = 'cursors';
type Resolver = GraphQLFieldResolver<unknown, Ctx, object>;

/** Per operation: what each mutation in it appended, by the key that it has in the answer. */
const captured = new WeakMap<Ctx, Map<string | number, string>>();

export class CursorPlugin<Types extends AnyTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.kind !== 'Query') return field;
    const waitFor = {
      kind: 'Arg',
      graphqlKind: 'Arg',
      name: 'waitFor',
      parentField: field.name,
      parentType: field.parentType,
      type: { kind: 'Scalar', ref: 'String', required: false },
      description:
        'A cursor that a mutation, an event, a scan or the tenant gave: the answer is at least as new as what it stands for. Waits up to three seconds for it, then fails with the code `CURSOR_NOT_REACHED`.',
      pothosOptions: { type: 'String' },
      extensions: {},
    };
    return { ...field, args: { ...field.args, waitFor } } as unknown as PothosOutputFieldConfig<Types>;
  }

  override wrapResolve<Resolve>(resolve: Resolve, field: PothosOutputFieldConfig<Types>): Resolve {
    if (field.kind === 'Query') return reading(resolve as Resolver) as Resolve;
    return field.kind === 'Mutation' ? (writing(resolve as Resolver) as Resolve) : resolve;
  }

  /** Payloads are found by their name, which `conventions.test.ts` requires of each. */
  override beforeBuild(): void {
    const { configStore } = this.builder;
    configStore.prepareForBuild();
    for (const config of configStore.typeConfigs.values()) {
      if (config.kind !== 'Object' || !config.name.endsWith('Payload')) continue;
      if (configStore.getFields(config.name).has('cursor')) continue;
      this.builder.objectField(config.name as never, 'cursor', (t) =>
        t.string({
          nullable: false,
          description:
            'The place in the events of the tenant right after what this did: give it to `waitFor`, or follow on from it with `tenantEvents(after:)`.',
          resolve: async (
            _payload: unknown,
            _args: unknown,
            ctx: object,
            info: { path: { prev?: { key: string | number } } },
          ) => captured.get(ctx as Ctx)?.get(info.path.prev!.key) ?? (await currentCursor(ctx as Ctx)),
        } as never),
      );
    }
  }
}

/** A mutation that found things as they were to be appended nothing: then what it answers is true at the end of the log. */
const currentCursor = (ctx: Ctx) => ctx.events.tenantCursor(ctx.actor.tenantId);

function reading(resolve: Resolver): Resolver {
  return async (root, { waitFor, ...args }: { waitFor?: string | null }, ctx, info) => {
    if (waitFor != null) await ctx.events.waitFor(ctx.actor.tenantId, waitFor);
    if (asksForTenantCursor(info)) await tenantCursorOf(ctx);
    return resolve(root, args, ctx, info);
  };
}

function writing(resolve: Resolver): Resolver {
  return async (root, args, ctx, info) => {
    const { value, cursor } = await capturingCursor(() => resolve(root, args, ctx, info));
    if (cursor === null) return value;
    captured.set(ctx, (captured.get(ctx) ?? new Map()).set(info.path.key, cursor));
    ctx.events.committedTenant(ctx.actor.tenantId);
    return value;
  };
}

SchemaBuilder.registerPlugin(NAME, CursorPlugin as never);

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends AnyTypes> {
      cursors: CursorPlugin<Types>;
    }
  }
}

export default NAME;
