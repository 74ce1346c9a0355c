import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';
import { REPORT_FORMATS } from './report-format.ts';
import { REPORT_STATUSES } from './report-status.ts';

const BY_TIME = 'reports_tenant_id_queued_at_id_idx';

/** A tenant's reports are few: what has no index of its own is read along the one by time. */
export const REPORT_LIST: ListDescription = {
  noun: 'Report',
  plural: 'reports',
  from: 'reports t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'report', sql: 't.id', index: 'reports_pkey', description: 'The report itself.' },
    status: {
      kind: 'choice',
      enum: 'ReportStatus',
      values: REPORT_STATUSES,
      cast: 'report_status',
      sql: 't.status',
      index: 'reports_tenant_id_status_queued_at_id_idx',
      description: 'Where it is.',
    },
    format: {
      kind: 'choice',
      enum: 'ReportFormat',
      values: REPORT_FORMATS,
      cast: 'report_format',
      sql: 't.format',
      index: BY_TIME,
      description: 'What it is written as.',
    },
    queuedAt: { kind: 'time', sql: 't.queued_at', index: BY_TIME, description: 'When it was asked for.' },
  },
  orders: { QUEUED: byKey('By when it was asked for.', key('t.queued_at', 'time')) },
  order: { by: 'QUEUED', direction: 'DESC' },
};
