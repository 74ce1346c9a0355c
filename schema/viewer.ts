import { type Budget, type Standing, takePoints } from '#src/access/budget.ts';
import type { Actor } from '#src/platform/context.ts';
import { builder } from './builder.ts';
import { Member } from './member.ts';
import { Session } from './session.ts';
import { Tenant } from './tenant.ts';
import { Token } from './token.ts';

const BudgetType = builder.objectRef<Budget>('Budget').implement({
  description: 'Points that are spent by what is asked, over GraphQL and REST together, and come back with time.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: '`token`: the caller’s own. `tenant`: that of everybody in the tenant.',
    }),
    perMinute: t.int({ description: 'How many come back in a minute.', resolve: ({ limit }) => limit.perMinute }),
    burst: t.int({ description: 'How many there are at most.', resolve: ({ limit }) => limit.burst }),
    remaining: t.int({ description: 'How many are left.', resolve: ({ grant }) => grant.remaining }),
    resetAt: t.field({
      type: 'DateTime',
      description: 'When all are there again, if nothing more is spent.',
      resolve: ({ grant }) => grant.resetAt,
    }),
  }),
});

const Limits = builder.objectRef<Standing>('Limits').implement({
  description: 'How much the caller may ask for.',
  fields: (t) => ({
    documentPoints: t.int({
      description: 'What one document may cost.',
      resolve: (_standing, _args, ctx) => ctx.config.api.points.document,
    }),
    budgets: t.field({
      type: [BudgetType],
      description: 'The budgets that a request is paid from, as they stand before this one’s points are settled.',
      resolve: ({ budgets }) => budgets,
    }),
  }),
});

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
    limits: t.field({
      type: Limits,
      description: 'How much the caller may ask for, and how much of it is left.',
      resolve: (_viewer, _args, ctx) => takePoints(ctx, 0),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: Viewer, description: 'Who is asking. Needs no scope.', resolve: (_root, _args, ctx) => ctx.actor }),
);
