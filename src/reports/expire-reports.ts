import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { tell, wake } from './claim-report.ts';
import { removeOldDrafts } from './storage/keep-artifact.ts';
import { storageOf } from './storage/storage-of.ts';

const AT_ONCE = 100;

/**
 * Removes the artifacts of reports whose time is over; their rows stay, as `expired`. The artifact goes first: a process that ends in between leaves
 * a row that the next turn finds again. Answers how many there were.
 */
export async function expireReports(app: App): Promise<number> {
  await removeOldDrafts(app);
  await removeUnfinished(app);
  const due = await app.system.query<{ tenantId: string; id: string; storageKey: string | null }>(
    `select tenant_id as "tenantId", id, storage_key as "storageKey" from reports
     where status = 'ready' and expires_at <= $1 order by expires_at limit $2`,
    [new Date(app.clock.now()), AT_ONCE],
  );
  for (const { tenantId, id, storageKey } of due) {
    if (storageKey) await storageOf(app).remove(storageKey);
    const tenant = forTenant(app, tenantId);
    await tenant.db.transaction(async (tx) => {
      const rows = await tx.query(
        `update reports set status = 'expired', storage_key = null where tenant_id = $1 and id = $2 and status = 'ready' returning 1`,
        [tenantId, id],
      );
      if (rows.length > 0) await tell(tx, tenantId, id, 'expired');
    });
    wake(tenant, { tenantId, reportId: id });
  }
  return due.length;
}

/** Files of reports that failed after a worker had put one, or may have. */
async function removeUnfinished(app: App): Promise<void> {
  const left = await app.system.query<{ tenantId: string; id: string; storageKey: string }>(
    `select tenant_id as "tenantId", id, storage_key as "storageKey" from reports
     where status = 'failed' and storage_key is not null order by id limit $1`,
    [AT_ONCE],
  );
  for (const { tenantId, id, storageKey } of left) {
    await storageOf(app).remove(storageKey);
    await app.system.query(
      `update reports set storage_key = null where tenant_id = $1 and id = $2 and storage_key = $3`,
      [tenantId, id, storageKey],
    );
  }
}
