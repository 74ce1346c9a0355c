import { z } from 'zod';
import type { Schedule } from '#prisma/client/client.ts';
import { formatId } from '#src/platform/ids.ts';
import { moment, showMoment, shownId } from './identifiers.ts';

const fields = {
  name: z.string().trim().min(1).max(200),
  cron_expression: z.string().trim().min(1).max(100).describe('Five fields: minute, hour, day, month, weekday.'),
  timezone: z.string().trim().min(1).max(64).describe('A name of the IANA database: where the expression is read.'),
  probe_ids: z.array(z.string().max(200)).max(100).describe('Empty: the whole library of the day.'),
  repeats: z.int().min(1).max(100).describe('How often each attempt is made.'),
  enabled: z.boolean(),
};

export const newSchedule = z
  .strictObject({
    target_id: z.string().max(64).describe('The endpoint to scan, by any form of its id.'),
    ...fields,
    timezone: fields.timezone.default('UTC'),
    probe_ids: fields.probe_ids.default([]),
    repeats: fields.repeats.default(1),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'NewSchedule' });

export const scheduleChanges = z.strictObject(fields).partial().meta({ id: 'ScheduleChanges' });

export const schedule = z
  .strictObject({
    id: shownId,
    target_id: z.uuid(),
    endpoint_id: shownId,
    name: z.string(),
    cron_expression: z.string(),
    timezone: z.string(),
    probe_ids: z.array(z.string()),
    repeats: z.int(),
    enabled: z.boolean(),
    next_run_at: moment.nullable().describe('Null while it is not enabled.'),
    last_run_at: moment.nullable().describe('When it last started a scan.'),
    last_scan_id: z.uuid().nullable(),
    last_problem: z
      .strictObject({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why the last due time started no scan. Null: it did.'),
    missed_total: z.int().describe('Due times that passed during outages.'),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Schedule' });

/** The members that people set, in the words of the use cases. */
export function scheduleInput(body: Partial<z.output<typeof newSchedule>>) {
  const { name, cron_expression: cron, timezone: timeZone, probe_ids: probeIds, repeats, enabled } = body;
  return { name, cron, timeZone, probeIds, repeats, enabled };
}

export function showSchedule(row: Schedule): z.input<typeof schedule> {
  return {
    id: formatId('schedule', row.id),
    target_id: row.targetId,
    endpoint_id: formatId('endpoint', row.targetId),
    name: row.name,
    cron_expression: row.cron,
    timezone: row.timeZone,
    probe_ids: row.probeIds,
    repeats: row.repeats,
    enabled: row.enabled,
    next_run_at: showMoment(row.nextRunAt),
    last_run_at: showMoment(row.lastRunAt),
    last_scan_id: row.lastScanId,
    last_problem: row.lastProblem === null ? null : { code: row.lastProblem, message: row.lastProblemText ?? '' },
    missed_total: row.missedTotal,
    created_at: showMoment(row.createdAt),
    updated_at: showMoment(row.updatedAt),
  };
}
