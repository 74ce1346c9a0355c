import { appendAudit } from '#src/audit/append-audit.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { ReportKey } from './jobs.ts';
import type { ReportFormatName } from './report-format.ts';
import { topicOf } from './report-status.ts';

/** So many workers may begin with a report before it is given up. */
export const CLAIMS_MAX = 5;
/** What a report waits after the first failure, in seconds; twice as long after each further one. */
const WAIT_SECONDS = 5;

export type ClaimedReport = {
  id: string;
  tenantId: string;
  title: string;
  format: ReportFormatName;
  frameworks: string[];
  scope: unknown;
  /** Which claim this is: writes of an earlier one change nothing. */
  claims: number;
  /** Where a worker that did not end may have put its file. */
  storageKey: string | null;
};

/** The worker's own lease on it ended: somebody else has the report, or it is gone. */
export class ReportLost extends Error {
  override readonly name = 'ReportLost';
}

/**
 * Takes a report to write. Null: there is nothing to do, because it is done, gone, or a living worker has it. A report with which as many workers
 * as may have died is failed here.
 */
export async function claimReport(app: TenantApp, { tenantId, reportId }: ReportKey): Promise<ClaimedReport | null> {
  const claimed = await app.db.transaction(async (tx) => {
    const [row] = await tx.query<ClaimedReport & { status: string }>(
      `update reports set claims = claims + 1, status = case when claims >= $3 then 'failed' else 'running' end::report_status,
         started_at = coalesce(started_at, now()), progress = 0, stage = 'reading', lease_until = now() + $4 * interval '1 second',
         failure_code = case when claims >= $3 then 'worker_lost' end,
         failure = case when claims >= $3 then 'The workers that wrote it ended before it was done. Ask for it again, or for less at once.' end
       where tenant_id = $1 and id = $2 and status in ('queued', 'running') and (lease_until is null and status = 'queued' or lease_until < now())
       returning id, tenant_id as "tenantId", title, format, frameworks, scope, claims, storage_key as "storageKey", status`,
      [tenantId, reportId, CLAIMS_MAX, app.config.leaseSeconds],
    );
    if (!row) return null;
    await tell(tx, tenantId, reportId, row.status, row.status === 'failed' ? { failureCode: 'worker_lost' } : {});
    return row;
  });
  if (claimed) wake(app, { tenantId, reportId });
  return claimed?.status === 'running' ? claimed : null;
}

/** How far it is, and that this worker lives. @throws ReportLost */
export async function renewReport(
  app: TenantApp,
  { tenantId, id, claims }: ClaimedReport,
  now: { progress: number; stage: string },
): Promise<void> {
  const rows = await app.db.query(
    `update reports set progress = greatest(progress, $4), stage = $5, lease_until = now() + $6 * interval '1 second'
     where tenant_id = $1 and id = $2 and claims = $3 and status = 'running' returning 1`,
    [tenantId, id, claims, now.progress, now.stage, app.config.leaseSeconds],
  );
  if (rows.length === 0) throw new ReportLost('the report is another worker’s, or gone');
  app.wakeups.wake(topicOf(id));
}

/**
 * Says where the file will lie, before it does: a worker that dies in between leaves nothing that nobody knows of.
 *
 * @throws ReportLost
 */
export async function placeReport(
  app: TenantApp,
  { tenantId, id, claims }: ClaimedReport,
  storageKey: string,
): Promise<void> {
  const rows = await app.db.query(
    `update reports set storage_key = $4 where tenant_id = $1 and id = $2 and claims = $3 and status = 'running' returning 1`,
    [tenantId, id, claims, storageKey],
  );
  if (rows.length === 0) throw new ReportLost('the report is another worker’s, or gone');
}

/** Gives it back for another worker to begin again: at once when this one is ending, after a while when it failed for a reason that may pass. */
export async function releaseReport(
  app: TenantApp,
  { tenantId, id, claims }: ClaimedReport,
  { failed }: { failed: boolean },
): Promise<void> {
  await app.db.query(
    `update reports set status = 'queued', progress = 0, stage = null,
       lease_until = case when $4 then now() + $5 * interval '1 second' end
     where tenant_id = $1 and id = $2 and claims = $3 and status = 'running'`,
    [tenantId, id, claims, failed, WAIT_SECONDS * 2 ** (claims - 1)],
  );
  app.wakeups.wake(topicOf(id));
}

/** That a report came to a status, in its tenant's audit log and events. Nobody asked for it at this moment. */
export async function tell(
  tx: Sql,
  tenantId: string,
  reportId: string,
  status: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const action = status === 'running' ? 'started' : status;
  await appendAudit(
    tx,
    { tenantId },
    { action: `report.${action}`, subjectKind: 'report', subjectId: reportId, detail },
  );
}

/** After the commit. */
export function wake(app: TenantApp, { tenantId, reportId }: ReportKey): void {
  app.events.committedTenant(tenantId);
  app.wakeups.wake(topicOf(reportId));
}
