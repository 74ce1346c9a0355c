import type { Sql } from './database.ts';

/**
 * Removes the old end of a tenant's log, at most `atOnce` events, and notes where the log begins from then on: a cursor before that is
 * told `history_expired`. Only a whole run from the oldest on goes, so that what is kept has no gap. Answers how many went.
 */
export async function removeOldTenantEvents(db: Sql, tenantId: string, before: Date, atOnce: number): Promise<number> {
  const [row] = await db.query<{ removed: number }>(
    `with oldest as (
       select xid, id, bool_and(at < $2) over (order by xid, id) as old from (
         select xid, id, at from tenant_events where tenant_id = $1 and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit $3) page
     ), last as (
       select xid, id from oldest where old order by xid desc, id desc limit 1
     ), noted as (
       insert into tenant_logs (tenant_id, removed_xid, removed_id) select $1, xid, id from last
       on conflict (tenant_id) do update set removed_xid = excluded.removed_xid, removed_id = excluded.removed_id
         where (tenant_logs.removed_xid, tenant_logs.removed_id) < (excluded.removed_xid, excluded.removed_id)
     ), removed as (
       delete from tenant_events e using last where e.tenant_id = $1 and (e.xid, e.id) <= (last.xid, last.id) returning 1
     ) select count(*)::int as removed from removed`,
    [tenantId, before, atOnce],
  );
  return row!.removed;
}

/** Removes the logs of scans that ended before, of at most `scans` of them. The scans stay, with the number of their last event. */
export async function removeOldScanEvents(db: Sql, tenantId: string, before: Date, scans: number): Promise<number> {
  const [row] = await db.query<{ removed: number }>(
    `with old as (
       select s.id from scans s where s.tenant_id = $1 and s.finished_at < $2
         and exists (select from scan_events e where e.tenant_id = s.tenant_id and e.scan_id = s.id) order by s.finished_at limit $3
     ), removed as (
       delete from scan_events e using old where e.tenant_id = $1 and e.scan_id = old.id returning 1
     ) select count(*)::int as removed from removed`,
    [tenantId, before, scans],
  );
  return row!.removed;
}
