import type { ListDescription } from '#src/platform/filter.ts';
import { key } from '#src/platform/filter-parts.ts';

const AT = 'audit_events_tenant_id_at_sequence_idx';

/** The audit log as it is filtered: every member has its index, as the log is the largest list that a tenant has. */
export const AUDIT_LIST: ListDescription = {
  noun: 'AuditEvent',
  plural: 'audit events',
  from: 'audit_events t',
  id: 't.id',
  fields: {
    id: {
      kind: 'id',
      ids: 'audit',
      sql: 't.id',
      index: 'audit_events_tenant_id_id_key',
      description: 'The row itself.',
    },
    action: {
      kind: 'word',
      sql: 't.action',
      index: 'audit_events_tenant_id_action_at_sequence_idx',
      description: 'What was done: `scan.started`, `finding.status_changed`, `api.call`, …',
    },
    subjectKind: {
      kind: 'word',
      sql: 't.subject_kind',
      index: 'audit_events_tenant_id_subject_kind_subject_id_at_sequence_idx',
      description: 'The kind of what it was done to: `scan`, `finding`, `token`, …',
    },
    token: {
      kind: 'id',
      ids: 'token',
      sql: 't.actor_token_id',
      index: 'audit_events_tenant_id_actor_token_id_at_sequence_idx',
      description: 'The token that did it.',
    },
    user: {
      kind: 'id',
      ids: 'user',
      sql: 't.actor_user_id',
      index: 'audit_events_tenant_id_actor_user_id_at_sequence_idx',
      description: 'The person who did it.',
    },
    schedule: {
      kind: 'id',
      ids: 'schedule',
      sql: 't.actor_schedule_id',
      index: 'audit_events_actor_schedule_idx',
      description: 'The schedule that did it.',
    },
    result: {
      kind: 'choice',
      enum: 'AuditResult',
      values: ['success', 'failure'],
      sql: 't.result',
      index: AT,
      description: 'How it ended.',
    },
    at: { kind: 'time', sql: 't.at', index: AT, description: 'When.' },
  },
  orders: {
    AT: {
      description: 'By when it was done.',
      keys: [key('t.at', 'time'), key('t.sequence', 'integer')],
    },
  },
  order: { by: 'AT', direction: 'DESC' },
};
