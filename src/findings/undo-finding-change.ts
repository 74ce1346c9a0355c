import { isDeepStrictEqual } from 'node:util';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { formatId, notFound, parseId } from '#src/platform/ids.ts';
import { auditOfSteps, idsOfSteps } from './audit-of-steps.ts';
import { type BulkOutcome, outcomeOf } from './bulk-outcome.ts';
import type { FindingState, FindingStep } from './finding-change.ts';
import { findingEvents } from './finding-events.ts';
import { loadStates } from './load-states.ts';
import { batchOf } from './record-steps.ts';
import { writeSteps } from './write-steps.ts';

const CHANGED_SINCE = { code: 'changed_since', message: 'It has been changed since, by somebody or by a scan.' };
const MEMBER_GONE = { code: 'not_found', message: 'The member whom it was assigned to is gone.' };

/**
 * Takes back what one act changed, whoever did it, where nobody has changed the same thing since: the rest stays and is counted. It puts
 * back what was, whether or not a person could have moved there directly. It is an act of its own, with a batch to undo.
 *
 * @throws DomainError `not_found`
 */
export async function undoFindingChange(ctx: Ctx, id: string): Promise<BulkOutcome> {
  allow(ctx, 'findings:write');
  const batchId = parseId('batch', id);
  return ctx.db.transaction(async (tx) => {
    const touched = await tx.query<{ id: string }>(
      'select distinct finding_id as id from finding_changes where tenant_id = $1 and batch_id = $2',
      [ctx.actor.tenantId, batchId],
    );
    if (touched.length === 0) throw notFound('batch');
    const states = await loadStates(
      tx,
      ctx.actor.tenantId,
      touched.map((row) => row.id),
    );
    const { steps, skips } = await planUndo(tx, ctx.actor.tenantId, batchId, new Map(states.map((s) => [s.id, s])));
    const batch = steps.length > 0 ? batchOf(ctx.actor, { undoes: batchId }) : null;
    if (batch) {
      await writeSteps(tx, batch, steps);
      const event = await findingEvents(tx, ctx.actor.tenantId, 'changed', idsOfSteps(steps));
      const audit = auditOfSteps('finding.change_undone', batch.id, steps, { undoes: batchId });
      await appendAudit(tx, ctx.actor, { ...audit, event });
    }
    return outcomeOf(batch?.id ?? null, steps, skips);
  });
}

type Row = FindingStep & { changedSince: boolean };
type Skips = { id: string; skip: { code: string; message: string } }[];

async function planUndo(
  tx: Sql,
  tenantId: string,
  batchId: string,
  states: ReadonlyMap<string, FindingState>,
): Promise<{ steps: FindingStep[]; skips: Skips }> {
  const rows = await tx.query<Row>(
    `select c.finding_id as "findingId", c.kind, c.before, c.after, exists (select 1 from finding_changes later
       where later.tenant_id = c.tenant_id and later.finding_id = c.finding_id and later.number > c.number and later.kind = c.kind
         and (c.kind <> 'tag' or coalesce(later.after, later.before) = coalesce(c.after, c.before))) as "changedSince"
     from finding_changes c where c.tenant_id = $1 and c.batch_id = $2 order by c.finding_id, c.number`,
    [tenantId, batchId],
  );
  const members = await membersOf(tx, tenantId, rows);
  const steps: FindingStep[] = [];
  const skips: Skips = [];
  for (const { changedSince, ...row } of rows) {
    const state = states.get(row.findingId);
    if (changedSince || !state || !isDeepStrictEqual(row.after, presentOf(state, row)))
      skips.push({ id: formatId('finding', row.findingId), skip: CHANGED_SINCE });
    else if (row.kind === 'assignee' && row.before && !members.has(row.before.assigneeId))
      skips.push({ id: formatId('finding', row.findingId), skip: MEMBER_GONE });
    else steps.push({ ...row, before: row.after, after: row.before, reason: null } as FindingStep);
  }
  return { steps, skips };
}

/** What the finding has now of the thing that a row of its history is about. */
function presentOf(state: FindingState, row: FindingStep): FindingStep['after'] {
  switch (row.kind) {
    case 'status':
      return { status: state.status, reason: state.reason, resolvedAt: state.resolvedAt };
    case 'assignee':
      return state.assigneeId === null ? null : { assigneeId: state.assigneeId };
    case 'ticket':
      return state.ticket;
    case 'tag': {
      const { tag } = (row.after ?? row.before)!;
      return state.tags.includes(tag) ? { tag } : null;
    }
  }
}

async function membersOf(tx: Sql, tenantId: string, rows: readonly FindingStep[]): Promise<Set<string>> {
  const ids = rows.flatMap((row) => (row.kind === 'assignee' && row.before ? [row.before.assigneeId] : []));
  if (ids.length === 0) return new Set();
  const found = await tx.query<{ id: string }>(
    'select id from memberships where tenant_id = $1 and id = any($2::uuid[]) for key share',
    [tenantId, [...new Set(ids)]],
  );
  return new Set(found.map((row) => row.id));
}
