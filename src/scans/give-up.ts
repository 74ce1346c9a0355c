import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { advanceScan } from './advance-scan.ts';

export type GiveUpCode = 'budget_exhausted' | 'target_unavailable' | 'quota_exhausted';

/**
 * Ends what has not been sent: the attempts that are still planned become inconclusive with the reason, the scan is partial, and nothing
 * more is claimed. What is in flight goes on and counts. Of several reasons the first one stays. Call `announceGivenUp` after the commit.
 */
export async function giveUp(app: App, tx: Sql, scope: LogScope, code: GiveUpCode, reason: string): Promise<void> {
  const [scan] = await tx.query<{ code: string; reason: string }>(
    `update scans set partial = true, reason_code = coalesce(reason_code, $3), reason = coalesce(reason, $4)
     where tenant_id = $1 and id = $2 and status = 'running' returning reason_code as code, reason`,
    [scope.tenantId, scope.scanId, code, reason],
  );
  if (!scan) return;
  await tx.query(
    `with ended as (
       update attempts set state = 'judged', verdict = 'inconclusive', confidence = 0, failure_reason = $3, failure = $4, answered_at = now(), judged_at = now()
       where tenant_id = $1 and scan_id = $2 and state = 'planned' returning 1
     ), counted as (select count(*)::int as n from ended)
     update scans set answered = answered + n, failed = failed + n, judged = judged + n, inconclusive = inconclusive + n
     from counted where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.scanId, scan.code, scan.reason],
  );
  await advanceScan(app, tx, scope);
}

/** Tells followers, and the lanes of the scan, which stop sending what they have claimed and not begun. */
export function announceGivenUp(app: App, scope: LogScope): void {
  app.events.committed(scope);
  app.wakeups.wake(`control:${scope.scanId}`);
}

/** Ends attempts that came back to the plan of a scan after it was given up: from lanes that stopped, and from workers that died. */
export async function endGivenUp(app: App, tx: Sql, scope: LogScope): Promise<void> {
  const [scan] = await tx.query<{ code: GiveUpCode; reason: string }>(
    `select reason_code as code, reason from scans s where tenant_id = $1 and id = $2 and status = 'running' and reason_code is not null
       and exists (select 1 from attempts a where a.tenant_id = s.tenant_id and a.scan_id = s.id and a.state = 'planned')`,
    [scope.tenantId, scope.scanId],
  );
  if (scan) await giveUp(app, tx, scope, scan.code, scan.reason);
}
