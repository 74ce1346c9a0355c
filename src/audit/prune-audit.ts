import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { appendAudit } from './append-audit.ts';

/** Rows that one turn removes at most. */
const AT_ONCE = 20_000;

/**
 * Removes what is older than each tenant's retention, from the old end of the chain alone. The place and the hash of the last row that goes are kept as
 * the checkpoint from which the chain is walked, and stand in the chain itself, as the row that says so. Tenants without a retention keep everything.
 */
export async function pruneAudit(app: App): Promise<number> {
  const tenants = await app.system.query<{ id: string; days: number }>(
    'select tenant_id as id, retention_audit_days as days from tenant_settings where retention_audit_days is not null',
  );
  let removed = 0;
  for (const { id, days } of tenants) {
    const before = new Date(app.clock.now() - days * 86_400_000);
    removed += await app.system.transaction((tx) => pruneTenant(tx, id, before));
  }
  return removed;
}

async function pruneTenant(tx: Sql, tenantId: string, before: Date): Promise<number> {
  // One at a time, and in the order in which everybody takes the chain's lock.
  await tx.query('select 1 from tenants where id = $1 for no key update', [tenantId]);
  const [last] = await tx.query<{ sequence: bigint; hash: Buffer }>(
    `select sequence, hash from (
       select sequence, hash, at from audit_events where tenant_id = $1 order by sequence limit $3
     ) oldest where at < $2 and not exists (select from audit_events e where e.tenant_id = $1 and e.sequence < oldest.sequence and e.at >= $2)
     order by sequence desc limit 1`,
    [tenantId, before, AT_ONCE],
  );
  if (!last) return 0;
  await tx.query(
    `insert into audit_checkpoints (tenant_id, sequence, hash) values ($1, $2, $3)
     on conflict (tenant_id) do update set sequence = excluded.sequence, hash = excluded.hash, at = now()`,
    [tenantId, last.sequence, last.hash],
  );
  const gone = await tx.query('delete from audit_events where tenant_id = $1 and sequence <= $2 returning 1', [
    tenantId,
    last.sequence,
  ]);
  await appendAudit(
    tx,
    { tenantId },
    {
      action: 'audit.pruned',
      subjectKind: 'audit',
      detail: { through: last.sequence.toString(), hash: last.hash.toString('hex'), rows: gone.length },
    },
  );
  return gone.length;
}
