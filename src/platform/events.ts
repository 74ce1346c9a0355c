import { cursorLost, formatCursor, parseCursor } from './cursor.ts';
import type { Database, Sql } from './database.ts';
import { DomainError } from './errors.ts';
import { type LogEntry, type LogScope, readEntries, Tail } from './event-tail.ts';
import type { Wakeups } from './pubsub.ts';
import { storableJson } from './storable.ts';

export type { LogEntry, LogScope } from './event-tail.ts';

export type NewEvent = { type: string; body: Record<string, unknown> };

/** The event log of scans: appended in the caller's transaction, replayed from a cursor, followed live. */
export type EventLog = {
  /**
   * Appends in the caller's transaction and returns the number of the last event. Takes the scan's row lock until that transaction
   * ends: numbers follow commits and have no gaps. Call `committed` afterwards.
   */
  append(tx: Sql, scope: LogScope, events: readonly NewEvent[]): Promise<bigint>;
  /** Tells followers, here and in other processes, to look again. Call it after the commit. */
  committed(scanId: string): void;
  cursorAt(scanId: string, sequence: bigint): string;
  /**
   * The events after `after` (from the beginning when null), oldest first, in batches, for ever: nothing is lost, doubled or
   * reordered. Ends when `signal` does.
   *
   * @throws DomainError `invalid_cursor`, `cursor_lost` or `history_expired` before the first batch
   */
  follow(scope: LogScope, after: string | null, signal: AbortSignal): AsyncGenerator<LogEntry[]>;
  /** One page of the log, at most `limit` events. Throws as `follow` does. */
  read(scope: LogScope, after: string | null, limit: number): Promise<LogEntry[]>;
  close(): void;
};

export async function openEventLog(db: Database, wakeups: Wakeups): Promise<EventLog> {
  const epoch = await readEpoch(db);
  const tails = new Map<string, Tail>();
  const tailOf = (scope: LogScope): Tail => {
    const found = tails.get(scope.scanId);
    if (found) return found;
    const tail = new Tail(db, wakeups, scope, () => tails.delete(scope.scanId));
    tails.set(scope.scanId, tail);
    return tail;
  };
  const start = (scope: LogScope, after: string | null) => startOf(db, epoch, scope, after);
  return {
    append,
    committed: (scanId) => wakeups.wake(`scan:${scanId}`),
    cursorAt: (scanId, sequence) => formatCursor({ epoch, scanId, sequence }),
    async *follow(scope, after, signal) {
      const position = await start(scope, after);
      yield* tailOf(scope).follow(position, signal);
    },
    read: async (scope, after, limit) => readEntries(db, scope, await start(scope, after), limit),
    close: () => {
      for (const tail of [...tails.values()]) tail.close();
    },
  };
}

async function append(tx: Sql, scope: LogScope, events: readonly NewEvent[]): Promise<bigint> {
  const [row] = await tx.query<{ last: bigint }>(
    `with numbered as (
       update scans set last_sequence = last_sequence + $3 where tenant_id = $1 and id = $2 returning last_sequence
     ), inserted as (
       insert into scan_events (tenant_id, scan_id, sequence, type, body, at)
       select $1, $2, n.last_sequence - $3 + e.i, e.type, e.body, clock_timestamp()
       from numbered n, unnest($4::text[], $5::jsonb[]) with ordinality as e(type, body, i)
     ) select last_sequence as last from numbered`,
    [scope.tenantId, scope.scanId, events.length, events.map((e) => e.type), events.map((e) => storableJson(e.body))],
  );
  if (!row) throw new Error(`event log: scan ${scope.scanId} is gone`);
  return row.last;
}

/** The number to read after, once the cursor is known to belong here and its history to be still there. */
async function startOf(db: Sql, epoch: string, scope: LogScope, after: string | null): Promise<bigint> {
  const sequence = after === null ? 0n : parseCursor(after, { epoch, scanId: scope.scanId });
  const [log] = await db.query<{ last: bigint; first: bigint | null }>(
    `select s.last_sequence as last,
       (select e.sequence from scan_events e where e.tenant_id = $1 and e.scan_id = $2 order by e.sequence limit 1) as first
     from scans s where s.tenant_id = $1 and s.id = $2`,
    [scope.tenantId, scope.scanId],
  );
  if (!log || sequence > log.last) throw cursorLost();
  const first = log.first ?? log.last + 1n;
  if (sequence + 1n < first) {
    throw new DomainError(
      'history_expired',
      'The events after this cursor are older than the retention. Read the scan and follow from its cursor.',
      {
        path: ['after'],
      },
    );
  }
  return sequence;
}

/** The epoch of this installation, made once. */
async function readEpoch(db: Sql): Promise<string> {
  await db.query('insert into installation (id, log_epoch) values (1, gen_random_uuid()) on conflict (id) do nothing');
  const [row] = await db.query<{ log_epoch: string }>('select log_epoch from installation where id = 1');
  return row!.log_epoch;
}
