import { noteCursor } from './captured-cursor.ts';
import { cursorLost, formatTenantCursor, historyExpired, parseTenantCursor } from './cursor.ts';
import type { Sql } from './database.ts';
import type { LogPage, LogSource } from './event-tail.ts';
import { storableJson } from './storable.ts';

/** An event for the log of a tenant. The body is small and holds no free text: what it is about is read when it is delivered. */
export type NewTenantEvent = {
  /** The noun: `target`, `finding`, `webhook`, …: see `src/access/tenant-events.ts`. */
  kind: string;
  /** What became of it, as a verb: `created`, `updated`, `deleted`, `completed`, … */
  action: string;
  /** The row's UUID. */
  subjectId?: string | null;
  /** What followers filter by: the target it is about, the scan it came from, how bad it is. */
  targetId?: string | null;
  scanId?: string | null;
  severity?: string | null;
  body?: Record<string, unknown>;
};

export type TenantEntry = {
  xid: bigint;
  id: bigint;
  kind: string;
  action: string;
  subjectId: string | null;
  targetId: string | null;
  scanId: string | null;
  severity: string | null;
  body: Record<string, unknown>;
  at: Date;
};

/** Between two events; with the id 0, before all events of a transaction. */
export type TenantPlace = { xid: bigint; id: bigint };

/** Appends in the caller's transaction; answers the cursor right after the last one. Notes it for `capturingCursor`. */
export async function appendToTenant(tx: Sql, tenantId: string, events: readonly NewTenantEvent[]): Promise<string> {
  const rows = storableJson(events);
  if (events.length === 0 || rows.length > events.length * ENTRY_BYTES_MAX)
    throw new Error('tenant log: nothing, or too much');
  const [row] = await tx.query<{ epoch: string; floor: bigint; xid: bigint; id: bigint }>(
    `with inserted as (
       insert into tenant_events (tenant_id, kind, action, subject_id, target_id, scan_id, severity, body)
       select $1, e.kind, e.action, e."subjectId", e."targetId", e."scanId", e.severity::severity, coalesce(e.body, '{}')
       from rows from (jsonb_to_recordset($2::jsonb) as (kind text, action text, "subjectId" uuid, "targetId" uuid, "scanId" uuid, severity text, body jsonb))
         with ordinality as e(kind, action, "subjectId", "targetId", "scanId", severity, body, i) order by e.i
       returning id, xid
     ) select (select log_epoch from installation where id = 1) as epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as floor,
         xid::text::bigint as xid, id from inserted order by id desc limit 1`,
    [tenantId, rows],
  );
  const cursor = formatTenantCursor({ tenantId, ...row! });
  noteCursor(cursor);
  return cursor;
}

type Row = TenantEntry & { readable: boolean };

/**
 * Events after a place, oldest first, as far as they may be read: up to the oldest transaction that is still open. It may commit an event
 * whose place is before those of transactions that are done; whoever had read those would never see it.
 */
export async function readTenantPage(
  db: Sql,
  tenantId: string,
  after: TenantPlace,
  limit: number,
): Promise<LogPage<TenantEntry>> {
  const rows = await db.query<Row>(
    `select id, xid::text::bigint as xid, kind, action, subject_id as "subjectId", target_id as "targetId", scan_id as "scanId", severity, body, at,
       xid < pg_snapshot_xmin(pg_current_snapshot()) as readable
     from tenant_events where tenant_id = $1 and (xid, id) > ($2::text::xid8, $3::bigint) order by tenant_events.xid, id limit $4`,
    [tenantId, after.xid.toString(), after.id, limit],
  );
  const entries = rows.filter((row) => row.readable).map(({ readable: _, ...entry }) => entry);
  const settling = entries.length < rows.length;
  return { entries, more: !settling && rows.length === limit, settling };
}

export function tenantSource(db: Sql, tenantId: string): LogSource<TenantEntry, TenantPlace> {
  return {
    topic: tenantTopic(tenantId),
    end: () => tenantEnd(db),
    read: (after, limit) => readTenantPage(db, tenantId, after, limit),
    placeOf: (entry) => entry,
    isBefore: (a, b) => a.xid < b.xid || (a.xid === b.xid && a.id < b.id),
    sizeOf: () => ENTRY_BYTES_MAX,
  };
}

export const tenantTopic = (tenantId: string) => `tenant:${tenantId}`;
/** With its body, as JSON. More would make every follower of the tenant pay for one event. */
const ENTRY_BYTES_MAX = 8000;

/** The place before everything that may still come. What stands before it has been decided, and is seen by every later read. */
export async function tenantEnd(db: Sql): Promise<TenantPlace> {
  const [row] = await db.query<{ xid: bigint }>('select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid');
  return { xid: row!.xid, id: 0n };
}

/** Where a follower begins, and the events of the cursor's own transaction that it has had: those up to this id. */
export type TenantStart = { place: TenantPlace; had: TenantPlace };

const BEGINNING: TenantPlace = { xid: 0n, id: 0n };
const INT8_MAX = 2n ** 63n - 1n;

/** Where to read from, once the cursor is known to belong here and its history to be still there. Null begins at the oldest event that is kept. */
export async function startInTenant(
  db: Sql,
  epoch: string,
  tenantId: string,
  after: string | null,
): Promise<TenantStart> {
  if (after === null) return { place: BEGINNING, had: BEGINNING };
  const { floor, xid, id } = parseTenantCursor(after, { epoch, tenantId });
  if (id > INT8_MAX) throw cursorLost();
  const place = floor < xid ? { xid: floor, id: 0n } : { xid, id };
  const [log] = await db.query<{ expired: boolean; future: boolean; known: boolean }>(
    `select coalesce((l.removed_xid, l.removed_id) > ($2::text::xid8, $3::bigint), false) as expired,
       $4::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as future,
       $5::bigint = 0 or (l.removed_xid, l.removed_id) >= ($4::text::xid8, $5::bigint)
         or exists (select from tenant_events e where e.tenant_id = $1 and e.id = $5 and e.xid = $4::text::xid8) as known
     from (select) one left join tenant_logs l on l.tenant_id = $1`,
    [tenantId, place.xid.toString(), place.id, xid.toString(), id],
  );
  if (log!.future || !log!.known) throw cursorLost();
  if (log!.expired) throw historyExpired();
  return { place, had: { xid, id } };
}
