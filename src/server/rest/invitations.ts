import { z } from 'zod';
import type { Invitation } from '#prisma/client/client.ts';
import { inviteMember } from '#src/access/invite-member.ts';
import { revokeInvitation } from '#src/access/revoke-invitation.ts';
import { ROLES } from '#src/access/roles.ts';
import { listInvitations, visibleInvitations } from '#src/access/visible-invitations.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { idOf, moment, showMoment, shownId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const members = {
  id: shownId,
  email: z.string(),
  role: z.enum(ROLES),
  invited_by: shownId.nullable(),
  created_at: moment,
  expires_at: moment,
  accepted_at: moment.nullable(),
  revoked_at: moment.nullable(),
};
const invitation = z.strictObject(members).meta({ id: 'Invitation' });

export const INVITATION_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/invitations',
    id: 'inviteMember',
    tag: 'Access',
    summary: 'Invite somebody into the tenant',
    description: 'Nothing is sent: hand the link over yourself.',
    scope: 'members:write',
    status: 201,
    body: z
      .strictObject({
        email: z.string().min(3).max(254),
        role: z.enum(ROLES),
        days: z.int().min(1).max(30).default(7).describe('Until the link is good for nothing.'),
      })
      .meta({ id: 'NewInvitation' }),
    answer: z
      .strictObject({
        ...members,
        url: z
          .string()
          .nullable()
          .describe('The link, shown this once: null in the answer to an idempotency key used before.'),
      })
      .meta({ id: 'SentInvitation' }),
    errors: ['role_too_high', 'already_member', 'already_invited'],
    idempotent: true,
    shownOnce: ['url'],
    example: { body: { email: 'ada@example.com', role: 'member' } },
    async handle(ctx, { body }) {
      const { id, url } = await inviteMember(ctx, body);
      const where = { AND: [visibleInvitations(ctx), { id }] };
      return { ...show(await ctx.db.prisma.invitation.findFirstOrThrow({ where })), url };
    },
  }),
  row({
    method: 'GET',
    path: '/invitations',
    id: 'listInvitations',
    tag: 'Access',
    summary: 'Invitations, newest first',
    scope: 'members:write',
    query: z.strictObject(pageQuery),
    answer: pageOf(invitation),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      return showPage(await listInvitations(ctx, {}, pageArgs(query)), (ids) => loadAll(ctx, ids), show);
    },
  }),
  row({
    method: 'DELETE',
    path: '/invitations/{id}',
    id: 'revokeInvitation',
    tag: 'Access',
    summary: 'Make an invitation’s link good for nothing',
    description: 'Revoking twice changes nothing.',
    scope: 'members:write',
    params: z.strictObject({ id: idOf('invitation') }),
    status: 204,
    codes: { id: 'invalid_id' },
    errors: ['not_found', 'already_member'],
    async handle(ctx, { params }) {
      await revokeInvitation(ctx, params.id);
    },
  }),
];

function loadAll(ctx: Ctx, ids: readonly string[]): Promise<Invitation[]> {
  return ctx.db.prisma.invitation.findMany({ where: { AND: [visibleInvitations(ctx), { id: { in: [...ids] } }] } });
}

function show(found: Invitation): z.input<typeof invitation> {
  return {
    id: formatId('invitation', found.id),
    email: found.email,
    role: found.role,
    invited_by: found.invitedBy && formatId('user', found.invitedBy),
    created_at: showMoment(found.createdAt),
    expires_at: showMoment(found.expiresAt),
    accepted_at: showMoment(found.acceptedAt),
    revoked_at: showMoment(found.revokedAt),
  };
}
