import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

export const TARGET_LIST: ListDescription = {
  noun: 'Target',
  plural: 'targets',
  from: 'targets t',
  id: 't.id',
  fields: {
    id: {
      kind: 'id',
      ids: ['target', 'endpoint'],
      sql: 't.id',
      index: 'targets_pkey',
      description: 'The target itself.',
    },
    kind: {
      kind: 'choice',
      enum: 'TargetKind',
      values: ['url', 'repo', 'llm'],
      cast: 'target_kind',
      sql: 't.kind',
      index: 'targets_tenant_id_kind_created_at_id_idx',
      description: 'What it is.',
    },
    status: {
      kind: 'choice',
      enum: 'TargetStatus',
      values: ['pending', 'active', 'disabled'],
      cast: 'target_status',
      sql: 't.status',
      index: 'targets_tenant_id_status_created_at_id_idx',
      description: 'Whether it may be scanned.',
    },
    name: { kind: 'text', sql: 't.name', index: 'targets_grams', description: 'Its name.' },
    url: { kind: 'text', sql: 't.url', index: 'targets_grams', description: 'Where it is.' },
    tags: { kind: 'list', sql: 't.tags', index: 'targets_tags', description: 'The words to find it by.' },
    createdAt: {
      kind: 'time',
      sql: 't.created_at',
      index: 'targets_tenant_id_created_at_id_idx',
      description: 'When it was made.',
    },
    updatedAt: {
      kind: 'time',
      sql: 't.updated_at',
      index: 'targets_tenant_id_updated_at_id_idx',
      description: 'When it was last changed.',
    },
  },
  orders: {
    CREATED: byKey('By when it was made.', key('t.created_at', 'time')),
    UPDATED: byKey('By when it was last changed.', key('t.updated_at', 'time')),
    NAME: byKey('By its name.', key('t.name', 'text')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
