import { z } from 'zod';
import { changeRole } from '#src/access/change-role.ts';
import { ROLES } from '#src/access/roles.ts';
import { listMembers, visibleMembers } from '#src/access/visible-members.ts';
import { removeMember } from '#src/findings/remove-member.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId, notFound } from '#src/platform/ids.ts';
import { alsoMay } from './also-may.ts';
import { changing, checkIfMatch } from './answer.ts';
import { idOf, moment, showMoment, shownId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const member = z
  .strictObject({
    id: shownId.describe('What findings are assigned to.'),
    user_id: shownId,
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    created_at: moment.describe('When the person joined.'),
  })
  .meta({ id: 'Member' });

const one = {
  params: z.strictObject({ id: idOf('membership') }),
  tag: 'Access',
  codes: { id: 'invalid_id' },
  errors: ['not_found'],
} as const;

export const MEMBER_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/members',
    id: 'listMembers',
    tag: 'Access',
    summary: 'The members of the tenant, in the order in which they joined',
    scope: 'findings:read',
    query: z.strictObject(pageQuery),
    answer: pageOf(member),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query }) {
      return showPage(await listMembers(ctx, {}, pageArgs(query)), (ids) => loadAll(ctx, ids), show);
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/members/{id}',
    id: 'getMember',
    summary: 'One member',
    scope: 'findings:read',
    answer: member,
    etag: true,
    handle: async (ctx, { params }) => show(await load(ctx, params.id)),
  }),
  row({
    ...one,
    method: 'PATCH',
    path: '/members/{id}',
    id: 'changeMemberRole',
    summary: 'Give a member another role',
    description: 'Nobody gives or takes a role that is above their own, and the last owner stays one.',
    scope: 'members:write',
    body: z.strictObject({ role: z.enum(ROLES) }).meta({ id: 'MemberChanges' }),
    answer: member,
    etag: true,
    errors: ['not_found', 'role_too_high', 'last_owner', 'precondition_failed'],
    example: { body: { role: 'viewer' } },
    async handle(ctx, { params: { id }, body, request }) {
      const seen = alsoMay(ctx, 'findings:read');
      await changing(ctx, request, { table: 'memberships', id }, async (guarded) => {
        checkIfMatch(request, show(await load(seen, id)));
        await changeRole(guarded, { memberId: id, role: body.role });
      });
      return show(await load(seen, id));
    },
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/members/{id}',
    id: 'removeMember',
    summary: 'Take a member out of the tenant',
    description: 'Their findings are nobody’s then; their tokens and sessions end at once. What they wrote stays.',
    scope: 'members:write',
    status: 204,
    errors: ['not_found', 'role_too_high', 'last_owner'],
    async handle(ctx, { params }) {
      await removeMember(ctx, params.id);
    },
  }),
];

async function loadAll(ctx: Ctx, ids: readonly string[]) {
  const where = { AND: [visibleMembers(ctx), { id: { in: [...ids] } }] };
  const include = { user: { select: { name: true, email: true } } };
  const found = await ctx.db.prisma.membership.findMany({ where, include });
  // Read after the members: of one who left in between there is no user to be seen any more.
  return found.filter(({ user }) => (user as unknown) !== null);
}

type Found = Awaited<ReturnType<typeof loadAll>>[number];

async function load(ctx: Ctx, id: string): Promise<Found> {
  const [found] = await loadAll(ctx, [id]);
  if (!found) throw notFound('membership');
  return found;
}

function show({ id, userId, role, createdAt, user }: Found): z.input<typeof member> {
  return {
    id: formatId('membership', id),
    user_id: formatId('user', userId),
    name: user.name,
    email: user.email,
    role,
    created_at: showMoment(createdAt),
  };
}
