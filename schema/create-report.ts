import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { createReport } from '#src/reports/create-report.ts';
import { deleteReport } from '#src/reports/delete-report.ts';
import { builder } from './builder.ts';
import { Severity } from './enums.ts';
import { FindingStatus } from './finding-filter.ts';
import { EditionInput, FrameworkSlug } from './framework.ts';
import { idempotencyKey } from './idempotency.ts';
import { Report, reports } from './report.ts';
import { ReportFormat } from './report-enums.ts';

const ReportScopeInput = builder.inputType('ReportScopeInput', {
  description: 'What a report is to cover. Every member that is given has to hold, and at least one has to be.',
  fields: (t) => ({
    targetIds: t.idList({ description: 'Only findings and scans of these targets, `ep_…`, at most 1,000.' }),
    scanIds: t.idList({ description: 'Only these scans and what they saw, `scn_…`, at most 1,000.' }),
    from: t.string({ description: 'Only what was seen on this day or later, as `2026-04-01`, in UTC.' }),
    to: t.string({ description: 'Only what was seen on this day or earlier.' }),
    severities: t.field({ type: [Severity], description: 'Only findings of these severities.' }),
    statuses: t.field({ type: [FindingStatus], description: 'Only findings in these stages of life.' }),
  }),
});

builder.relayMutationField(
  'createReport',
  {
    description: 'What to report, and how.',
    inputFields: (t) => ({
      title: t.string({ required: true, description: 'What it is called; up to 200 characters.' }),
      format: t.field({ type: ReportFormat, required: true, description: 'What to write it as.' }),
      frameworks: t.field({
        type: [FrameworkSlug],
        description: 'The frameworks to map to. Absent or empty: all six.',
      }),
      editions: t.field({ type: [EditionInput], description: 'Editions other than the tenant’s.' }),
      scope: t.field({ type: ReportScopeInput, required: true, description: 'What it covers.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Has a report written. It covers what there is when a worker begins with it. Follow it with `reportProgress`. Needs the scope `reports:generate`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey: key, scope, ...input } }, ctx) =>
      createReport(withIdempotencyKey(ctx, key), {
        ...input,
        scope: {
          endpointIds: scope.targetIds,
          scanIds: scope.scanIds,
          from: scope.from,
          to: scope.to,
          includeSeverities: scope.severities,
          includeStatuses: scope.statuses,
        },
      }),
  },
  {
    description: 'A report that was just asked for.',
    outputFields: (t) => ({
      reportId: t.id({ description: 'Its id, `rpt_…`.', resolve: ({ id }) => formatId('report', id) }),
      report: t.field({
        type: Report,
        nullable: true,
        description: 'The report. Null, with an error, when the token lacks `reports:read`.',
        resolve: ({ id }, _args, ctx, info) => reports.one(ctx, info, id),
      }),
    }),
  },
);

builder.relayMutationField(
  'deleteReport',
  {
    description: 'The report to delete.',
    inputFields: (t) => ({ reportId: t.id({ required: true, description: 'Its id, `rpt_…`.' }) }),
  },
  {
    description: 'Deletes a report and its file, for good. Needs the scope `reports:generate`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteReport(ctx, input.reportId),
  },
  {
    description: 'A report that is gone.',
    outputFields: (t) => ({
      reportId: t.id({ description: 'What its id was.', resolve: ({ id }) => formatId('report', id) }),
    }),
  },
);
