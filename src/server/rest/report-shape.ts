import { z } from 'zod';
import type { Report } from '#prisma/client/client.ts';
import { FINDING_STATUSES } from '#src/findings/finding-status.ts';
import { FRAMEWORK_SLUGS } from '#src/frameworks/framework-slugs.ts';
import { formatId } from '#src/platform/ids.ts';
import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { CreatedReport } from '#src/reports/create-report.ts';
import { REPORT_FORMATS } from '#src/reports/report-format.ts';
import { storedScope } from '#src/reports/report-scope.ts';
import { REPORT_STATUSES } from '#src/reports/report-status.ts';
import { moment, showMoment } from './identifiers.ts';

const reportId = z.string().describe('A report’s id: `rpt_`, the year, and 26 characters that nobody guesses.');
const day = z.string().describe('A day, such as 2026-04-01.');

/** What to generate. The members of the scope are checked where a refusal says `scope_invalid`. */
export const newReport = z.strictObject({
  title: z.string().max(200),
  frameworks: z
    .array(z.string().max(50))
    .max(50)
    .optional()
    .describe(`Any of ${FRAMEWORK_SLUGS.join(', ')}. Absent: all of them.`),
  scope: z
    .strictObject({
      endpoint_ids: z.array(z.string().max(100)).optional(),
      scan_ids: z.array(z.string().max(100)).optional(),
      from: day.optional(),
      to: day.optional().describe('Belongs to the report, as `from` does.'),
      include_severities: z.array(z.enum(SEVERITIES)).optional(),
      include_statuses: z.array(z.enum(FINDING_STATUSES)).optional(),
    })
    .optional()
    .describe('What the report covers. At least one member has to say something.'),
  editions: z
    .record(z.string().max(50), z.string().max(50))
    .optional()
    .describe('The edition of a framework, where it is not the tenant’s: `{"OWASP_LLM":"2026"}`.'),
  format: z.enum(REPORT_FORMATS),
});

/** As a report is told right after it was asked for. */
export const queuedReport = z
  .strictObject({ id: reportId, status: z.literal('queued'), format: z.enum(REPORT_FORMATS), queued_at: moment })
  .meta({ id: 'QueuedReport' });

export const report = z
  .strictObject({
    id: reportId,
    title: z.string(),
    status: z.enum(REPORT_STATUSES),
    format: z.enum(REPORT_FORMATS),
    frameworks: z.array(z.string()),
    scope: z.strictObject({
      endpoint_ids: z.array(z.string()),
      scan_ids: z.array(z.string()),
      from: day.nullable(),
      to: day.nullable(),
      include_severities: z.array(z.string()),
      include_statuses: z.array(z.string()),
    }),
    editions: z.record(z.string(), z.string()),
    progress_pct: z.int().min(0).max(100),
    stage: z.string().nullable().describe('What is being done.'),
    finding_count: z.int().nullable(),
    size: z.int().nullable().describe('Of the file, in bytes.'),
    sha256: z.string().nullable().describe('Of the file, in hex.'),
    signature: z.unknown().describe('Ed25519 over what is signed of the file; null until it is ready.'),
    failure_code: z.string().nullable(),
    failure: z.string().nullable(),
    download_url: z.string().nullable().describe('Where its file is had, by a token; null while there is none.'),
    queued_at: moment,
    started_at: moment.nullable(),
    ready_at: moment.nullable(),
    expires_at: moment.nullable(),
  })
  .meta({ id: 'Report' });

export function showQueued({ id, format, queuedAt }: CreatedReport): z.input<typeof queuedReport> {
  return { id: formatId('report', id), status: 'queued', format, queued_at: queuedAt };
}

export function showReport(row: Report): z.input<typeof report> {
  const id = formatId('report', row.id);
  const scope = storedScope.parse(row.scope);
  return {
    id,
    title: row.title,
    status: row.status,
    format: row.format,
    frameworks: row.frameworks,
    scope: {
      endpoint_ids: scope.endpointIds.map((one) => formatId('endpoint', one)),
      scan_ids: scope.scanIds.map((one) => formatId('scan', one)),
      from: scope.from,
      to: scope.to,
      include_severities: scope.includeSeverities,
      include_statuses: scope.includeStatuses,
    },
    editions: Object.fromEntries(scope.editions.map(({ framework, edition }) => [framework, edition])),
    progress_pct: row.progress,
    stage: row.stage,
    finding_count: row.findingCount,
    size: row.size === null ? null : Number(row.size),
    sha256: row.sha256,
    signature: row.signature,
    failure_code: row.failureCode,
    failure: row.failure,
    download_url: row.status === 'ready' ? `/api/v2/reports/${id}/download` : null,
    queued_at: showMoment(row.queuedAt),
    started_at: showMoment(row.startedAt),
    ready_at: showMoment(row.readyAt),
    expires_at: showMoment(row.expiresAt),
  };
}
