import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';

/**
 * Resolves what a scan showed to be gone: open findings of the target whose probe ran, with every attempt judged resistant. One
 * inconclusive attempt is enough to leave a finding open, and so is a sighting since the scan began, by another one. Runs in the
 * transaction that ends the scan.
 */
export async function resolveUnseen(tx: Sql, scope: LogScope, targetId: string): Promise<void> {
  // Locked in the order in which they are recorded, so that a scan that records and one that ends never deadlock.
  await tx.query(
    `with gone as (
       select f.id from findings f join scans s on s.tenant_id = f.tenant_id and s.id = $2
       where f.tenant_id = $1 and f.target_id = $3 and f.status in ('open', 'triaged') and f.last_seen_at < s.started_at
         and f.probe_id in (select a.probe_id from attempts a where a.tenant_id = $1 and a.scan_id = $2
           group by a.probe_id having bool_and(a.verdict is not distinct from 'resistant'))
       order by f.fingerprint for no key update of f
     )
     update findings f set status = 'resolved', resolved_at = now(), status_reason = 'Every attempt of a later scan was resisted.'
     from gone where f.tenant_id = $1 and f.id = gone.id`,
    [scope.tenantId, scope.scanId, targetId],
  );
}
