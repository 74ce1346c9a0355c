import { type AuditActor, appendAudit } from '#src/audit/append-audit.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { readState, statusEvent } from './scan-events.ts';

/**
 * Ends a scan that is still queued and cannot begin: its status, its last event, its audit row. Answers false, and changes nothing, when
 * it has moved on by now.
 */
export async function failQueuedScan(
  app: TenantApp,
  actor: AuditActor,
  scope: LogScope,
  why: { code: 'enqueue_failed' | 'plan_failed'; reason: string },
): Promise<boolean> {
  const failed = await app.db.transaction(async (tx) => {
    const rows = await tx.query(
      `update scans set status = 'failed', reason_code = $3, reason = $4, finished_at = now()
       where tenant_id = $1 and id = $2 and status = 'queued' returning 1`,
      [scope.tenantId, scope.scanId, why.code, why.reason],
    );
    if (rows.length === 0) return false;
    await appendAudit(tx, actor, {
      action: `scan.${why.code}`,
      subjectKind: 'scan',
      event: null,
      subjectId: scope.scanId,
      result: 'failure',
    });
    await app.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
    return true;
  });
  if (failed) app.events.committed(scope);
  return failed;
}
