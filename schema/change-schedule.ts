import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { createSchedule } from '#src/schedules/create-schedule.ts';
import { deleteSchedule } from '#src/schedules/delete-schedule.ts';
import { updateSchedule } from '#src/schedules/update-schedule.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { Schedule, schedules } from './schedule.ts';
import { present } from './target-input.ts';

type Fields<Shape> = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, Shape>;

const SCHEDULE_ID = { required: true, description: 'Its id, `sch_…`.' } as const;
const NAME = 'What it is for; up to 200 characters.';
const CRON =
  'When it is due, as five fields: minute, hour, day, month, weekday. `0 3 * * 1-5` is three in the morning on weekdays. Not more often than every 5 minutes.';
const ZONE = 'Where `cron` is read: a name of the IANA database, such as `Europe/Berlin`.';
const PROBES = 'Names of probes, at most 1,000. Empty: the whole library of the day.';

const scheduleField = <Shape extends { id: string }>(t: Fields<Shape>) =>
  t.field({
    type: Schedule,
    nullable: true,
    description: 'The schedule. Null, with an error, when the token lacks `scans:read`.',
    resolve: ({ id }, _args, ctx, info) => schedules.one(ctx, info, id),
  });

builder.relayMutationField(
  'createSchedule',
  {
    description: 'The schedule to make.',
    inputFields: (t) => ({
      targetId: t.id({ required: true, description: 'What to scan, `ep_…`: an active `LLM` target.' }),
      name: t.string({ required: true, description: NAME }),
      cron: t.string({ required: true, description: CRON }),
      timeZone: t.string({ description: `${ZONE} Default UTC.` }),
      probeIds: t.stringList({ description: PROBES }),
      repeats: t.int({ description: 'How often each attempt is made, 1 to 100. Default 1.' }),
      enabled: t.boolean({ description: 'Default true.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description: 'Makes a schedule of scans. Needs `scans:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey: key, ...input } }, ctx) =>
      createSchedule(withIdempotencyKey(ctx, key), present(input) as Parameters<typeof createSchedule>[1]),
  },
  { description: 'A schedule that was just made.', outputFields: (t) => ({ schedule: scheduleField(t) }) },
);

builder.relayMutationField(
  'updateSchedule',
  {
    description: 'The schedule and what to change of it. Absent members stay as they are.',
    inputFields: (t) => ({
      scheduleId: t.id(SCHEDULE_ID),
      name: t.string({ description: NAME }),
      cron: t.string({ description: CRON }),
      timeZone: t.string({ description: ZONE }),
      probeIds: t.stringList({ description: PROBES }),
      repeats: t.int({ description: 'How often each attempt is made, 1 to 100.' }),
      enabled: t.boolean({ description: 'Whether it runs. What was due while it did not is not made up for.' }),
    }),
  },
  {
    description: 'Changes, enables or disables a schedule. Its next due time is worked out anew. Needs `scans:write`.',
    errors: {},
    resolve: (_root, { input: { scheduleId, ...input } }, ctx) => updateSchedule(ctx, scheduleId, present(input)),
  },
  { description: 'A schedule as it is now.', outputFields: (t) => ({ schedule: scheduleField(t) }) },
);

builder.relayMutationField(
  'deleteSchedule',
  { description: 'The schedule to delete.', inputFields: (t) => ({ scheduleId: t.id(SCHEDULE_ID) }) },
  {
    description: 'Deletes a schedule. The scans that it started stay. Needs `scans:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteSchedule(ctx, input.scheduleId),
  },
  {
    description: 'A schedule that is gone.',
    outputFields: (t) => ({
      scheduleId: t.id({ description: 'What its id was.', resolve: ({ id }) => formatId('schedule', id) }),
    }),
  },
);
