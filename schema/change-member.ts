import { changeRole } from '#src/access/change-role.ts';
import { removeMember } from '#src/findings/remove-member.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { Member, members, Role } from './member.ts';

builder.relayMutationField(
  'changeMemberRole',
  {
    description: 'A member and their new role.',
    inputFields: (t) => ({
      memberId: t.id({ required: true, description: 'The member, `mbr_…`.' }),
      role: t.field({ type: Role, required: true, description: 'What they become: at most what the caller is.' }),
    }),
  },
  {
    description:
      'Gives a member another role. It holds at once: their open sockets close within a second and come back with it, and their tokens do no more than it. Open invitations that they made and could not make any more are revoked. The last owner stays one. Needs `members:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => changeRole(ctx, input),
  },
  {
    description: 'A member with a new role.',
    outputFields: (t) => ({
      member: t.field({
        type: Member,
        nullable: true,
        description: 'The member. Null, with an error, when the caller lacks `findings:read`.',
        resolve: (changed, _args, ctx, info) => members.one(ctx, info, changed.id),
      }),
    }),
  },
);

builder.relayMutationField(
  'removeMember',
  {
    description: 'The member to remove.',
    inputFields: (t) => ({ memberId: t.id({ required: true, description: 'The member, `mbr_…`.' }) }),
  },
  {
    description:
      'Takes a member out of the tenant. Their findings are unassigned, with history; their sessions end, their tokens and the open invitations that they made are revoked, and sockets close within a second. What they wrote stays. The last owner stays. Needs `members:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => removeMember(ctx, input.memberId),
  },
  {
    description: 'A member who is gone.',
    outputFields: (t) => ({
      memberId: t.id({ description: 'Who it was.', resolve: (removed) => formatId('membership', removed.id) }),
      unassignedFindings: t.exposeInt('unassigned', { description: 'Findings that were theirs and are nobody’s now.' }),
      revokedTokens: t.exposeInt('revokedTokens', { description: 'Tokens of theirs that were revoked.' }),
    }),
  },
);
