import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import type { ReportKey } from '#src/reports/jobs.ts';
import { writeReport } from '#src/reports/write-report.ts';

export function report(app: App, key: ReportKey, signal: AbortSignal): Promise<void> {
  return writeReport(forTenant(app, key.tenantId), key, signal);
}
