import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const JOINED = 'memberships_tenant_id_created_at_id_idx';

/** Names and addresses are the person's, behind `u`. */
export const MEMBER_LIST: ListDescription = {
  noun: 'Member',
  plural: 'members',
  from: 'memberships t join users u on u.id = t.user_id',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'membership', sql: 't.id', index: 'memberships_pkey', description: 'The member itself.' },
    role: {
      kind: 'choice',
      enum: 'Role',
      values: ['owner', 'admin', 'member', 'viewer'],
      cast: 'role',
      sql: 't.role',
      index: JOINED,
      description: 'What the person is here.',
    },
    name: { kind: 'text', sql: 'u.name', index: JOINED, description: 'The person’s name.' },
    email: { kind: 'text', sql: 'u.email', index: JOINED, description: 'The person’s address.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: JOINED, description: 'When the person joined.' },
  },
  orders: {
    JOINED: byKey('By when the person joined.', key('t.created_at', 'time')),
  },
  order: { by: 'JOINED', direction: 'ASC' },
};
