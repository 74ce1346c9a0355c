import { MEMBER_LIST } from '#src/access/member-list.ts';
import { listMembers, visibleMembers } from '#src/access/visible-members.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

export const Role = builder.enumType('Role', {
  description: 'What a member is in the tenant.',
  values: {
    OWNER: { value: 'owner', description: 'Everything, the tenant itself included.' },
    ADMIN: { value: 'admin', description: 'Everything but the tenant itself and its owners.' },
    MEMBER: { value: 'member', description: 'The daily work.' },
    VIEWER: { value: 'viewer', description: 'Looks and changes nothing.' },
  },
});

const inputs = listInputs(MEMBER_LIST, { Role });

export const Member = builder.prismaNode('Membership', {
  name: 'Member',
  id: { resolve: (member) => formatId('membership', member.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'membership', id),
  description: 'A person in the tenant. Findings are assigned to members.',
  authScopes: { scope: 'findings:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.string({
      description: 'The person’s name.',
      select: { user: { select: { name: true } } },
      resolve: (member) => member.user.name,
    }),
    email: t.string({
      description: 'The person’s address.',
      select: { user: { select: { email: true } } },
      resolve: (member) => member.user.email,
    }),
    role: t.expose('role', { type: Role, description: 'What the person is here.' }),
    userId: t.id({
      description: 'The person, `usr_…`, as authors of changes and comments name them.',
      select: { userId: true },
      resolve: (member) => formatId('user', member.userId),
    }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the person last used a session here, to the minute. Null: never.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the person joined.' }),
  }),
});

export const members = nodeType('Member', ['membership'], (ctx, ids, query) =>
  ctx.db.prisma.membership.findMany({ ...query, where: { AND: [visibleMembers(ctx), { id: { in: ids } }] } }),
);

const MemberConnection = builder.connectionObject(
  { type: Member, name: 'MemberConnection', description: 'A page of members.' },
  { name: 'MemberEdge', description: 'A member and their place in the list.' },
);

builder.queryField('members', (t) =>
  t.connection(
    {
      type: Member,
      description: 'The members of the tenant, in the order in which they joined. Needs the scope `findings:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listMembers(ctx, args, args), members),
    },
    MemberConnection,
  ),
);
