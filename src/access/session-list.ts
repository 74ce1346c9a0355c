import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const CREATED = 'sessions_tenant_id_user_id_created_at_id_idx';

export const SESSION_LIST: ListDescription = {
  noun: 'Session',
  plural: 'sessions',
  from: 'sessions t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'session', sql: 't.id', index: 'sessions_pkey', description: 'The session itself.' },
    device: { kind: 'text', sql: 't.device', index: CREATED, description: 'The browser as it names itself.' },
    address: { kind: 'word', sql: 't.address', index: CREATED, description: 'The address that it was last used from.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: CREATED, description: 'When the person signed in.' },
    lastUsedAt: { kind: 'time', sql: 't.last_used_at', index: CREATED, description: 'When it was last used.' },
  },
  orders: { CREATED: byKey('By when the person signed in.', key('t.created_at', 'time')) },
  order: { by: 'CREATED', direction: 'DESC' },
};
