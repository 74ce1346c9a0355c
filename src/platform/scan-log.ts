import { cursorLost, historyExpired, parseCursor } from './cursor.ts';
import type { Sql } from './database.ts';
import type { LogPage, LogSource } from './event-tail.ts';
import { storableJson } from './storable.ts';
import type { NewTenantEvent } from './tenant-log.ts';

export type LogScope = { tenantId: string; scanId: string };
export type LogEntry = { sequence: bigint; type: string; body: Record<string, unknown>; at: Date };
/** `tenant` is the same event as the log of the tenant tells it, where all scans meet. Absent: that log does not tell it. */
export type NewEvent = { type: string; body: Record<string, unknown>; tenant?: NewTenantEvent };

/** A read stops after the event with which it has so many bytes: what one batch costs in memory is bounded. */
export const READ_BYTES = 4_000_000;

export async function appendToScan(tx: Sql, scope: LogScope, events: readonly NewEvent[]): Promise<bigint> {
  const shared = events.flatMap(({ tenant }, i) => (tenant ? [{ ...tenant, i: i + 1 }] : []));
  const [row] = await tx.query<{ last: bigint }>(
    shared.length > 0 ? `${NUMBERED}, ${SHARED} ${LAST}` : `${NUMBERED} ${LAST}`,
    [
      scope.tenantId,
      scope.scanId,
      events.length,
      events.map((e) => e.type),
      events.map((e) => storableJson(e.body)),
      ...(shared.length > 0 ? [storableJson(shared)] : []),
    ],
  );
  if (!row) throw new Error(`event log: scan ${scope.scanId} is gone`);
  return row.last;
}

const NUMBERED = `with numbered as (
  update scans set last_sequence = last_sequence + $3 where tenant_id = $1 and id = $2 returning last_sequence, target_id
), inserted as (
  insert into scan_events (tenant_id, scan_id, sequence, type, body, at)
  select $1, $2, n.last_sequence - $3 + e.i, e.type, e.body, clock_timestamp()
  from numbered n, unnest($4::text[], $5::jsonb[]) with ordinality as e(type, body, i)
)`;
const SHARED = `shared as (
  insert into tenant_events (tenant_id, kind, action, subject_id, target_id, scan_id, severity, body)
  select $1, e.kind, e.action, e."subjectId", n.target_id, $2, e.severity::severity,
    coalesce(e.body, '{}') || jsonb_build_object('sequence', n.last_sequence - $3 + e.i)
  from numbered n, jsonb_to_recordset($6::jsonb) as e(i int, kind text, action text, "subjectId" uuid, severity text, body jsonb) order by e.i
)`;
const LAST = 'select last_sequence as last from numbered';

type Row = LogEntry & { bytes: bigint; found: bigint };
const bytesOf = new WeakMap<LogEntry, number>();

/** Events with a number above `after`, oldest first. */
export async function readScanPage(db: Sql, scope: LogScope, after: bigint, limit: number): Promise<LogPage<LogEntry>> {
  const rows = await db.query<Row>(
    `select sequence, type, body, at, bytes, found from (
       select *, sum(bytes) over (order by sequence) as total, count(*) over () as found from (
         select sequence, type, body, at, octet_length(body::text)::bigint as bytes from scan_events
         where tenant_id = $1 and scan_id = $2 and sequence > $3 order by sequence limit $4) page) summed
     where total - bytes < $5 order by sequence`,
    [scope.tenantId, scope.scanId, after, limit, READ_BYTES],
  );
  const entries = rows.map(({ bytes, found: _, ...entry }) => {
    bytesOf.set(entry, Number(bytes));
    return entry;
  });
  const found = Number(rows[0]?.found ?? 0);
  return { entries, more: found === limit || found > rows.length, settling: false };
}

export function scanSource(db: Sql, scope: LogScope): LogSource<LogEntry, bigint> {
  return {
    topic: `scan:${scope.scanId}`,
    end: async () => (await lastSequence(db, scope)) ?? 0n,
    async read(after, limit) {
      const page = await readScanPage(db, scope, after, limit);
      // A log without anything new may be one that is no more, or one that has lost its end: its followers would wait for ever.
      if (page.entries.length === 0 && ((await lastSequence(db, scope)) ?? -1n) < after) throw cursorLost();
      return page;
    },
    placeOf: (entry) => entry.sequence,
    isBefore: (a, b) => a < b,
    sizeOf: (entry) => bytesOf.get(entry) ?? 0,
  };
}

/** The number to read after, once the cursor is known to belong here and its history to be still there. */
export async function startInScan(db: Sql, epoch: string, scope: LogScope, after: string | null): Promise<bigint> {
  const sequence = after === null ? 0n : parseCursor(after, { epoch, scanId: scope.scanId });
  const [log] = await db.query<{ last: bigint; first: bigint | null }>(
    `select s.last_sequence as last,
       (select e.sequence from scan_events e where e.tenant_id = $1 and e.scan_id = $2 order by e.sequence limit 1) as first
     from scans s where s.tenant_id = $1 and s.id = $2`,
    [scope.tenantId, scope.scanId],
  );
  if (!log || sequence > log.last) throw cursorLost();
  const first = log.first ?? log.last + 1n;
  if (sequence + 1n < first) throw historyExpired();
  return sequence;
}

async function lastSequence(db: Sql, scope: LogScope): Promise<bigint | null> {
  const [row] = await db.query<{ last: bigint }>(
    'select last_sequence as last from scans where tenant_id = $1 and id = $2',
    [scope.tenantId, scope.scanId],
  );
  return row?.last ?? null;
}
