import type { Database } from './database.ts';

/**
 * The cluster, its timeline and the database. A dump that is restored elsewhere, a backup that is brought back to a moment, and a replica
 * that took over without the last transactions each differ in one of them.
 */
const ORIGIN = `(select system_identifier from pg_control_system()) || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || ':' ||
  (select oid from pg_database where datname = current_database())`;

/**
 * The epoch of this installation's event logs, which every cursor names. It is made once, and made anew when the database turns out to
 * have been restored: its logs may then have another future than the one that followers have seen, so their cursors are lost. The logs of
 * the tenants begin anew as well: their order is that of the old cluster's transactions; webhooks go on from there.
 *
 * A database that was restored in place, into the same database of the same cluster, looks as before: run
 * `update installation set log_origin = ''` on it before the first start.
 */
export async function readEpoch(db: Database): Promise<string> {
  const [origin] = await db.query<{ origin: string }>(`select ${ORIGIN} as origin`);
  return db.transaction(async (tx) => {
    await tx.query(
      'insert into installation (id, log_epoch, log_origin) values (1, gen_random_uuid(), $1) on conflict (id) do nothing',
      [origin!.origin],
    );
    const moved = await tx.query(
      'update installation set log_epoch = gen_random_uuid(), log_origin = $1 where id = 1 and log_origin <> $1 returning 1',
      [origin!.origin],
    );
    if (moved.length > 0) {
      await tx.query('delete from tenant_events');
      await tx.query('delete from tenant_logs');
      await tx.query('update webhook_positions set xid = pg_current_xact_id(), event_id = 0');
    }
    const [row] = await tx.query<{ log_epoch: string }>('select log_epoch from installation where id = 1');
    return row!.log_epoch;
  });
}
