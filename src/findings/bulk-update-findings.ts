import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId, tryParseId } from '#src/platform/ids.ts';
import { idsOf } from '#src/platform/keyset.ts';
import { parseInput } from '#src/platform/parse.ts';
import { auditOfSteps, idsOfSteps } from './audit-of-steps.ts';
import { type BulkOutcome, outcomeOf } from './bulk-outcome.ts';
import { planChange, type Skip } from './finding-change.ts';
import { findingEvents } from './finding-events.ts';
import { type FindingFilter, findingQuery } from './finding-filter.ts';
import { loadStates } from './load-states.ts';
import { batchOf } from './record-steps.ts';
import { wantedInput, wantedOf } from './wanted-change.ts';
import { writeSteps } from './write-steps.ts';

/** Findings that one call changes at most: they are locked together. */
export const BULK_MAX = 5000;

const bulkInput = z
  .strictObject({
    ids: z.array(z.string().max(100)).min(1).max(BULK_MAX).nullish(),
    /** Read by `findingQuery`. An empty one means all findings. */
    filter: z.custom<FindingFilter>().nullish(),
    change: wantedInput,
    dryRun: z.boolean().nullish(),
  })
  .refine((input) => !input.ids !== !input.filter, { message: 'give ids or filter, and not both' });

const MISSING: Skip = { code: 'not_found', message: 'There is no such finding, or you may not see it.' };

/**
 * The same change for many findings in one transaction, all of them or, where it throws, none. A finding that it cannot be done to stays
 * wholly as it is and is counted with the reason. A dry run counts the same and writes nothing.
 *
 * @throws DomainError `too_many_findings` beyond 5,000, `reason_required`, `not_found` for the member, `invalid_input`
 */
export async function bulkUpdateFindings(ctx: Ctx, raw: z.input<typeof bulkInput>): Promise<BulkOutcome> {
  const input = parseInput(bulkInput, raw);
  allow(ctx, 'findings:write');
  return ctx.db.transaction(async (tx) => {
    const wanted = await wantedOf(tx, ctx, input.change);
    const { states, missing } = input.ids ? await named(tx, ctx, input.ids) : await matching(tx, ctx, input.filter!);
    const plans = states.map((state) => ({ id: state.id, ...planChange(state, wanted, new Date(ctx.clock.now())) }));
    const steps = plans.flatMap((plan) => plan.steps);
    const skips = [
      ...plans.flatMap(({ id, skip }) => (skip ? [{ id: formatId('finding', id), skip }] : [])),
      ...missing.map((id) => ({ id, skip: MISSING })),
    ];
    const batch = input.dryRun || steps.length === 0 ? null : batchOf(ctx.actor);
    if (batch) {
      await writeSteps(tx, batch, steps);
      const event = await findingEvents(tx, ctx.actor.tenantId, 'changed', idsOfSteps(steps));
      await appendAudit(tx, ctx.actor, { ...auditOfSteps('finding.bulk_changed', batch.id, steps), event });
    }
    return outcomeOf(batch?.id ?? null, steps, skips);
  });
}

async function named(tx: Sql, ctx: Ctx, ids: readonly string[]) {
  const rowIds = new Map(ids.map((id) => [id, tryParseId('finding', id)]));
  const states = await loadStates(
    tx,
    ctx.actor.tenantId,
    [...rowIds.values()].filter((id) => id !== null),
  );
  const found = new Set<string | null>(states.map((state) => state.id));
  return { states, missing: [...rowIds].filter(([, rowId]) => !found.has(rowId)).map(([id]) => id) };
}

/** The filter is asked again once the rows are locked: what was changed in the meantime is left alone. */
async function matching(tx: Sql, ctx: Ctx, filter: FindingFilter) {
  const { list, conditions } = await findingQuery(ctx, { filter });
  const ids = await idsOf(tx, list, conditions, BULK_MAX + 1);
  if (ids.length > BULK_MAX) {
    const message = `The filter leaves more than ${BULK_MAX} findings. Narrow it, by time for example, and go on in parts.`;
    throw new DomainError('too_many_findings', message, { path: ['filter'] });
  }
  const locked = await loadStates(tx, ctx.actor.tenantId, ids);
  const still = new Set(await idsOf(tx, list, [...conditions, ['t.id = any(?::uuid[])', ids]], BULK_MAX));
  return { states: locked.filter((state) => still.has(state.id)), missing: [] };
}
