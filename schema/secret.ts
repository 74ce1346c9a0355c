import { formatId } from '#src/platform/ids.ts';
import { putSecret } from '#src/secrets/put-secret.ts';
import { SECRET_LIST } from '#src/secrets/secret-list.ts';
import { listSecrets, visibleSecrets } from '#src/secrets/visible-secrets.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const inputs = listInputs(SECRET_LIST);

export const Secret = builder.prismaNode('Secret', {
  id: { resolve: (secret) => formatId('secret', secret.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'secret', id),
  description: 'A value kept sealed under a name. Refer to it as `secret:<name>`; nothing ever gives the value back.',
  authScopes: { scope: 'secrets:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is referred to by.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When a value was first put under the name.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the present value was put.' }),
  }),
});

const secrets = nodeType('Secret', ['secret'], (ctx, ids, query) =>
  ctx.db.prisma.secret.findMany({
    ...query,
    where: { AND: [visibleSecrets(ctx), { id: { in: ids } }] },
  }),
);

const SecretConnection = builder.connectionObject(
  { type: Secret, name: 'SecretConnection', description: 'A page of secrets.' },
  { name: 'SecretEdge', description: 'A secret and its place in the list.' },
);

builder.queryField('secrets', (t) =>
  t.connection(
    {
      type: Secret,
      description: 'The names of the secrets, in alphabetical order. Needs the scope `secrets:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listSecrets(ctx, args, args), secrets),
    },
    SecretConnection,
  ),
);

builder.relayMutationField(
  'putSecret',
  {
    description: 'A name and its value.',
    inputFields: (t) => ({
      name: t.string({
        required: true,
        description: '2 to 64 lower-case letters, digits and underscores, a letter first.',
      }),
      value: t.string({ required: true, description: 'The value, up to 16 KiB. Sealed before it is stored.' }),
    }),
  },
  {
    description: 'Stores a value under a name; a value that is there already is replaced. Needs `secrets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => putSecret(ctx, input),
  },
  {
    description: 'A secret that was put.',
    outputFields: (t) => ({
      reference: t.string({
        description: 'What to write in a header of a target: `secret:<name>`.',
        resolve: (put) => `secret:${put.name}`,
      }),
    }),
  },
);
