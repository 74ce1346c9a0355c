import { formatId } from '#src/platform/ids.ts';
import type { ProgressBody, StatusBody } from '#src/scans/scan-events.ts';
import { type WatchedEvent, watchScan } from '#src/scans/watch-scan.ts';
import { builder } from './builder.ts';
import { ScanStatus } from './scan.ts';
import { ScanCountsType, ScanSpendType } from './scan-counts.ts';

export type EventOf<Body> = Omit<WatchedEvent, 'body'> & { body: Body };

const TYPE_NAMES: Record<string, string> = {
  status: 'ScanStatusChanged',
  progress: 'ScanProgressed',
  answered: 'AttemptsAnswered',
  judged: 'AttemptsJudged',
  finding: 'FindingRecorded',
};

export const ScanEvent = builder.interfaceRef<WatchedEvent>('ScanEvent').implement({
  description:
    'Something that happened in a scan, as it was true then. Select by this interface, so that kinds that are added later do no harm.',
  resolveType: (event) => TYPE_NAMES[event.type] ?? 'OtherScanEvent',
  fields: (t) => ({
    scanId: t.id({ description: 'The scan.', resolve: (event) => formatId('scan', event.scanId) }),
    cursor: t.exposeString('cursor', {
      description: 'Its place in the events of the scan: follow on from it with `after`.',
    }),
    sequence: t.int({
      description: 'Its number in the scan, from 1, without gaps.',
      resolve: (event) => Number(event.sequence),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

builder.objectRef<EventOf<StatusBody>>('ScanStatusChanged').implement({
  interfaces: [ScanEvent],
  description: 'The scan moved to another status. The last event of a scan is one of these.',
  fields: (t) => ({
    status: t.field({ type: ScanStatus, description: 'The new status.', resolve: ({ body }) => body.status }),
    partial: t.boolean({ description: 'Whether something was left out.', resolve: ({ body }) => body.partial }),
    reasonCode: t.string({
      nullable: true,
      description: 'Why it ended, for programs.',
      resolve: ({ body }) => body.reasonCode,
    }),
    reason: t.string({ nullable: true, description: 'Why it ended, in words.', resolve: ({ body }) => body.reason }),
    counts: t.field({
      type: ScanCountsType,
      description: 'Where the attempts stood.',
      resolve: ({ body }) => body.counts,
    }),
    spend: t.field({
      type: ScanSpendType,
      nullable: true,
      description: 'What the scan had cost. Null in events that were written before it was told.',
      resolve: ({ body }) => body.spend ?? null,
    }),
  }),
});

builder.objectRef<EventOf<ProgressBody>>('ScanProgressed').implement({
  interfaces: [ScanEvent],
  description: 'Attempts were sent, answered or judged. At most ten a second.',
  fields: (t) => ({
    counts: t.field({
      type: ScanCountsType,
      description: 'Where the attempts stood.',
      resolve: ({ body }) => body.counts,
    }),
    underWay: t.int({
      description: 'Attempts that had been sent and whose answers were not stored yet.',
      resolve: ({ body }) => body.underWay ?? 0,
    }),
    spend: t.field({
      type: ScanSpendType,
      nullable: true,
      description: 'What the scan had cost. Null in events that were written before it was told.',
      resolve: ({ body }) => body.spend ?? null,
    }),
  }),
});

builder.objectRef<WatchedEvent>('OtherScanEvent').implement({
  interfaces: [ScanEvent],
  description:
    'An event of a kind that this server does not know: a newer release wrote it, as happens while one is being rolled out. It has its place, so that nothing seems to be missing.',
  fields: (t) => ({
    kind: t.exposeString('type', { description: 'What the release that wrote it calls it.' }),
  }),
});

builder.subscriptionField('scanEvents', (t) =>
  t.field({
    type: ScanEvent,
    description:
      'The events of a scan: those after the cursor first, then the ones to come, in order, none twice and none left out, and the end after the last. Connect again with the cursor of the last event to go on. An error with the code `CURSOR_LOST` or `HISTORY_EXPIRED` means: read the scan again and follow from its cursor. Needs the scope `scans:read`.',
    args: {
      scanId: t.arg.id({ required: true, description: 'The scan, `scn_…`.' }),
      after: t.arg.string({ description: 'Only events after this cursor. Absent: from the beginning.' }),
    },
    subscribe: (_root, { scanId, after }, ctx) => watchScan(ctx, scanId, after ?? null),
    resolve: (event) => event,
  }),
);
