import { builder } from './builder.ts';

export const ReportStatus = builder.enumType('ReportStatus', {
  description: 'Where a report is.',
  values: {
    QUEUED: { value: 'queued', description: 'A worker will begin with it.' },
    RUNNING: { value: 'running', description: 'A worker writes it.' },
    READY: { value: 'ready', description: 'Its file can be downloaded.' },
    FAILED: { value: 'failed', description: 'It was not written: see `failure`.' },
    EXPIRED: { value: 'expired', description: 'Its file is gone, as its time is over. Generate it again.' },
  } as const,
});

export const ReportFormat = builder.enumType('ReportFormat', {
  description: 'What a report is written as.',
  values: {
    JSON: { value: 'json', description: 'Everything, by the schema at `/api/v2/schemas/report-v1.json`.' },
    PDF: { value: 'pdf', description: 'To hand to an auditor: signed, so that a change shows.' },
    XLSX: { value: 'xlsx', description: 'A workbook: findings, a sheet for each framework, overlaps, attempts.' },
    CSV: { value: 'csv', description: 'The findings as a table.' },
    SARIF: { value: 'sarif', description: 'SARIF 2.1.0, for code hosts and scanners’ dashboards.' },
    JUNIT: { value: 'junit', description: 'JUnit’s XML, for build servers: a test case for each finding.' },
    MARKDOWN: { value: 'markdown', description: 'Text with tables.' },
    HTML: { value: 'html', description: 'A page in one file, which asks for nothing from anywhere.' },
  } as const,
});
