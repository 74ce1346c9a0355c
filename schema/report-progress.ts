import { formatId } from '#src/platform/ids.ts';
import { followReport, type ReportNow } from '#src/reports/follow-report.ts';
import { builder } from './builder.ts';
import { ReportStatus } from './report-enums.ts';

const ReportProgress = builder.objectRef<ReportNow>('ReportProgress').implement({
  description: 'Where a report stands at one moment.',
  fields: (t) => ({
    reportId: t.id({ description: 'The report.', resolve: ({ reportId }) => formatId('report', reportId) }),
    status: t.expose('status', { type: ReportStatus, description: 'Where it is.' }),
    progress: t.exposeInt('progress', { description: 'How far it is, from 0 to 100. Begins anew with a new worker.' }),
    stage: t.exposeString('stage', { nullable: true, description: 'What is being done: `reading`, `writing`.' }),
    failureCode: t.exposeString('failureCode', { nullable: true, description: 'Why it failed, for programs.' }),
    cursor: t.exposeString('cursor', {
      description:
        'The place in the events of the tenant at which this is true: go on from here with `tenantEvents(after:)`.',
    }),
  }),
});

builder.subscriptionField('reportProgress', (t) =>
  t.field({
    type: ReportProgress,
    description:
      'Where a report stands now, and again whenever that changes; ends when it is ready or failed. Whoever reads slowly gets the newest. Needs the scope `reports:read`.',
    extensions: { delivery: 'latest' },
    args: { id: t.arg.id({ required: true, description: 'The report, `rpt_…`.' }) },
    subscribe: (_root, { id }, ctx) => followReport(ctx, id),
    resolve: (now) => now,
  }),
);
