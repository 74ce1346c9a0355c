import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';

/**
 * Refuses what cannot be done to a target while a scan of it is queued or running. Call it under the lock of the target's row.
 *
 * @throws DomainError `target_busy`, naming how many scans there are
 */
export async function refuseWhileScanned(
  tx: Sql,
  target: { tenantId: string; id: string },
  why: string,
): Promise<void> {
  const [scans] = await tx.query<{ count: number }>(
    `select count(*)::int as count from scans where tenant_id = $1 and target_id = $2 and status not in ('completed', 'failed', 'cancelled')`,
    [target.tenantId, target.id],
  );
  const count = scans!.count;
  if (count === 0) return;
  const what = count === 1 ? 'A scan of this target is' : `${count} scans of this target are`;
  throw new DomainError('target_busy', `${what} under way, and ${why}. Wait for the end, or cancel first.`, {
    details: { scans: count },
  });
}
