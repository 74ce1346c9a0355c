import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const CREATED = 'schedules_tenant_id_created_at_id_idx';

/** A tenant has few schedules: the index of the list finds them all. */
export const SCHEDULE_LIST: ListDescription = {
  noun: 'Schedule',
  plural: 'schedules',
  from: 'schedules t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'schedule', sql: 't.id', index: 'schedules_pkey', description: 'The schedule itself.' },
    target: {
      kind: 'id',
      ids: ['target', 'endpoint'],
      sql: 't.target_id',
      index: 'schedules_tenant_id_target_id_created_at_id_idx',
      description: 'What it scans.',
    },
    name: { kind: 'text', sql: 't.name', index: CREATED, description: 'What it is for.' },
    enabled: { kind: 'boolean', sql: 't.enabled', index: CREATED, description: 'Whether it runs.' },
    nextRunAt: { kind: 'time', sql: 't.next_run_at', index: CREATED, description: 'When it is due next.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: CREATED, description: 'When it was made.' },
  },
  shorthands: {
    targetId: { field: 'target', comparison: 'eq', description: 'What it scans, `ep_…`.' },
  },
  orders: {
    CREATED: byKey('By when it was made.', key('t.created_at', 'time')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
