import { cursorLost, formatCursor, formatTenantCursor } from './cursor.ts';
import type { Database, Sql } from './database.ts';
import { type LogSource, Tail } from './event-tail.ts';
import { Latest, type LatestState } from './latest.ts';
import type { Log } from './log.ts';
import { keepEpoch } from './log-epoch.ts';
import type { Wakeups } from './pubsub.ts';
import {
  appendToScan,
  type LogEntry,
  type LogScope,
  type NewEvent,
  readScanPage,
  scanSource,
  startInScan,
} from './scan-log.ts';
import {
  appendToTenant,
  type NewTenantEvent,
  readTenantPage,
  startInTenant,
  type TenantEntry,
  type TenantStart,
  tenantEnd,
  tenantSource,
  tenantTopic,
} from './tenant-log.ts';
import { waitForCursor } from './wait-for.ts';

export type { LatestState } from './latest.ts';
export type { LogEntry, LogScope, NewEvent } from './scan-log.ts';
export type { NewTenantEvent, TenantEntry } from './tenant-log.ts';

/**
 * The event logs, one for each scan and one for each tenant: appended in the caller's transaction, replayed from a cursor, followed live.
 *
 * A scan's events are numbered under its row lock: by commit, without gaps. A tenant's have no lock in common, since all its scans write
 * them at once: they are ordered by transaction, and each is shown once no older transaction can commit any more.
 */
export type EventLog = {
  /**
   * Appends in the caller's transaction and returns the number of the last event. Takes the scan's row lock until that transaction
   * ends: numbers follow commits and have no gaps. Call `committed` afterwards.
   */
  append(tx: Sql, scope: LogScope, events: readonly NewEvent[]): Promise<bigint>;
  /** Tells followers, here and in other processes, to look again. Call it after the commit. */
  committed(scope: LogScope): void;
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

  /**
   * Appends to the log of a tenant in the caller's transaction, and returns the cursor right after. Takes no lock. Call `committedTenant`
   * afterwards; a GraphQL mutation does that by itself. Whatever writes an audit row of a kind that followers know has appended already:
   * `appendAudit` does. Use it for what happens without one:
   *
   *     await ctx.events.appendTenant(tx, tenantId, [{ kind: 'report', action: 'completed', subjectId: reportId }]);
   *
   * A new kind is a row in `TENANT_EVENT_KINDS` of `src/access/tenant-events.ts`. Bodies hold ids and numbers, never texts: followers get
   * the row itself, as it is when it is delivered.
   */
  appendTenant(tx: Sql, tenantId: string, events: readonly NewTenantEvent[]): Promise<string>;
  /** Tells the tenant's followers to look again. Call it after the commit. */
  committedTenant(tenantId: string): void;
  tenantCursorAt(tenantId: string, entry: Pick<TenantEntry, 'xid' | 'id'>): string;
  /** The place up to which whatever is read from now on is true: everything that happens later comes after it. */
  tenantCursor(tenantId: string): Promise<string>;
  /** As `follow`, for the log of a tenant; from the oldest event that is kept when `after` is null. Of the transaction that `after` comes from, only what follows it. */
  followTenant(tenantId: string, after: string | null, signal: AbortSignal): AsyncGenerator<TenantEntry[]>;
  /** One page of what may be read by now. Throws as `follow` does. */
  readTenant(tenantId: string, after: string | null, limit: number): Promise<TenantEntry[]>;

  /**
   * The newest state of one thing and each newer one, for as long as it has not come to its end: for progress, where only the present
   * counts. Followers of the same topic share one reading, so `read` has to be the same for all of them: check who may see it before.
   * After a commit that changes it: `wakeups.wake(topic)`. A slow reader skips what was in between.
   */
  latest<Value>(
    topic: string,
    read: () => Promise<LatestState<Value> | null>,
    signal: AbortSignal,
  ): AsyncGenerator<Value>;
  /** Waits until reads see what a cursor of this tenant stands for; see `waitForCursor`. */
  waitFor(tenantId: string, cursor: string): Promise<void>;
  close(): void;
};

export async function openEventLog(db: Database, wakeups: Wakeups, log: Log): Promise<EventLog> {
  const open = new Map<string, Part>();
  const known = await keepEpoch(db, log, () => {
    for (const part of [...open.values()]) part.lose(cursorLost());
  });
  const epoch = known.current;
  const tailOf = <Entry, Place>(source: LogSource<Entry, Place>) =>
    shared(open, source.topic, (onIdle) => new Tail(source, wakeups, onIdle)) as Tail<Entry, Place>;
  const told = tellers(wakeups);
  return {
    append: async (tx, scope, events) => {
      if (events.some((event) => event.tenant)) told.expect(scope);
      return appendToScan(tx, scope, events);
    },
    committed: told.committed,
    cursorAt: (scanId, sequence) => formatCursor({ epoch: epoch(), scanId, sequence }),
    async *follow(scope, after, signal) {
      const place = await startInScan(db, epoch(), scope, after);
      yield* tailOf(scanSource(db, scope)).follow(place, signal);
    },
    read: async (scope, after, limit) =>
      (await readScanPage(db, scope, await startInScan(db, epoch(), scope, after), limit)).entries,
    appendTenant: appendToTenant,
    committedTenant: (tenantId) => wakeups.wake(tenantTopic(tenantId)),
    tenantCursorAt: (tenantId, { xid, id }) => formatTenantCursor({ epoch: epoch(), tenantId, floor: xid, xid, id }),
    tenantCursor: async (tenantId) => {
      const { xid, id } = await tenantEnd(db);
      return formatTenantCursor({ epoch: epoch(), tenantId, floor: xid, xid, id });
    },
    async *followTenant(tenantId, after, signal) {
      const start = await startInTenant(db, epoch(), tenantId, after);
      const batches = tailOf(tenantSource(db, tenantId)).follow(start.place, signal);
      for await (const batch of batches) {
        const rest = unhad(batch, start);
        if (rest.length > 0) yield rest;
      }
    },
    readTenant: async (tenantId, after, limit) => {
      const start = await startInTenant(db, epoch(), tenantId, after);
      return unhad((await readTenantPage(db, tenantId, start.place, limit)).entries, start);
    },
    async *latest<Value>(topic: string, read: () => Promise<LatestState<Value> | null>, signal: AbortSignal) {
      const found = shared(open, `latest:${topic}`, (onIdle) => new Latest(wakeups, topic, read, onIdle));
      yield* found.follow(signal);
    },
    waitFor: (tenantId, cursor) => waitForCursor(db, wakeups, { epoch: epoch(), tenantId }, cursor),
    close: () => {
      known.close();
      for (const part of [...open.values()]) part.close();
    },
  };
}

type Part = { close(): void; lose(error: Error): void };

/** What is open under a key, or a new one, which leaves when its last follower does. */
function shared<Kind extends Part>(open: Map<string, Part>, key: string, make: (onIdle: () => void) => Kind): Kind {
  const found = open.get(key);
  if (found) return found as Kind;
  const part: Kind = make(() => open.get(key) === part && open.delete(key));
  open.set(key, part);
  return part;
}

/** Without the events that the holder of the cursor has had: those of its own transaction, up to it. */
function unhad(batch: TenantEntry[], { had }: TenantStart): TenantEntry[] {
  return batch.filter((entry) => entry.xid !== had.xid || entry.id > had.id);
}

/** A transaction lasts at most this long: `idle_in_transaction_session_timeout` and the limit of its statements see to it. */
const EXPECTED_MS = 60_000;

/** Most commits of a scan are progress, which the tenant's log does not tell: its followers are woken only while something may be there. */
function tellers(wakeups: Wakeups) {
  const until = new Map<string, number>();
  return {
    expect(scope: LogScope) {
      until.set(scope.scanId, performance.now() + EXPECTED_MS);
    },
    committed({ tenantId, scanId }: LogScope) {
      wakeups.wake(`scan:${scanId}`);
      const limit = until.get(scanId);
      if (limit === undefined) return;
      wakeups.wake(tenantTopic(tenantId));
      if (limit < performance.now()) until.delete(scanId);
    },
  };
}
