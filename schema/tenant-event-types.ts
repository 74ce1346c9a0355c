import type { TenantNews } from '#src/access/follow-tenant.ts';
import { countReviewQueue, followReviewQueue, type ReviewQueueNews } from '#src/judging/follow-review-queue.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { formatId } from '#src/platform/ids.ts';
import type { ScanCounts, ScanStatus as Status } from '#src/scans/scan.ts';
import { builder } from './builder.ts';
import { Finding, findings } from './finding.ts';
import { Scan, ScanStatus, scans } from './scan.ts';
import { ScanCountsType } from './scan-counts.ts';
import { Target, targets } from './target.ts';
import { TenantEvent } from './tenant-event.ts';

type NewsOf<Body> = Omit<TenantNews, 'body'> & { body: Body };
type ScanBody = { sequence?: number; reasonCode?: string | null; partial?: boolean; counts?: ScanCounts };
type FindingBody = { isNew?: boolean; regressed?: boolean };

builder.objectRef<TenantNews>('TargetChanged').implement({
  interfaces: [TenantEvent],
  description: 'Something happened to a target.',
  fields: (t) => ({
    target: t.field({
      type: Target,
      nullable: true,
      description: 'The target as it is now. Null when it is gone.',
      resolve: ({ subjectId }, _args, ctx, info) => orGone(subjectId, (id) => targets.one(ctx, info, id)),
    }),
  }),
});

builder.objectRef<NewsOf<ScanBody>>('ScanChanged').implement({
  interfaces: [TenantEvent],
  description: 'A scan came to another status, or was deleted.',
  fields: (t) => ({
    status: t.field({
      type: ScanStatus,
      nullable: true,
      description: 'The status that it came to. Null when it was deleted.',
      resolve: ({ action }) => (action === 'deleted' ? null : (action as Status)),
    }),
    sequence: t.int({
      nullable: true,
      description: 'The number of the same event in the scan’s own events.',
      resolve: ({ body }) => body.sequence ?? null,
    }),
    reasonCode: t.string({
      nullable: true,
      description: 'Why it ended, for programs.',
      resolve: ({ body }) => body.reasonCode ?? null,
    }),
    counts: t.field({
      type: ScanCountsType,
      nullable: true,
      description: 'Where its attempts stood then.',
      resolve: ({ body }) => body.counts ?? null,
    }),
    scan: t.field({
      type: Scan,
      nullable: true,
      description: 'The scan as it is now. Null when it is gone.',
      resolve: ({ scanId }, _args, ctx, info) => orGone(scanId, (id) => scans.one(ctx, info, id)),
    }),
  }),
});

builder.objectRef<NewsOf<FindingBody>>('FindingChanged').implement({
  interfaces: [TenantEvent],
  description: 'A scan saw a finding, or something happened to one.',
  fields: (t) => ({
    findingId: t.id({ description: 'The finding.', resolve: ({ subjectId }) => formatId('finding', subjectId!) }),
    isNew: t.boolean({
      description: 'Whether no scan of the target had seen it before.',
      resolve: ({ body }) => body.isNew ?? false,
    }),
    regressed: t.boolean({
      description: 'Whether it had been resolved, and is back.',
      resolve: ({ body }) => body.regressed ?? false,
    }),
    finding: t.field({
      type: Finding,
      nullable: true,
      description: 'The finding as it is now. Null when it is gone.',
      resolve: ({ subjectId }, _args, ctx, info) => orGone(subjectId, (id) => findings.one(ctx, info, id)),
    }),
  }),
});

const ReviewQueueChanged = builder.objectRef<ReviewQueueNews>('ReviewQueueChanged').implement({
  interfaces: [TenantEvent],
  description: 'Verdicts began to wait for a person (`queued`), wait no more (`settled`), or were decided unasked.',
  fields: (t) => ({
    attemptIds: t.idList({
      description: 'The attempts, up to 100. Read them with `nodes(ids:)`.',
      resolve: ({ body }) => body.attemptIds.map((id) => formatId('attempt', id)),
    }),
    waiting: t.int({
      description: 'How many verdicts of the tenant wait now.',
      resolve: (_event, _args, ctx) => countReviewQueue(ctx),
    }),
  }),
});

builder.subscriptionField('reviewQueue', (t) =>
  t.field({
    type: ReviewQueueChanged,
    description:
      'The changes of the review queue: verdicts that begin to wait for a person, and those that wait no more. The query `reviewQueue` is what they are changes of: read it together with `viewer { tenant { cursor } }`, and follow from there. A scan that is deleted takes its verdicts along without an event of theirs. Needs the scope `scans:read`.',
    args: {
      after: t.arg.string({ description: 'Only changes after this cursor. Absent: from the oldest that is kept.' }),
    },
    subscribe: (_root, { after }, ctx) => followReviewQueue(ctx, after ?? null),
    resolve: (event) => event,
  }),
);

/** A row that is gone is no error of the event that tells of it. */
async function orGone<Row>(id: string | null, read: (id: string) => Promise<Row>): Promise<Row | null> {
  if (id === null) return null;
  try {
    return await read(id);
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return null;
    throw error;
  }
}
