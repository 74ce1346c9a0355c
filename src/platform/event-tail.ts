import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from './database.ts';
import type { Wakeups } from './pubsub.ts';

export type LogScope = { tenantId: string; scanId: string };
export type LogEntry = { sequence: bigint; type: string; body: Record<string, unknown>; at: Date };

/** Events kept in memory for the followers that are close to the end; others read the table at their own pace. */
const RING = 1000;
const BATCH = 500;
/** How long a lost wake-up can delay an event. */
const SAFETY_POLL_MS = 1000;
/** How often in a row a follower finds the database away, a poll apart, before it gives up. */
const PATIENCE = 30;

/**
 * The live end of one scan's log in this process, shared by all its followers. However many they are, the table is read once per
 * wake-up, and a slow follower costs nothing: it holds a position, not a queue.
 */
export class Tail {
  readonly #db: Sql;
  readonly #scope: LogScope;
  readonly #onIdle: () => void;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #ring: LogEntry[] = [];
  /** Number of the last event read; null until the first read, which starts at the then end of the log. */
  #head: bigint | null = null;
  #followers = 0;
  #reading: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #next = Promise.withResolvers<void>();

  constructor(db: Sql, wakeups: Wakeups, scope: LogScope, onIdle: () => void) {
    this.#db = db;
    this.#scope = scope;
    this.#onIdle = onIdle;
    this.#stopListening = wakeups.listen(`scan:${scope.scanId}`, () => this.#look());
    this.#timer = setInterval(() => this.#look(), SAFETY_POLL_MS);
    this.#timer.unref();
  }

  async *follow(after: bigint, signal: AbortSignal): AsyncGenerator<LogEntry[]> {
    this.#followers += 1;
    const stop = () => this.#announce();
    signal.addEventListener('abort', stop);
    try {
      let position = after;
      if (this.#head === null) this.#look();
      while (!signal.aborted && !this.#closed) {
        const next = this.#next.promise;
        const batch = await this.#patiently(position, signal);
        if (batch.length > 0) {
          position = batch[batch.length - 1]!.sequence;
          yield batch;
        } else {
          await next;
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#followers -= 1;
      if (this.#followers === 0) this.close();
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#stopListening();
    this.#onIdle();
    this.#announce();
  }

  /** A follower outlives a database that is away for a moment: it reads the same rows a poll later. */
  async #patiently(position: bigint, signal: AbortSignal): Promise<LogEntry[]> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#after(position);
      } catch (error) {
        if (failures >= PATIENCE) throw error;
        await sleep(SAFETY_POLL_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted || this.#closed) return [];
      }
    }
  }

  /** From the ring when it reaches back far enough, else from the table. */
  async #after(position: bigint): Promise<LogEntry[]> {
    const first = this.#ring[0]?.sequence;
    if (this.#head !== null && position >= this.#head) return [];
    if (first !== undefined && position + 1n >= first)
      return this.#ring.slice(Number(position + 1n - first)).slice(0, BATCH);
    return readEntries(this.#db, this.#scope, position, BATCH);
  }

  /** Reads what is new, once at a time; a wake-up during a read makes it read again. */
  #look(): void {
    this.#again = true;
    if (this.#reading || this.#closed) return;
    this.#reading = this.#readAll().finally(() => {
      this.#reading = null;
      if (this.#again && !this.#closed) this.#look();
    });
  }

  async #readAll(): Promise<void> {
    this.#again = false;
    const before = this.#head;
    try {
      if (this.#head === null) this.#head = await lastSequence(this.#db, this.#scope);
      let entries: LogEntry[];
      do {
        entries = await readEntries(this.#db, this.#scope, this.#head, BATCH);
        if (entries.length > 0) this.#push(entries);
      } while (entries.length === BATCH);
    } catch {
      // The database is away for a moment: the next poll reads the same rows again, so nothing is lost.
    }
    if (this.#head !== before) this.#announce();
  }

  #push(entries: LogEntry[]): void {
    this.#ring = [...this.#ring, ...entries].slice(-RING);
    this.#head = entries[entries.length - 1]!.sequence;
  }

  #announce(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }
}

/** Events with a number above `after`, oldest first. */
export function readEntries(db: Sql, scope: LogScope, after: bigint, limit: number): Promise<LogEntry[]> {
  return db.query<LogEntry>(
    'select sequence, type, body, at from scan_events where tenant_id = $1 and scan_id = $2 and sequence > $3 order by sequence limit $4',
    [scope.tenantId, scope.scanId, after, limit],
  );
}

async function lastSequence(db: Sql, scope: LogScope): Promise<bigint> {
  const [row] = await db.query<{ last: bigint }>(
    'select last_sequence as last from scans where tenant_id = $1 and id = $2',
    [scope.tenantId, scope.scanId],
  );
  return row?.last ?? 0n;
}
