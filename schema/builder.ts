import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type PrismaTypes from '#prisma/pothos-types.ts';
import { getDatamodel } from '#prisma/pothos-types.ts';
import { missingScope, type Scope } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { COUNT_MAX } from '#src/platform/keyset.ts';
import CursorPlugin from './cursor-plugin.ts';
import { PROBLEMS, resultNames } from './problems.ts';
import { relayOptions } from './relay-options.ts';

type Failure = { kind: string; parameter?: unknown } | { kind: string; failures: Failure[] };

export type SchemaTypes = {
  Context: Ctx;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  AuthScopes: { scope: Scope };
  Connection: { /** Counts up to COUNT_MAX rows, when asked. */ count: () => Promise<number> };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
};

/**
 * The builder holds no types; each noun's file adds its own. The errors plugin comes first, so that it also turns the refusals of
 * the plugins behind it into problems.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, CursorPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin, DataloaderPlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [...PROBLEMS], directResult: true, defaultUnionOptions: resultNames },
  // A type states the scope it needs, so that it is refused by whichever way it is reached.
  scopeAuth: {
    authScopes: (ctx) => ({ scope: (scope) => ctx.actor.scopes.has(scope) }),
    unauthorizedError: (_parent, _ctx, _info, result) => missingScope(scopeIn(result.failure as Failure)),
  },
  relay: relayOptions,
  prisma: { client: (ctx) => ctx.db.prisma, dmmf: getDatamodel(), exposeDescriptions: false },
});

builder.queryType({ description: 'Everything that can be read. A token sees its own tenant and nothing else.' });
builder.mutationType({
  description:
    'Everything that can be changed. Each mutation takes one `input` and answers a union: its payload, or the problem that kept it from happening.',
});
builder.subscriptionType({ description: 'What can be followed live, over a websocket or as server-sent events.' });

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: `How many there are in all. Counted only when asked for, and only up to ${COUNT_MAX}: that number means "that many or more".`,
    resolve: (connection) => connection.count(),
  }),
);

/** The first scope that failed. A type's scopes come wrapped: any or all of several. */
function scopeIn(failure: Failure): Scope {
  return 'failures' in failure ? scopeIn(failure.failures[0]!) : (failure.parameter as Scope);
}
