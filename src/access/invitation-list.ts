import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const CREATED = 'invitations_tenant_id_created_at_id_idx';

export const INVITATION_LIST: ListDescription = {
  noun: 'Invitation',
  plural: 'invitations',
  from: 'invitations t',
  id: 't.id',
  fields: {
    id: {
      kind: 'id',
      ids: 'invitation',
      sql: 't.id',
      index: 'invitations_pkey',
      description: 'The invitation itself.',
    },
    role: {
      kind: 'choice',
      enum: 'Role',
      values: ['owner', 'admin', 'member', 'viewer'],
      cast: 'role',
      sql: 't.role',
      index: CREATED,
      description: 'What the person becomes.',
    },
    email: { kind: 'text', sql: 't.email', index: CREATED, description: 'The person’s address.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: CREATED, description: 'When it was made.' },
    expiresAt: { kind: 'time', sql: 't.expires_at', index: CREATED, description: 'From when on it is refused.' },
    acceptedAt: { kind: 'time', sql: 't.accepted_at', index: CREATED, description: 'When it was accepted.' },
    revokedAt: { kind: 'time', sql: 't.revoked_at', index: CREATED, description: 'When it was revoked.' },
  },
  orders: { CREATED: byKey('By when it was made.', key('t.created_at', 'time')) },
  order: { by: 'CREATED', direction: 'DESC' },
};
