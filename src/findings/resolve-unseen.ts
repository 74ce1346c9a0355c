import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';

/**
 * Resolves what a scan showed to be gone: open findings of the target whose probe ran, with every attempt judged resistant. One
 * inconclusive attempt is enough to leave a finding open. Runs in the transaction that ends the scan.
 */
export async function resolveUnseen(tx: Sql, scope: LogScope, targetId: string): Promise<void> {
  await tx.query(
    `update findings f set status = 'resolved', resolved_at = now(), status_reason = 'Every attempt of a later scan was resisted.'
     where f.tenant_id = $1 and f.target_id = $3 and f.status in ('open', 'triaged') and f.last_scan_id <> $2
       and f.probe_id in (select a.probe_id from attempts a where a.tenant_id = $1 and a.scan_id = $2 group by a.probe_id having bool_and(a.verdict is not distinct from 'resistant'))`,
    [scope.tenantId, scope.scanId, targetId],
  );
}
