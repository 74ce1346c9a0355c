import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const VERDICTS = ['vulnerable', 'resistant', 'inconclusive'];
const ATTEMPT = { sql: 't.attempt_id', type: 'uuid' } as const;

/** Verdicts that wait for a person, known by their attempt. Its indexes hold only those, so the queue costs the same however many are done. */
export const REVIEW_QUEUE: ListDescription = {
  noun: 'ReviewQueue',
  plural: 'review-queue',
  from: 'verdicts t',
  id: 't.attempt_id',
  fields: {
    scan: {
      kind: 'id',
      ids: 'scan',
      sql: 't.scan_id',
      index: 'verdicts_review_scan',
      description: 'The scan of the attempt.',
    },
    verdict: {
      kind: 'choice',
      enum: 'VerdictKind',
      values: VERDICTS,
      cast: 'verdict_kind',
      sql: 't.kind',
      index: 'verdicts_review',
      description: 'What was concluded.',
    },
    confidence: {
      kind: 'number',
      sql: 't.confidence',
      index: 'verdicts_review_confidence',
      description: 'How sure the conclusion is, from 0 to 1.',
    },
    waitingSince: {
      kind: 'time',
      sql: 't.created_at',
      index: 'verdicts_review',
      description: 'When it was concluded.',
    },
  },
  shorthands: { scanId: { field: 'scan', comparison: 'eq', description: 'Only of this scan.' } },
  orders: {
    WAITING: byKey('By when it was concluded.', key('t.created_at', 'time'), ATTEMPT),
    CONFIDENCE: byKey('By how sure the conclusion is.', key('t.confidence', 'number'), ATTEMPT),
  },
  order: { by: 'WAITING', direction: 'ASC' },
};

const OF_AN_ATTEMPT = 'reviews_tenant_id_attempt_id_created_at_id_idx';

export const REVIEW_LIST: ListDescription = {
  noun: 'Review',
  plural: 'reviews',
  from: 'reviews t',
  id: 't.id',
  fields: {
    decision: {
      kind: 'choice',
      enum: 'ReviewDecision',
      values: ['confirm', 'overturn'],
      cast: 'review_decision',
      sql: 't.decision',
      index: OF_AN_ATTEMPT,
      description: 'What was said.',
    },
    verdict: {
      kind: 'choice',
      enum: 'VerdictKind',
      values: VERDICTS,
      cast: 'verdict_kind',
      sql: 't.verdict_after',
      index: OF_AN_ATTEMPT,
      description: 'The verdict from then on.',
    },
    createdAt: { kind: 'time', sql: 't.created_at', index: OF_AN_ATTEMPT, description: 'When.' },
  },
  orders: { CREATED: byKey('By when it was decided.', key('t.created_at', 'time')) },
  order: { by: 'CREATED', direction: 'DESC' },
};
