import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { type FindingStep, planChange, type Skip, type WantedChange } from './finding-change.ts';
import { findingEvents } from './finding-events.ts';
import { loadStates } from './load-states.ts';
import { batchOf } from './record-steps.ts';
import { writeSteps } from './write-steps.ts';

/** `batchId` undoes it; null when the finding was so already, and nothing was written. */
export type ChangedFinding = { id: string; batchId: string | null };

/**
 * One change of one finding in one transaction: the finding, its history, its audit row. What use cases of one finding share.
 *
 * @throws DomainError `not_found`, `illegal_transition`, `invalid_input`
 */
export async function changeFinding(
  ctx: Ctx,
  id: string,
  action: string,
  want: (tx: Sql) => Promise<WantedChange> | WantedChange,
): Promise<ChangedFinding> {
  const findingId = parseId('finding', id);
  return ctx.db.transaction(async (tx) => {
    const wanted = await want(tx);
    const [state] = await loadStates(tx, ctx.actor.tenantId, [findingId]);
    if (!state) throw notFound('finding');
    const { steps, skip } = planChange(state, wanted, new Date(ctx.clock.now()));
    if (skip && skip.code !== 'already_so') throw refusalOf(skip);
    if (steps.length === 0) return { id: findingId, batchId: null };
    const batch = batchOf(ctx.actor);
    await writeSteps(tx, batch, steps);
    const changes = steps.map(({ before, after }) => ({ before: auditable(before), after: auditable(after) }));
    const detail = { ...(changes.length === 1 ? changes[0] : { changes }), batchId: batch.id };
    const event = await findingEvents(tx, ctx.actor.tenantId, action.slice('finding.'.length), [findingId]);
    await appendAudit(tx, ctx.actor, { action, subjectKind: 'finding', subjectId: findingId, detail, event });
    return { id: findingId, batchId: batch.id };
  });
}

function refusalOf({ code, message }: Skip): DomainError {
  return new DomainError(code === 'illegal_transition' ? code : 'invalid_input', message, {
    path: [code === 'illegal_transition' ? 'status' : 'add'],
  });
}

/** What the audit log may keep of a value: no free text, no address. */
export function auditable(value: FindingStep['before']): Record<string, unknown> | null {
  if (value === null) return null;
  if ('status' in value) return { status: value.status };
  return 'key' in value ? { key: value.key } : { ...value };
}
