import { z } from 'zod';
import type { Schedule } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { createSchedule } from '#src/schedules/create-schedule.ts';
import { deleteSchedule } from '#src/schedules/delete-schedule.ts';
import { updateSchedule } from '#src/schedules/update-schedule.ts';
import { listSchedules, visibleSchedules } from '#src/schedules/visible-schedules.ts';
import { alsoMay } from './also-may.ts';
import { changing, checkIfMatch } from './answer.ts';
import { idOf, sampleId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import { newSchedule, schedule, scheduleChanges, scheduleInput, showSchedule } from './schedule-shape.ts';

const one = {
  params: z.strictObject({ id: idOf('schedule') }),
  tag: 'Schedules',
  codes: { id: 'invalid_id' },
  errors: ['not_found'],
} as const;

export const SCHEDULE_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/schedules',
    id: 'createSchedule',
    tag: 'Schedules',
    summary: 'Scan an endpoint by the clock',
    scope: 'scans:write',
    status: 201,
    body: newSchedule,
    answer: schedule,
    codes: { target_id: 'invalid_target_id', probe_ids: 'invalid_probe_ids' },
    errors: [
      'not_found',
      'invalid_cron',
      'invalid_time_zone',
      'target_kind_not_scannable',
      'provider_not_available',
      'too_many_schedules',
    ],
    rename: { not_found: 'target_not_found' },
    idempotent: true,
    example: {
      body: {
        target_id: sampleId('endpoint'),
        name: 'Nightly',
        cron_expression: '30 2 * * 1-5',
        timezone: 'Europe/Berlin',
        probe_ids: ['prompt-injection-basic'],
      },
    },
    async handle(ctx, { body }) {
      const { cron_expression: cron, timezone: timeZone, probe_ids: probeIds, target_id: targetId, ...rest } = body;
      const { id } = await createSchedule(ctx, { ...rest, cron, timeZone, probeIds, targetId });
      return showSchedule(await load(alsoMay(ctx, 'scans:read'), id));
    },
  }),
  row({
    method: 'GET',
    path: '/schedules',
    id: 'listSchedules',
    tag: 'Schedules',
    summary: 'The schedules of the tenant, newest first',
    scope: 'scans:read',
    query: z.strictObject({ ...pageQuery, target_id: idOf('target', 'endpoint').optional() }),
    answer: pageOf(schedule),
    codes: { target_id: 'invalid_target_id' },
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query: { target_id: targetId, ...page } }) {
      const listing = await listSchedules(
        ctx,
        { filter: targetId ? { target: { eq: targetId } } : null },
        pageArgs(page),
      );
      return showPage(listing, (ids) => loadAll(ctx, ids), showSchedule);
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/schedules/{id}',
    id: 'getSchedule',
    summary: 'One schedule',
    scope: 'scans:read',
    answer: schedule,
    etag: true,
    handle: async (ctx, { params }) => showSchedule(await load(ctx, params.id)),
  }),
  row({
    ...one,
    method: 'PATCH',
    path: '/schedules/{id}',
    id: 'updateSchedule',
    summary: 'Change a schedule',
    description: 'What is left out stays, and so does its target. The next due time is worked out anew.',
    scope: 'scans:write',
    body: scheduleChanges,
    answer: schedule,
    etag: true,
    codes: { ...one.codes, probe_ids: 'invalid_probe_ids' },
    errors: ['not_found', 'invalid_cron', 'invalid_time_zone', 'precondition_failed'],
    example: { body: { enabled: false } },
    async handle(ctx, { params: { id }, body, request }) {
      const seen = alsoMay(ctx, 'scans:read');
      await changing(ctx, request, { table: 'schedules', id }, async (guarded) => {
        checkIfMatch(request, showSchedule(await load(seen, id)));
        await updateSchedule(guarded, id, scheduleInput(body));
      });
      return showSchedule(await load(seen, id));
    },
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/schedules/{id}',
    id: 'deleteSchedule',
    summary: 'Delete a schedule; the scans that it started stay',
    scope: 'scans:write',
    status: 204,
    async handle(ctx, { params }) {
      await deleteSchedule(ctx, params.id);
    },
  }),
];

function loadAll(ctx: Ctx, ids: readonly string[]): Promise<Schedule[]> {
  return ctx.db.prisma.schedule.findMany({ where: { AND: [visibleSchedules(ctx), { id: { in: [...ids] } }] } });
}

async function load(ctx: Ctx, id: string): Promise<Schedule> {
  const [found] = await loadAll(ctx, [id]);
  if (!found) throw notFound('schedule');
  return found;
}
