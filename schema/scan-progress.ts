import { formatId } from '#src/platform/ids.ts';
import { followProgress, type ScanNow } from '#src/scans/follow-progress.ts';
import { builder } from './builder.ts';
import { ScanStatus } from './scan.ts';
import { ScanCountsType, ScanSpendType } from './scan-counts.ts';

const ScanProgress = builder.objectRef<ScanNow>('ScanProgress').implement({
  description: 'Where a scan stands at one moment. All of it belongs together.',
  fields: (t) => ({
    scanId: t.id({ description: 'The scan.', resolve: (now) => formatId('scan', now.scanId) }),
    status: t.field({ type: ScanStatus, description: 'Where it is.', resolve: (now) => now.status }),
    partial: t.exposeBoolean('partial', { description: 'Whether something was left out.' }),
    reasonCode: t.exposeString('reasonCode', { nullable: true, description: 'Why it ended, for programs.' }),
    counts: t.field({
      type: ScanCountsType,
      description: 'Where its attempts stand.',
      resolve: (now) => now.counts,
    }),
    underWay: t.exposeInt('underWay', {
      description: 'Attempts that have been sent and whose answers are not stored yet.',
    }),
    spend: t.field({ type: ScanSpendType, description: 'What it has cost so far.', resolve: (now) => now.spend }),
    cursor: t.exposeString('cursor', {
      description: 'The place in its events at which this is true: go on from here with `scanEvents(after:)`.',
    }),
  }),
});

builder.subscriptionField('scanProgress', (t) =>
  t.field({
    type: ScanProgress,
    description:
      'Where a scan stands now, and again whenever that changes; ends after its end. For a bar on a screen: whoever reads slowly gets the newest and skips what was in between. Whoever needs every step takes `scanEvents`. Needs the scope `scans:read`.',
    extensions: { delivery: 'latest' },
    args: { scanId: t.arg.id({ required: true, description: 'The scan, `scn_…`.' }) },
    subscribe: (_root, { scanId }, ctx) => followProgress(ctx, scanId),
    resolve: (now) => now,
  }),
);
