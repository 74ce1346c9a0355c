import { INVITATION_LIST } from '#src/access/invitation-list.ts';
import { inviteMember } from '#src/access/invite-member.ts';
import { revokeInvitation } from '#src/access/revoke-invitation.ts';
import { listInvitations, visibleInvitations } from '#src/access/visible-invitations.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { idempotencyKey } from './idempotency.ts';
import { listInputs } from './list-input.ts';
import { Role } from './member.ts';
import { inTenant, nodeType } from './node.ts';

const inputs = listInputs(INVITATION_LIST, { Role });

const Invitation = builder.prismaNode('Invitation', {
  id: { resolve: (invitation) => formatId('invitation', invitation.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'invitation', id),
  description:
    'A place in the tenant for whoever has its link. The link is shown once, when it is made, and kept nowhere.',
  authScopes: { scope: 'members:write' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    email: t.exposeString('email', { description: 'The address of the person who was invited.' }),
    role: t.expose('role', { type: Role, description: 'What the person becomes.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on its link is good for nothing.' }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was accepted. Null: it was not.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked, or gave way to another. Null: it was not.',
    }),
  }),
});

const invitations = nodeType('Invitation', ['invitation'], (ctx, ids, query) =>
  ctx.db.prisma.invitation.findMany({ ...query, where: { AND: [visibleInvitations(ctx), { id: { in: ids } }] } }),
);

const InvitationConnection = builder.connectionObject(
  { type: Invitation, name: 'InvitationConnection', description: 'A page of invitations.' },
  { name: 'InvitationEdge', description: 'An invitation and its place in the list.' },
);

builder.queryField('invitations', (t) =>
  t.connection(
    {
      type: Invitation,
      description: 'Who was invited into the tenant, the newest first. Needs the scope `members:write`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) =>
        toConnection(ctx, info, await listInvitations(ctx, args, args), invitations),
    },
    InvitationConnection,
  ),
);

builder.relayMutationField(
  'inviteMember',
  {
    description: 'Whom to invite.',
    inputFields: (t) => ({
      email: t.string({ required: true, description: 'The person’s address, by which they sign in.' }),
      role: t.field({ type: Role, required: true, description: 'What they become: at most what the caller is.' }),
      days: t.int({ description: 'How long the link is good, from 1 to 30 days; 7 unless given.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Invites somebody into the tenant. No mail is sent: the link is in this answer and nowhere else, for the caller to hand over. Needs `members:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey, days, ...input } }, ctx) =>
      inviteMember(withIdempotencyKey(ctx, idempotencyKey), { ...input, ...(days == null ? {} : { days }) }),
  },
  {
    description: 'Somebody who was invited.',
    outputFields: (t) => ({
      text: t.exposeString('text', {
        nullable: true,
        description:
          'What `POST /auth/accept-invitation` takes. Never shown again; null when the idempotency key was used before.',
      }),
      url: t.exposeString('url', {
        nullable: true,
        description:
          'The link for the person: of this server’s console, or a path of it where `PUBLIC_URL` is not set.',
      }),
      invitation: t.field({
        type: Invitation,
        description: 'The invitation as it is listed.',
        resolve: (invited, _args, ctx, info) => invitations.one(ctx, info, invited.id),
      }),
    }),
  },
);

builder.relayMutationField(
  'revokeInvitation',
  {
    description: 'The invitation to revoke.',
    inputFields: (t) => ({ invitationId: t.id({ required: true, description: 'Its id, `inv_…`.' }) }),
  },
  {
    description:
      'Makes the link of an invitation good for nothing. Revoking twice changes nothing; one that was accepted is refused as `already_member`. Needs `members:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => revokeInvitation(ctx, input.invitationId),
  },
  {
    description: 'An invitation that is revoked.',
    outputFields: (t) => ({
      invitation: t.field({
        type: Invitation,
        description: 'The invitation.',
        resolve: (revoked, _args, ctx, info) => invitations.one(ctx, info, revoked.id),
      }),
    }),
  },
);
