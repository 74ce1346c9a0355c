import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';
import { SCAN_STATUSES } from './scan.ts';

export const SCAN_LIST: ListDescription = {
  noun: 'Scan',
  plural: 'scans',
  from: 'scans t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'scan', sql: 't.id', index: 'scans_pkey', description: 'The scan itself.' },
    target: {
      kind: 'id',
      ids: ['target', 'endpoint'],
      sql: 't.target_id',
      index: 'scans_tenant_id_target_id_created_at_id_idx',
      description: 'What it scans.',
    },
    status: {
      kind: 'choice',
      enum: 'ScanStatus',
      values: SCAN_STATUSES,
      cast: 'scan_status',
      sql: 't.status',
      index: 'scans_tenant_id_status_created_at_id_idx',
      description: 'Where it is.',
    },
    requestedBy: {
      kind: 'id',
      ids: 'token',
      sql: 't.requested_by',
      index: 'scans_tenant_id_requested_by_created_at_id_idx',
      description: 'The token that started it.',
    },
    originScan: {
      kind: 'id',
      ids: 'scan',
      sql: 't.origin_scan_id',
      index: 'scans_tenant_id_origin_scan_id_created_at_id_idx',
      description: 'The scan that it runs again, or whose open questions it asks again.',
    },
    findings: {
      kind: 'integer',
      sql: 't.finding_count',
      index: 'scans_tenant_id_finding_count_id_idx',
      description: 'How many findings it has seen.',
    },
    createdAt: {
      kind: 'time',
      sql: 't.created_at',
      index: 'scans_tenant_id_created_at_id_idx',
      description: 'When it was asked for.',
    },
    finishedAt: {
      kind: 'time',
      sql: 't.finished_at',
      index: 'scans_tenant_id_finished_at_id_idx',
      description: 'When it ended.',
    },
  },
  orders: {
    CREATED: byKey('By when it was asked for.', key('t.created_at', 'time')),
    FINISHED: byKey('By when it ended.', key('t.finished_at', 'time', 'desc', { nullable: true })),
    FINDINGS: byKey('By how many findings it has seen.', key('t.finding_count', 'integer')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
