import type { Sql } from '#src/platform/database.ts';
import { storableJson } from '#src/platform/storable.ts';
import type { FindingStep } from './finding-change.ts';
import { type Batch, recordSteps } from './record-steps.ts';

/**
 * Changes findings and writes their history, in the caller's transaction, which holds their rows locked. Any number of findings costs
 * the same few statements.
 */
export async function writeSteps(tx: Sql, batch: Batch, steps: readonly FindingStep[]): Promise<void> {
  if (steps.length === 0) return;
  const of = (kind: FindingStep['kind']) => steps.filter((step) => step.kind === kind);
  await run(tx, batch, STATUS, of('status'));
  await run(tx, batch, ASSIGNEE, of('assignee'));
  await run(tx, batch, TICKET, of('ticket'));
  await run(
    tx,
    batch,
    UNTAG,
    of('tag').filter((step) => step.after === null),
  );
  await run(
    tx,
    batch,
    TAG,
    of('tag').filter((step) => step.after !== null),
  );
  await recordSteps(tx, batch, steps);
}

const STEPS = `jsonb_to_recordset($2::jsonb) as s("findingId" uuid, before jsonb, after jsonb)`;
const ROW = `f.tenant_id = $1 and f.id = s."findingId"`;

const STATUS = `update findings f set status = (s.after->>'status')::finding_status, status_reason = s.after->>'reason',
  resolved_at = (s.after->>'resolvedAt')::timestamptz from ${STEPS} where ${ROW}`;
const ASSIGNEE = `update findings f set assignee_id = (s.after->>'assigneeId')::uuid from ${STEPS} where ${ROW}`;
const TICKET = `update findings f set ticket_key = s.after->>'key', ticket_url = s.after->>'url' from ${STEPS} where ${ROW}`;
const UNTAG = `delete from finding_tags t using ${STEPS} where t.tenant_id = $1 and t.finding_id = s."findingId" and t.tag = s.before->>'tag'`;
const TAG = `insert into finding_tags (tenant_id, finding_id, tag) select $1, s."findingId", s.after->>'tag' from ${STEPS} on conflict do nothing`;

async function run(tx: Sql, batch: Batch, statement: string, steps: readonly FindingStep[]): Promise<void> {
  if (steps.length > 0) await tx.query(statement, [batch.tenantId, storableJson(steps)]);
}
