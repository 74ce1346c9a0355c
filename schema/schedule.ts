import { formatId } from '#src/platform/ids.ts';
import { SCHEDULE_LIST } from '#src/schedules/schedule-list.ts';
import { nextRuns } from '#src/schedules/schedule-times.ts';
import { listSchedules, visibleSchedules } from '#src/schedules/visible-schedules.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { Target } from './target.ts';

const inputs = listInputs(SCHEDULE_LIST);

const ScheduleProblem = builder.objectRef<{ code: string; message: string }>('ScheduleProblem').implement({
  description: 'Why a due time started no scan.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'For a program: `scan_busy`, `not_found`, …' }),
    message: t.exposeString('message', { description: 'In words for a person.' }),
  }),
});

export const Schedule = builder.prismaNode('Schedule', {
  id: { resolve: (schedule) => formatId('schedule', schedule.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'schedule', id),
  description:
    'Scans of a target that start by the clock. Each due time starts one scan, however many workers there are. After an outage a schedule runs once, and what passed meanwhile is counted as missed.',
  authScopes: { scope: 'scans:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for, in words of whoever made it.' }),
    target: t.relation('target', {
      type: Target,
      nullable: true,
      description: 'What is scanned. Null, with an error, when the token lacks `targets:read`.',
    }),
    cron: t.exposeString('cron', { description: 'When it is due: minute, hour, day, month, weekday.' }),
    timeZone: t.exposeString('timeZone', { description: 'Where `cron` is read: a name of the IANA database.' }),
    probeIds: t.exposeStringList('probeIds', { description: 'What is asked. Empty: the whole library of the day.' }),
    repeats: t.exposeInt('repeats', { description: 'How often each attempt is made.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it runs.' }),
    nextRunAt: t.expose('nextRunAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is due next. Null while it is not enabled.',
    }),
    nextRuns: t.field({
      type: ['DateTime'],
      description:
        'The next due times, as if it were enabled. A local time that daylight saving leaves out is due at the end of the gap; one that comes twice, the first time.',
      args: {
        count: t.arg.int({ required: true, defaultValue: 5, description: 'How many, from 1 to 50.' }),
      },
      select: { cron: true, timeZone: true },
      resolve: (schedule, { count }, ctx) =>
        nextRuns(schedule, Math.min(Math.max(count, 1), 50), new Date(ctx.clock.now())),
    }),
    lastDueAt: t.expose('lastDueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The due time that was last acted on. Null: none was.',
    }),
    lastRunAt: t.expose('lastRunAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it last started a scan. Null: it never did.',
    }),
    lastScanId: t.id({
      nullable: true,
      description: 'The scan that it last started, `scn_…`, which may be gone.',
      select: { lastScanId: true },
      resolve: ({ lastScanId }) => (lastScanId === null ? null : formatId('scan', lastScanId)),
    }),
    lastProblem: t.field({
      type: ScheduleProblem,
      nullable: true,
      description: 'Why the last due time started no scan. Null: it did.',
      select: { lastProblem: true, lastProblemText: true },
      resolve: ({ lastProblem, lastProblemText }) =>
        lastProblem === null ? null : { code: lastProblem, message: lastProblemText ?? '' },
    }),
    lastMissed: t.exposeInt('lastMissed', {
      description: 'Due times that passed between the last one that was acted on and when it was: 0 without an outage.',
    }),
    missedTotal: t.exposeInt('missedTotal', { description: 'Due times that have been missed in all.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When somebody last changed it.' }),
  }),
});

export const schedules = nodeType('Schedule', ['schedule'], (ctx, ids, query) =>
  ctx.db.prisma.schedule.findMany({ ...query, where: { AND: [visibleSchedules(ctx), { id: { in: ids } }] } }),
);

const ScheduleConnection = builder.connectionObject(
  { type: Schedule, name: 'ScheduleConnection', description: 'A page of schedules.' },
  { name: 'ScheduleEdge', description: 'A schedule and its place in the list.' },
);

builder.queryFields((t) => ({
  schedules: t.connection(
    {
      type: Schedule,
      description: 'The schedules of the tenant, newest first. Needs the scope `scans:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) =>
        toConnection(ctx, info, await listSchedules(ctx, args, args), schedules),
    },
    ScheduleConnection,
  ),
  schedule: t.field({
    type: Schedule,
    nullable: true,
    description: 'One schedule. Needs the scope `scans:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `sch_…`.' }) },
    resolve: (_root, { id }, ctx, info) => schedules.one(ctx, info, id),
  }),
}));
