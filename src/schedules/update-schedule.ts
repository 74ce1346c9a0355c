import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { scheduleFields } from './schedule-fields.ts';
import { checkTimes, nextRun } from './schedule-times.ts';

/** Absent members stay as they are. A schedule stays with its target. */
export const updateScheduleInput = z.strictObject({
  name: scheduleFields.name.optional(),
  cron: scheduleFields.cron.optional(),
  timeZone: scheduleFields.timeZone.optional(),
  probeIds: scheduleFields.probeIds.optional(),
  repeats: scheduleFields.repeats.optional(),
  enabled: scheduleFields.enabled.optional(),
});

type Shown = { name: string; cron: string; timeZone: string; probeIds: string[]; repeats: number; enabled: boolean };

/**
 * Changes a schedule. Its next due time is worked out anew from now: what was due while it was disabled is not made up for.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `not_found`, `invalid_cron`, `invalid_time_zone`, `invalid_probe_ids`
 */
export async function updateSchedule(
  ctx: Ctx,
  publicId: string,
  raw: z.input<typeof updateScheduleInput>,
): Promise<{ id: string }> {
  const input = parseInput(updateScheduleInput, raw);
  allow(ctx, 'scans:write');
  if (input.probeIds) chosenProbes(input.probeIds);
  const key = [ctx.actor.tenantId, parseId('schedule', publicId)] as const;
  const now = new Date(ctx.clock.now());
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.query<Shown>(
      `select name, cron, time_zone as "timeZone", probe_ids as "probeIds", repeats, enabled from schedules where tenant_id = $1 and id = $2 for update`,
      key,
    );
    if (!before) throw notFound('schedule');
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const after: Shown = { ...before, ...given };
    checkTimes(after, now);
    await tx.query(
      `update schedules set name = $3, cron = $4, time_zone = $5, probe_ids = $6, repeats = $7, enabled = $8, next_run_at = $9, updated_at = now()
       where tenant_id = $1 and id = $2`,
      [
        ...key,
        after.name,
        after.cron,
        after.timeZone,
        after.probeIds,
        after.repeats,
        after.enabled,
        after.enabled ? nextRun(after, now) : null,
      ],
    );
    await appendAudit(tx, ctx.actor, {
      action: 'schedule.updated',
      subjectKind: 'schedule',
      subjectId: key[1],
      detail: { before, after },
    });
  });
  return { id: key[1] };
}
