import { SESSION_LIST } from '#src/access/session-list.ts';
import { listSessions, visibleSessions } from '#src/access/visible-sessions.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const inputs = listInputs(SESSION_LIST);

const SignInMethod = builder.enumType('SignInMethod', {
  description: 'How somebody signed in.',
  values: {
    PASSWORD: { value: 'password', description: 'By address and password.' },
    OIDC: { value: 'oidc', description: 'By the OpenID provider of the installation.' },
    INVITATION: { value: 'invitation', description: 'By an invitation, which they accepted.' },
  },
});

export const Session = builder.prismaNode('Session', {
  id: { resolve: (session) => formatId('session', session.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'session', id),
  description: 'A browser in which a person is signed in to this tenant. What its cookie holds is kept nowhere.',
  select: { tenantId: true, id: true },
  fields: (t) => ({
    device: t.exposeString('device', { description: 'The browser as it names itself, at most 200 characters.' }),
    address: t.exposeString('address', { description: 'The address that it was last used from.' }),
    method: t.field({
      type: SignInMethod,
      description: 'How the person signed in.',
      select: { method: true },
      resolve: (session) => session.method as 'password' | 'oidc' | 'invitation',
    }),
    current: t.boolean({
      description: 'Whether it is the one that asks.',
      resolve: (session, _args, ctx) => session.id === ctx.actor.sessionId,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the person signed in.' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', description: 'When it was last used, to the minute.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it ends, however much it is used. It ends before that when it is left alone for too long.',
    }),
  }),
});

export const sessions = nodeType('Session', ['session'], (ctx, ids, query) =>
  ctx.db.prisma.session.findMany({ ...query, where: { AND: [visibleSessions(ctx), { id: { in: ids } }] } }),
);

const SessionConnection = builder.connectionObject(
  { type: Session, name: 'SessionConnection', description: 'A page of sessions.' },
  { name: 'SessionEdge', description: 'A session and its place in the list.' },
);

builder.queryField('sessions', (t) =>
  t.connection(
    {
      type: Session,
      description:
        'Where the caller is signed in to this tenant, the newest first. Needs no scope: everybody sees their own.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listSessions(ctx, args, args), sessions),
    },
    SessionConnection,
  ),
);
