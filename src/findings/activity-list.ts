import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const HISTORY = 'finding_changes_tenant_id_finding_id_number_key';
const COMMENTS = 'finding_comments_tenant_id_finding_id_created_at_id_idx';

export const CHANGE_LIST: ListDescription = {
  noun: 'FindingChange',
  plural: 'finding-changes',
  from: 'finding_changes t',
  id: 't.id',
  fields: {
    kind: {
      kind: 'choice',
      enum: 'FindingChangeKind',
      values: ['status', 'assignee', 'tag', 'ticket'],
      cast: 'finding_change_kind',
      sql: 't.kind',
      index: HISTORY,
      description: 'What was changed.',
    },
    batch: { kind: 'id', ids: 'batch', sql: 't.batch_id', index: HISTORY, description: 'The act that it was part of.' },
    scan: { kind: 'id', ids: 'scan', sql: 't.scan_id', index: HISTORY, description: 'The scan that brought it about.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: HISTORY, description: 'When.' },
  },
  orders: { NUMBER: { description: 'By its place in the history.', keys: [key('t.number', 'integer')] } },
  order: { by: 'NUMBER', direction: 'DESC' },
};

export const COMMENT_LIST: ListDescription = {
  noun: 'FindingComment',
  plural: 'finding-comments',
  from: 'finding_comments t',
  id: 't.id',
  fields: {
    body: { kind: 'text', sql: 't.body', index: COMMENTS, description: 'The text.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: COMMENTS, description: 'When it was written.' },
  },
  orders: { CREATED: byKey('By when it was written.', key('t.created_at', 'time')) },
  order: { by: 'CREATED', direction: 'DESC' },
};
