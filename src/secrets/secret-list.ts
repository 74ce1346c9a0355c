import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const NAME = 'secrets_tenant_id_name_key';

export const SECRET_LIST: ListDescription = {
  noun: 'Secret',
  plural: 'secrets',
  from: 'secrets t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'secret', sql: 't.id', index: 'secrets_pkey', description: 'The secret itself.' },
    name: { kind: 'text', sql: 't.name', index: NAME, description: 'What it is referred to by.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: NAME, description: 'When a value was first put.' },
    updatedAt: { kind: 'time', sql: 't.updated_at', index: NAME, description: 'When the present value was put.' },
  },
  orders: {
    NAME: { description: 'By its name.', keys: [key('t.name', 'text')] },
    CREATED: byKey('By when a value was first put.', key('t.created_at', 'time')),
    UPDATED: byKey('By when the present value was put.', key('t.updated_at', 'time')),
  },
  order: { by: 'NAME', direction: 'ASC' },
};
