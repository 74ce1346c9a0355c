import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId, notFound } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { scannableTarget } from '#src/scans/scannable-target.ts';
import { SCHEDULES_MAX, scheduleFields } from './schedule-fields.ts';
import { checkTimes, nextRun } from './schedule-times.ts';

export const createScheduleInput = z.strictObject({
  targetId: z.string().max(100),
  name: scheduleFields.name,
  cron: scheduleFields.cron,
  timeZone: scheduleFields.timeZone.default('UTC'),
  /** Empty: the whole library of the day. */
  probeIds: scheduleFields.probeIds.default([]),
  repeats: scheduleFields.repeats.default(1),
  enabled: scheduleFields.enabled.default(true),
});

type Input = z.output<typeof createScheduleInput>;

/**
 * Makes a schedule of scans of one target.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `invalid_cron`, `invalid_time_zone`, `not_found`, `target_kind_not_scannable`,
 *   `provider_not_available`, `invalid_probe_ids`, `too_many_schedules`, and what `once` throws
 */
export async function createSchedule(ctx: Ctx, raw: z.input<typeof createScheduleInput>): Promise<{ id: string }> {
  const input = parseInput(createScheduleInput, raw);
  allow(ctx, 'scans:write');
  const request = { operation: 'createSchedule', input };
  const { answer } = await once<{ id: string }>(ctx, request, async (transaction) => {
    const now = new Date(ctx.clock.now());
    const { id: targetId } = await scannableTarget(ctx, input.targetId);
    checkTimes(input, now);
    chosenProbes(input.probeIds);
    const nextRunAt = input.enabled ? nextRun(input, now) : null;
    return transaction((tx) => insert(ctx, tx, { ...input, targetId }, nextRunAt));
  });
  return answer;
}

async function insert(ctx: Ctx, tx: Sql, input: Input, nextRunAt: Date | null): Promise<{ id: string }> {
  const { tenantId, userId } = ctx.actor;
  const { targetId, name, cron, timeZone, probeIds, repeats, enabled } = input;
  const id = newId();
  const [count] = await tx.query<{ n: number }>('select count(*)::int as n from schedules where tenant_id = $1', [
    tenantId,
  ]);
  if (count!.n >= SCHEDULES_MAX) {
    throw new DomainError('too_many_schedules', `A tenant has at most ${SCHEDULES_MAX} schedules. Delete one first.`);
  }
  const rows = await tx.query(
    `insert into schedules (tenant_id, id, target_id, name, cron, time_zone, probe_ids, repeats, enabled, next_run_at, created_by)
     select $1, $2, t.id, $4, $5, $6, $7, $8, $9, $10, $11 from targets t where t.tenant_id = $1 and t.id = $3 for key share returning 1`,
    [tenantId, id, targetId, name, cron, timeZone, probeIds, repeats, enabled, nextRunAt, userId],
  );
  if (rows.length === 0) throw notFound('target');
  await appendAudit(tx, ctx.actor, {
    action: 'schedule.created',
    subjectKind: 'schedule',
    subjectId: id,
    detail: { after: { targetId, name, cron, timeZone, probeIds, repeats, enabled } },
  });
  return { id };
}
