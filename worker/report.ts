import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import type { ReportWriters } from '#src/reports/apart/report-writers.ts';
import type { ReportKey } from '#src/reports/jobs.ts';
import { writeReport } from '#src/reports/write-report.ts';

export function report(app: App, writers: ReportWriters, key: ReportKey, signal: AbortSignal): Promise<void> {
  return writeReport(forTenant(app, key.tenantId), writers, key, signal);
}
