import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { advanceScan } from './advance-scan.ts';

/**
 * Ends what has not been sent: the attempts that are still planned become inconclusive with the reason, and the scan is partial. What
 * is in flight goes on and counts.
 */
export async function giveUp(
  app: App,
  tx: Sql,
  scope: LogScope,
  code: 'budget_exhausted' | 'target_unavailable' | 'quota_exhausted',
  reason: string,
): Promise<void> {
  const [ended] = await tx.query<{ count: number }>(
    `with ended as (
       update attempts set state = 'judged', verdict = 'inconclusive', confidence = 0, failure_reason = $3, failure = $4, answered_at = now(), judged_at = now()
       where tenant_id = $1 and scan_id = $2 and state = 'planned' returning 1
     ) select count(*)::int as count from ended`,
    [scope.tenantId, scope.scanId, code, reason],
  );
  await tx.query(
    `update scans set partial = true, reason_code = coalesce(reason_code, $3), reason = coalesce(reason, $4),
       answered = answered + $5, failed = failed + $5, judged = judged + $5, inconclusive = inconclusive + $5
     where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.scanId, code, reason, ended!.count],
  );
  await advanceScan(app, tx, scope);
}
