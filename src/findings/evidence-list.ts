import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const OF_A_FINDING = 'finding_evidence_tenant_id_finding_id_created_at_id_idx';
const SIGHTINGS = 'occurrences_pkey';

/** What is listed below a finding is few, and its index finds it. */
export const EVIDENCE_LIST: ListDescription = {
  noun: 'FindingEvidence',
  plural: 'evidence',
  from: 'finding_evidence t',
  id: 't.id',
  fields: {
    scan: {
      kind: 'id',
      ids: 'scan',
      sql: 't.scan_id',
      index: OF_A_FINDING,
      description: 'The scan in which it was seen.',
    },
    attempt: {
      kind: 'id',
      ids: 'attempt',
      sql: 't.attempt_id',
      index: OF_A_FINDING,
      description: 'The attempt that it was taken from.',
    },
    source: {
      kind: 'word',
      sql: 't.source',
      index: OF_A_FINDING,
      description: 'What saw it: the kind of an oracle, `judges`, or `review`.',
    },
    createdAt: { kind: 'time', sql: 't.created_at', index: OF_A_FINDING, description: 'When it was recorded.' },
    withdrawnAt: {
      kind: 'time',
      sql: 't.withdrawn_at',
      index: OF_A_FINDING,
      description: 'When it was withdrawn. `isNull: true` leaves what stands.',
    },
  },
  orders: { CREATED: byKey('By when it was recorded.', key('t.created_at', 'time')) },
  order: { by: 'CREATED', direction: 'DESC' },
};

const SCAN = { sql: 't.scan_id', type: 'uuid' } as const;

/** Known by `finding/scan`. */
export const OCCURRENCE_LIST: ListDescription = {
  noun: 'Occurrence',
  plural: 'occurrences',
  from: 'occurrences t',
  id: `t.finding_id || '/' || t.scan_id`,
  fields: {
    scan: { kind: 'id', ids: 'scan', sql: 't.scan_id', index: SIGHTINGS, description: 'The scan.' },
    attempts: {
      kind: 'integer',
      sql: 't.attempts',
      index: SIGHTINGS,
      description: 'How many attempts of the scan showed it.',
    },
    confidence: {
      kind: 'number',
      sql: 't.confidence',
      index: SIGHTINGS,
      description: 'The surest of them, from 0 to 1.',
    },
    regressed: {
      kind: 'boolean',
      sql: 't.regressed',
      index: SIGHTINGS,
      description: 'Whether it had been resolved before that scan.',
    },
    createdAt: { kind: 'time', sql: 't.created_at', index: SIGHTINGS, description: 'When the scan first saw it.' },
  },
  orders: {
    CREATED: byKey('By when the scan first saw it.', key('t.created_at', 'time'), SCAN),
    CONFIDENCE: byKey('By the surest attempt.', key('t.confidence', 'number'), SCAN),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
