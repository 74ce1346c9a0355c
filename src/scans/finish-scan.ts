import { appendAudit } from '#src/audit/append-audit.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { endOf } from './scan.ts';
import { readState, statusEvent } from './scan-events.ts';

/**
 * Ends a scan whose attempts are all judged: its last status, its last event, its audit row. `before` runs in the same transaction,
 * before the event. Run again, it changes nothing.
 */
export async function finishScan(
  app: TenantApp,
  scope: LogScope,
  before: (tx: Sql, targetId: string) => Promise<void>,
): Promise<void> {
  const done = await app.db.transaction(async (tx) => {
    const rows = await tx.query(
      `select 1 from scans where tenant_id = $1 and id = $2 and status = 'judging' and judged >= planned for no key update`,
      [scope.tenantId, scope.scanId],
    );
    if (rows.length === 0) return false;
    const state = await readState(tx, scope);
    const end = endOf(state.counts, state);
    if (end.reasonCode === 'target_unavailable' && state.reason === null)
      Object.assign(end, await whyFailed(tx, scope));
    if (end.status === 'completed') await before(tx, state.targetId);
    await tx.query(
      `update scans set status = $3::scan_status, reason_code = $4, reason = $5, partial = $6, finished_at = now() where tenant_id = $1 and id = $2`,
      [scope.tenantId, scope.scanId, end.status, end.reasonCode, end.reason, end.partial],
    );
    await appendAudit(
      tx,
      { tenantId: scope.tenantId },
      {
        action: `scan.${end.status}`,
        subjectKind: 'scan',
        subjectId: scope.scanId,
        detail: { ...state.counts },
        event: null,
      },
    );
    await app.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
    return true;
  });
  if (done) app.events.committed(scope);
}

/** What most attempts failed for, in the target's words or ours. What a rule blocked was never sent: the target is not to blame for it. */
async function whyFailed(tx: Sql, scope: LogScope): Promise<{ reason: string; reasonCode?: string }> {
  const [common] = await tx.query<{ code: string; failure: string }>(
    `select failure_reason as code, min(failure) as failure from attempts where tenant_id = $1 and scan_id = $2 and failure is not null and state = 'judged'
     group by failure_reason order by count(*) desc, failure_reason limit 1`,
    [scope.tenantId, scope.scanId],
  );
  if (common?.code === 'dlp_blocked')
    return { reasonCode: common.code, reason: `Nothing was answered. ${common.failure}` };
  return { reason: `The target answered nothing but errors; mostly: ${common?.failure ?? 'unknown'}`.slice(0, 500) };
}
