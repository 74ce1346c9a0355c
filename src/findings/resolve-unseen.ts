import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { appendToTenant } from '#src/platform/tenant-log.ts';
import type { FindingStep } from './finding-change.ts';
import { findingEvents } from './finding-events.ts';
import { loadStates } from './load-states.ts';
import { batchOfScan } from './record-steps.ts';
import { writeSteps } from './write-steps.ts';

const REASON = 'Every attempt of a later scan was resisted.';

/**
 * Resolves what a scan showed to be gone: open findings of the target whose probe ran, with every attempt judged resistant. One
 * inconclusive attempt is enough to leave a finding open, and so is a sighting since the scan began, by another one. Runs in the
 * transaction that ends the scan.
 */
export async function resolveUnseen(tx: Sql, scope: LogScope, targetId: string): Promise<void> {
  // Locked in the order in which they are recorded, so that a scan that records and one that ends never deadlock.
  const gone = await tx.query<{ id: string }>(
    `select f.id from findings f join scans s on s.tenant_id = f.tenant_id and s.id = $2
     where f.tenant_id = $1 and f.target_id = $3 and f.status in ('open', 'triaged') and f.last_seen_at < s.started_at
       and f.probe_id in (select a.probe_id from attempts a where a.tenant_id = $1 and a.scan_id = $2
         group by a.probe_id having bool_and(a.verdict is not distinct from 'resistant'))
     order by f.fingerprint for no key update of f`,
    [scope.tenantId, scope.scanId, targetId],
  );
  if (gone.length === 0) return;
  const states = await loadStates(
    tx,
    scope.tenantId,
    gone.map((row) => row.id),
  );
  const resolvedAt = new Date().toISOString();
  const steps = states.map(({ id, status, reason, resolvedAt: before }): FindingStep => {
    const after = { status: 'resolved', reason: REASON, resolvedAt } as const;
    return { findingId: id, kind: 'status', before: { status, reason, resolvedAt: before }, after, reason: REASON };
  });
  await writeSteps(tx, batchOfScan(scope), steps);
  const ids = states.map((state) => state.id);
  await appendToTenant(tx, scope.tenantId, await findingEvents(tx, scope.tenantId, 'resolved', ids));
}
