import type { Database, Sql } from './database.ts';
import type { Log } from './log.ts';

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
 * `update installation set log_origin = ''` on it, best before the first start.
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

/** How long a process can take to notice that its database has become another one under it. */
const LOOK_MS = 1000;

/** The epoch of the logs as this process knows it. */
export type KnownEpoch = { current(): string; close(): void };

/**
 * Keeps looking whether the database is still the one that the epoch stands for: when it fails over to a replica that lacks the last
 * transactions, or is brought back to a moment, connections alone are cut and this process goes on. Then there is a new epoch, and
 * `onLost` is called: nobody may go on following as if nothing had happened.
 */
export async function keepEpoch(db: Database, log: Log, onLost: () => void): Promise<KnownEpoch> {
  let epoch = await readEpoch(db);
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      if (await isStill(db, epoch)) return;
      epoch = await readEpoch(db);
      log.warn('the database has another history than before: cursors are lost, followers begin anew');
      onLost();
    } catch (error) {
      log.debug({ err: error }, 'the epoch of the logs could not be looked at'); // away for a moment: the next look tells
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return { current: () => epoch, close: () => clearInterval(timer) };
}

async function isStill(db: Sql, epoch: string): Promise<boolean> {
  const [row] = await db.query<{ same: boolean }>(
    `select log_epoch = $1::uuid and log_origin = ${ORIGIN} as same from installation where id = 1`,
    [epoch],
  );
  return row?.same === true;
}
