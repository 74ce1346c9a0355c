import type { Actor } from '#src/platform/context.ts';
import { builder } from './builder.ts';
import { Member } from './member.ts';
import { Session } from './session.ts';
import { Tenant } from './tenant.ts';
import { Token } from './token.ts';

const Viewer = builder.objectRef<Actor>('Viewer').implement({
  description: 'Who is asking: by the token or the session that the request came with.',
  fields: (t) => ({
    tenant: t.prismaField({
      type: Tenant,
      description: 'The tenant that the token or session belongs to.',
      resolve: (query, viewer, _args, ctx) =>
        ctx.db.prisma.tenant.findUniqueOrThrow({ ...query, where: { id: viewer.tenantId } }),
    }),
    token: t.prismaField({
      type: Token,
      nullable: true,
      description: 'The token itself. Null for a person who signed in.',
      resolve: (query, { tenantId, tokenId }, _args, ctx) =>
        tokenId === null
          ? null
          : ctx.db.prisma.token.findUniqueOrThrow({ ...query, where: { tenantId_id: { tenantId, id: tokenId } } }),
    }),
    session: t.prismaField({
      type: Session,
      nullable: true,
      description: 'The session itself. Null for a token.',
      resolve: (query, { tenantId, sessionId }, _args, ctx) =>
        sessionId === null
          ? null
          : ctx.db.prisma.session.findUniqueOrThrow({ ...query, where: { tenantId_id: { tenantId, id: sessionId } } }),
    }),
    member: t.prismaField({
      type: Member,
      nullable: true,
      description: 'The person as a member of the tenant. Null for a token that is nobody’s.',
      resolve: (query, { tenantId, userId }, _args, ctx) =>
        userId === null
          ? null
          : ctx.db.prisma.membership.findUnique({ ...query, where: { tenantId_userId: { tenantId, userId } } }),
    }),
    scopes: t.stringList({
      description: 'What the token or the person’s role may do, sorted.',
      resolve: (viewer) => [...viewer.scopes].sort(),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, description: 'Who is asking. Needs no scope.', resolve: (_root, _args, ctx) => ctx.actor }),
);
