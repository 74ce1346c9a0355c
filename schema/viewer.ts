import { builder } from './builder.ts';
import { Tenant } from './tenant.ts';
import { Token } from './token.ts';

const Viewer = builder
  .objectRef<{ tenantId: string; tokenId: string; scopes: ReadonlySet<string> }>('Viewer')
  .implement({
    description: 'Who is asking: the token that the request came with.',
    fields: (t) => ({
      tenant: t.prismaField({
        type: Tenant,
        description: 'The tenant that the token belongs to.',
        resolve: (query, viewer, _args, ctx) =>
          ctx.db.prisma.tenant.findUniqueOrThrow({ ...query, where: { id: viewer.tenantId } }),
      }),
      token: t.prismaField({
        type: Token,
        description: 'The token itself.',
        resolve: (query, { tenantId, tokenId }, _args, ctx) =>
          ctx.db.prisma.token.findUniqueOrThrow({ ...query, where: { tenantId_id: { tenantId, id: tokenId } } }),
      }),
      scopes: t.stringList({
        description: 'What the token may do, sorted.',
        resolve: (viewer) => [...viewer.scopes].sort(),
      }),
    }),
  });

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, description: 'Who is asking. Needs no scope.', resolve: (_root, _args, ctx) => ctx.actor }),
);
