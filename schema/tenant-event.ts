import { followTenant, type TenantNews } from '#src/access/follow-tenant.ts';
import { EVENT_KINDS, type EventKind } from '#src/audit/event-kinds.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { Severity } from './enums.ts';
import { readNodes } from './node.ts';

/** What a stranger is told of each kind. */
const SAID: Record<EventKind, string> = {
  target: 'A target: `created`, `updated`, `enabled`, `disabled`, `tested`, `deleted`. Needs `targets:read`.',
  scan: 'A scan: the status that it came to, in small letters, or `deleted`. Needs `scans:read`.',
  finding:
    'A finding: `recorded` by a scan, `resolved` by one, or changed by a person: `status_changed`, `assigned`, `commented`, `changed`, … Needs `findings:read`.',
  review: 'Verdicts that wait for a person: `queued`, `settled`; `decided` where none had waited. Needs `scans:read`.',
  secret: 'A secret: `put`. Needs `secrets:read`.',
  token: 'A token: `minted`, `revoked`. Needs `tokens:read`.',
  member: 'A member of the tenant: `joined`, `role_changed`, `removed`. Needs `findings:read`.',
  invitation: 'An invitation: `invited`, `revoked`, … Needs `members:write`.',
  webhook: 'A webhook: `created`, `updated`, `deleted`, … Needs `webhooks:write`.',
  schedule: 'A schedule: `created`, `updated`, `deleted`, … Needs `scans:read`.',
  report: 'A report: `ready`, `failed`, … Needs `reports:read`.',
  tenant: 'The tenant itself: its name, its settings. Needs `settings:write`.',
};

const TenantEventKind = builder.enumType('TenantEventKind', {
  description: 'What an event of the tenant is about.',
  values: Object.fromEntries(
    Object.entries(SAID).map(([kind, description]) => [kind.toUpperCase(), { value: kind as EventKind, description }]),
  ),
});

const TYPE_NAMES: Partial<Record<EventKind, string>> = {
  target: 'TargetChanged',
  scan: 'ScanChanged',
  finding: 'FindingChanged',
  review: 'ReviewQueueChanged',
};

export const TenantEvent = builder.interfaceRef<TenantNews>('TenantEvent').implement({
  description:
    'Something that happened in the tenant. It says what and to what; what that is like is read when the event is delivered. Select by this interface, so that kinds that are added later do no harm.',
  resolveType: (event) => TYPE_NAMES[event.kind] ?? 'SubjectChanged',
  fields: (t) => ({
    cursor: t.exposeString('cursor', {
      description: 'Its place in the events of the tenant: follow on from it with `after`.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
    kind: t.field({ type: TenantEventKind, description: 'What it is about.', resolve: ({ kind }) => kind as never }),
    action: t.exposeString('action', { description: 'What happened to it, as a verb: see `kind`. Verbs are added.' }),
    targetId: t.id({
      nullable: true,
      description: 'The target that it is about. Null: none.',
      resolve: ({ targetId }) => targetId && formatId('endpoint', targetId),
    }),
    scanId: t.id({
      nullable: true,
      description: 'The scan that it came from. Null: none.',
      resolve: ({ scanId }) => scanId && formatId('scan', scanId),
    }),
    severity: t.field({
      type: Severity,
      nullable: true,
      description: 'How bad it is, where that can be said.',
      resolve: ({ severity }) => severity as 'high' | null,
    }),
  }),
});

builder.objectRef<TenantNews>('SubjectChanged').implement({
  interfaces: [TenantEvent],
  description: 'Something happened to a thing of a kind that has no event type of its own.',
  fields: (t) => ({
    subjectId: t.id({
      nullable: true,
      description: 'The thing.',
      resolve: ({ kind, subjectId }) => subjectId && formatId(EVENT_KINDS[kind], subjectId),
    }),
    subject: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The thing as it is now. Null when it is gone, or is no node.',
      resolve: async ({ kind, subjectId }, _args, ctx, info) =>
        subjectId && ((await readNodes(ctx, info, [formatId(EVENT_KINDS[kind], subjectId)]))[0] as never),
    }),
  }),
});

builder.subscriptionField('tenantEvents', (t) =>
  t.field({
    type: TenantEvent,
    description:
      'The events of the whole tenant, over all its scans: those after the cursor first, then the ones to come, each once and none left out, without end. They are ordered by transaction: an event is told once nothing older can still come. Read `viewer { tenant { cursor } }` together with what you show, and follow from there. An error with the code `CURSOR_LOST` or `HISTORY_EXPIRED` means: read again and follow from the new cursor. Events are kept for 30 days unless the operator says otherwise.',
    args: {
      after: t.arg.string({
        description: 'Only events after this cursor. Absent: from the oldest event that is kept.',
      }),
      kinds: t.arg({
        type: [TenantEventKind],
        description: 'Only these kinds; the token needs the scope of each. Absent: every kind that it may see.',
      }),
      targets: t.arg.idList({
        description: 'Only what is about one of these targets, at most 100. Needs `targets:read`.',
      }),
      minSeverity: t.arg({
        type: Severity,
        description: 'Only what is at least as bad. What has no severity is told all the same.',
      }),
    },
    subscribe: (_root, { after, kinds, targets, minSeverity }, ctx) =>
      followTenant(ctx, { kinds: kinds as EventKind[] | null | undefined, targets, minSeverity }, after ?? null),
    resolve: (event) => event,
  }),
);
