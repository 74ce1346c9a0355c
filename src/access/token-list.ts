import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const CREATED = 'tokens_tenant_id_created_at_id_idx';

export const TOKEN_LIST: ListDescription = {
  noun: 'Token',
  plural: 'tokens',
  from: 'tokens t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'token', sql: 't.id', index: 'tokens_pkey', description: 'The token itself.' },
    name: { kind: 'text', sql: 't.name', index: 'tokens_tenant_id_name_id_idx', description: 'What it is for.' },
    prefix: { kind: 'word', sql: 't.prefix', index: CREATED, description: 'The first characters of its clear text.' },
    scopes: { kind: 'list', sql: 't.scopes', index: CREATED, description: 'What it may do.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: CREATED, description: 'When it was minted.' },
    lastUsedAt: {
      kind: 'time',
      sql: 't.last_used_at',
      index: 'tokens_tenant_id_last_used_at_id_idx',
      description: 'When it was last used.',
    },
    expiresAt: {
      kind: 'time',
      sql: 't.expires_at',
      index: 'tokens_tenant_id_expires_at_id_idx',
      description: 'From when on it is refused.',
    },
    revokedAt: { kind: 'time', sql: 't.revoked_at', index: CREATED, description: 'When it was revoked.' },
  },
  orders: {
    CREATED: byKey('By when it was minted.', key('t.created_at', 'time')),
    LAST_USED: byKey('By when it was last used.', key('t.last_used_at', 'time', 'desc', { nullable: true })),
    EXPIRES: byKey('By when it ends.', key('t.expires_at', 'time', 'desc', { nullable: true })),
    NAME: byKey('By what it is for.', key('t.name', 'text')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
