import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const OF_A_SCAN = 'attempts_tenant_id_scan_id_position_key';
const POSITION = { sql: 't.position', type: 'integer' } as const;

/** Attempts are listed below their scan, whose index finds them. */
export const ATTEMPT_LIST: ListDescription = {
  noun: 'Attempt',
  plural: 'attempts',
  from: 'attempts t',
  id: 't.id',
  fields: {
    state: {
      kind: 'choice',
      enum: 'AttemptState',
      values: ['planned', 'claimed', 'answered', 'judging', 'judged', 'not_applicable'],
      cast: 'attempt_state',
      sql: 't.state',
      index: OF_A_SCAN,
      description: 'Where it is.',
    },
    verdict: {
      kind: 'choice',
      enum: 'VerdictKind',
      values: ['vulnerable', 'resistant', 'inconclusive'],
      cast: 'verdict_kind',
      sql: 't.verdict',
      index: OF_A_SCAN,
      description: 'What it came to.',
    },
    probe: {
      kind: 'word',
      sql: 't.probe_id',
      index: 'attempts_tenant_id_scan_id_probe_id_probe_version_variant_r_key',
      description: 'The name of its probe.',
    },
    variant: { kind: 'word', sql: 't.variant', index: OF_A_SCAN, description: 'Which of the probe’s prompts.' },
    failureReason: {
      kind: 'word',
      sql: 't.failure_reason',
      index: OF_A_SCAN,
      description: 'Why no answer could be had: `timeout`, `rate_limited`, …',
    },
    position: {
      kind: 'integer',
      sql: 't.position',
      index: OF_A_SCAN,
      description: 'Its place in the order of sending.',
    },
    claims: { kind: 'integer', sql: 't.claims', index: OF_A_SCAN, description: 'How often a worker took it up.' },
    confidence: {
      kind: 'number',
      sql: 't.confidence',
      index: 'attempts_tenant_id_scan_id_confidence_position_idx',
      description: 'How sure the verdict is, from 0 to 1.',
    },
    answeredAt: { kind: 'time', sql: 't.answered_at', index: OF_A_SCAN, description: 'When its sending was over.' },
    judgedAt: { kind: 'time', sql: 't.judged_at', index: OF_A_SCAN, description: 'When it was judged.' },
  },
  orders: {
    POSITION: { description: 'In the order of sending.', keys: [{ ...POSITION, direction: 'desc' }] },
    CONFIDENCE: byKey(
      'By how sure the verdict is.',
      key('t.confidence', 'number', 'desc', { nullable: true }),
      POSITION,
    ),
  },
  order: { by: 'POSITION', direction: 'ASC' },
};
