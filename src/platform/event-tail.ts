import { setTimeout as sleep } from 'node:timers/promises';
import { isDomainError } from './errors.ts';
import type { Wakeups } from './pubsub.ts';

/** What a read found, oldest first. */
export type LogPage<Entry> = {
  entries: Entry[];
  /** Whether the limit, of events or of bytes, cut it short. */
  more: boolean;
  /** Whether events have been committed that may not be read yet, since a transaction that is older can still commit. */
  settling: boolean;
};

/** A log that can be followed. A place is a position between two events. */
export type LogSource<Entry, Place> = {
  /** The wake-ups that say that there may be more. */
  topic: string;
  end(): Promise<Place>;
  /** Throws a DomainError when the log is gone; anything else means that the database is away. */
  read(after: Place, limit: number): Promise<LogPage<Entry>>;
  /** The place right after an event. */
  placeOf(entry: Entry): Place;
  isBefore(a: Place, b: Place): boolean;
  /** What an event costs in memory, in bytes, about. */
  sizeOf(entry: Entry): number;
};

/** Events kept in memory for the followers that are close to the end; others read the table at their own pace. */
const RING = 1000;
const RING_BYTES = 8_000_000;
const BATCH = 500;
/** How long a lost wake-up can delay an event. */
const SAFETY_POLL_MS = 1000;
/** How soon to look again for what may not be read yet: at first, and at most. Who ends an old transaction wakes nobody. */
const SETTLE_MS = 4;
const SETTLE_MAX_MS = 250;
/** How often in a row a follower finds the database away, a poll apart, before it gives up. */
const PATIENCE = 30;

/**
 * The live end of one log in this process, shared by all its followers. However many they are, the table is read once per wake-up, and
 * a slow follower costs nothing: it holds a place, not a queue.
 */
export class Tail<Entry, Place> {
  readonly #source: LogSource<Entry, Place>;
  readonly #onIdle: () => void;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #ring: Entry[] = [];
  #ringBytes = 0;
  /** The ring holds every event from here to the head. */
  #ringStart: Place | null = null;
  /** Place of the last event read; null until the first read, which starts at the then end of the log. */
  #head: Place | null = null;
  #followers = 0;
  #reading: Promise<void> | null = null;
  #again = false;
  #closed = false;
  /** Why there is nothing to follow any more. */
  #gone: Error | null = null;
  /** Why it may not be followed any further, not even to what has been read. */
  #lost: Error | null = null;
  #settle: NodeJS.Timeout | undefined;
  #settleMs = SETTLE_MS;
  #next = Promise.withResolvers<void>();

  constructor(source: LogSource<Entry, Place>, wakeups: Wakeups, onIdle: () => void) {
    this.#source = source;
    this.#onIdle = onIdle;
    this.#stopListening = wakeups.listen(source.topic, () => this.#look());
    this.#timer = setInterval(() => this.#look(), SAFETY_POLL_MS);
    this.#timer.unref();
  }

  async *follow(after: Place, signal: AbortSignal): AsyncGenerator<Entry[]> {
    this.#followers += 1;
    const stop = () => this.#announce();
    signal.addEventListener('abort', stop);
    try {
      let place = after;
      if (this.#head === null) this.#look();
      while (!signal.aborted && !this.#closed) {
        const next = this.#next.promise;
        const batch = await this.#patiently(place, signal);
        if (batch.length > 0) {
          place = this.#source.placeOf(batch[batch.length - 1]!);
          yield batch;
        } else {
          if (this.#gone) throw this.#gone;
          await next;
        }
      }
      if (this.#lost && !signal.aborted) throw this.#lost;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#followers -= 1;
      if (this.#followers === 0) this.close();
    }
  }

  /** Ends it for all followers, with this error. */
  lose(error: Error): void {
    this.#lost = error;
    this.close();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#settle);
    this.#stopListening();
    this.#onIdle();
    this.#announce();
  }

  /** A follower outlives a database that is away for a moment: it reads the same rows a poll later. */
  async #patiently(place: Place, signal: AbortSignal): Promise<Entry[]> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#after(place);
      } catch (error) {
        if (failures >= PATIENCE || isDomainError(error)) throw error;
        await sleep(SAFETY_POLL_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted || this.#closed) return [];
      }
    }
  }

  /** From the ring when it reaches back far enough, else from the table. */
  async #after(place: Place): Promise<Entry[]> {
    const { isBefore } = this.#source;
    if (this.#head !== null && !isBefore(place, this.#head)) return [];
    if (this.#ringStart !== null && !isBefore(place, this.#ringStart)) return this.#fromRing(place);
    return (await this.#source.read(place, BATCH)).entries;
  }

  #fromRing(place: Place): Entry[] {
    const { isBefore, placeOf } = this.#source;
    let [low, high] = [0, this.#ring.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(place, placeOf(this.#ring[middle]!))) high = middle;
      else low = middle + 1;
    }
    return this.#ring.slice(low, low + BATCH);
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
      if (this.#head === null) this.#head = this.#ringStart = await this.#source.end();
      let page: LogPage<Entry>;
      do {
        page = await this.#source.read(this.#head, BATCH);
        if (page.entries.length > 0) this.#push(page.entries);
      } while (page.more && page.entries.length > 0);
      this.#lookSoon(page.settling, this.#head !== before);
    } catch (error) {
      // Anything else: the database is away for a moment. The next poll reads the same rows again, so nothing is lost.
      if (isDomainError(error)) this.#gone = error;
    }
    if (this.#head !== before || this.#gone) this.#announce();
  }

  #lookSoon(settling: boolean, moved: boolean): void {
    clearTimeout(this.#settle);
    this.#settleMs = moved || !settling ? SETTLE_MS : Math.min(SETTLE_MAX_MS, this.#settleMs * 2);
    if (settling && !this.#closed) this.#settle = setTimeout(() => this.#look(), this.#settleMs).unref();
  }

  #push(entries: Entry[]): void {
    const { placeOf, sizeOf } = this.#source;
    this.#ring.push(...entries);
    for (const entry of entries) this.#ringBytes += sizeOf(entry);
    let gone = 0;
    while (this.#ring.length - gone > RING || (this.#ringBytes > RING_BYTES && gone < this.#ring.length)) {
      this.#ringBytes -= sizeOf(this.#ring[gone]!);
      gone += 1;
    }
    if (gone > 0) this.#ringStart = placeOf(this.#ring.splice(0, gone).at(-1)!);
    this.#head = placeOf(entries[entries.length - 1]!);
  }

  #announce(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }
}
