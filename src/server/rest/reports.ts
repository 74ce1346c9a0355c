import { z } from 'zod';
import { createReport } from '#src/reports/create-report.ts';
import { deleteReport } from '#src/reports/delete-report.ts';
import { REPORT_FORMATS } from '#src/reports/report-format.ts';
import { REPORT_STATUSES } from '#src/reports/report-status.ts';
import { listReports, loadReport, loadReports } from '#src/reports/visible-reports.ts';
import { idOf } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { newReport, queuedReport, report, showQueued, showReport } from './report-shape.ts';
import { type Row, row } from './row.ts';

export const oneReport = {
  params: z.strictObject({ id: idOf('report') }),
  tag: 'Reports',
  codes: { id: 'invalid_report_id' },
  errors: ['not_found'],
  rename: { not_found: 'report_not_found' },
} as const;

export const REPORT_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/reports',
    id: 'createReport',
    tag: 'Reports',
    summary: 'Generate a report',
    description: 'Poll it, or follow `reportProgress` over GraphQL, until its status is `ready` or `failed`.',
    scope: 'reports:generate',
    status: 202,
    body: newReport,
    answer: queuedReport,
    limit: 'reports',
    idempotent: true,
    codes: { scope: 'scope_invalid' },
    errors: ['framework_unknown', 'edition_unknown', 'scope_invalid', 'not_found'],
    rename: { not_found: 'endpoint_not_found' },
    example: {
      body: {
        title: 'Q2 2026 AI security evidence pack',
        frameworks: ['OWASP_LLM', 'NIST_AI_600_1', 'EU_AI_ACT', 'ISO_42001'],
        scope: { from: '2026-04-01', to: '2026-06-30', include_severities: ['critical', 'high', 'medium'] },
        format: 'pdf',
      },
    },
    async handle(ctx, { body: { scope = {}, editions = {}, ...rest } }) {
      const created = await createReport(ctx, {
        ...rest,
        scope: {
          endpointIds: scope.endpoint_ids,
          scanIds: scope.scan_ids,
          from: scope.from,
          to: scope.to,
          includeSeverities: scope.include_severities,
          includeStatuses: scope.include_statuses,
        },
        editions: Object.entries(editions).map(([framework, edition]) => ({ framework, edition })),
      });
      return showQueued(created);
    },
  }),
  row({
    method: 'GET',
    path: '/reports',
    id: 'listReports',
    tag: 'Reports',
    summary: 'The reports of the tenant, newest first',
    scope: 'reports:read',
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(REPORT_STATUSES).optional(),
      format: z.enum(REPORT_FORMATS).optional(),
    }),
    answer: pageOf(report),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20 } },
    async handle(ctx, { query: { status, format, ...page } }) {
      const filter = { status: status ? { eq: status } : null, format: format ? { eq: format } : null };
      const listing = await listReports(ctx, { filter }, pageArgs(page));
      return showPage(listing, (ids) => loadReports(ctx, ids), showReport);
    },
  }),
  row({
    ...oneReport,
    method: 'GET',
    path: '/reports/{id}',
    id: 'getReport',
    summary: 'One report',
    scope: 'reports:read',
    answer: report,
    etag: true,
    handle: async (ctx, { params }) => showReport(await loadReport(ctx, params.id)),
  }),
  row({
    ...oneReport,
    method: 'DELETE',
    path: '/reports/{id}',
    id: 'deleteReport',
    summary: 'Delete a report and its file',
    scope: 'reports:generate',
    errors: ['not_found', 'unavailable'],
    status: 204,
    async handle(ctx, { params }) {
      await deleteReport(ctx, params.id);
    },
  }),
];
