import type { App } from '#src/platform/context.ts';
import { type ReportKey, writeReportJob } from './jobs.ts';

const AT_ONCE = 500;

/**
 * Queues again what stands still: reports whose worker died, and those whose job was lost. Every worker runs it; a report that is queued twice is
 * written once.
 */
export async function sweepReports(app: App): Promise<void> {
  const still = await app.system.query<ReportKey>(
    `select tenant_id as "tenantId", id as "reportId" from reports
     where status in ('queued', 'running') and lease_until < now() or status = 'queued' and lease_until is null and queued_at < now() - interval '5 seconds'
     order by queued_at limit $1`,
    [AT_ONCE],
  );
  for (const key of still) await app.queue.enqueue(writeReportJob, key);
}
