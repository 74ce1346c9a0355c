import type { Wakeups } from './pubsub.ts';

/** A state at one moment. A newer one has a greater version; after a last one there is none. */
export type LatestState<Value> = { version: bigint; value: Value; last: boolean };

/** How long a lost wake-up can delay a state. */
const SAFETY_POLL_MS = 1000;

/**
 * The newest state of one thing, shared by its followers in this process: read once per wake-up, however many they are. Whoever is slow
 * skips what was in between, and costs nothing meanwhile.
 */
export class Latest<Value> {
  readonly #read: () => Promise<LatestState<Value> | null>;
  readonly #onIdle: () => void;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #state: LatestState<Value> | null | undefined;
  #followers = 0;
  #reading = false;
  #again = false;
  #closed = false;
  #lost: Error | null = null;
  #next = Promise.withResolvers<void>();

  constructor(wakeups: Wakeups, topic: string, read: () => Promise<LatestState<Value> | null>, onIdle: () => void) {
    this.#read = read;
    this.#onIdle = onIdle;
    this.#stopListening = wakeups.listen(topic, () => void this.#look());
    this.#timer = setInterval(() => void this.#look(), SAFETY_POLL_MS);
    this.#timer.unref();
  }

  /** The state now, then each newer one that the reader is in time for, to the last one or until the thing is gone. */
  async *follow(signal: AbortSignal): AsyncGenerator<Value> {
    this.#followers += 1;
    const stop = () => this.#announce();
    signal.addEventListener('abort', stop);
    let seen: bigint | null = null;
    try {
      // What an earlier follower left may be old by a lost wake-up.
      void this.#look();
      while (!signal.aborted && !this.#closed) {
        const next = this.#next.promise;
        const state: LatestState<Value> | null | undefined = this.#state;
        if (state === null) return;
        if (state !== undefined && (seen === null || state.version > seen)) {
          seen = state.version;
          yield state.value;
          if (state.last) return;
        } else {
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
    this.#stopListening();
    this.#onIdle();
    this.#announce();
  }

  /** Once at a time; a wake-up during a read makes it read again. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const state = await this.#read();
        if (state === null || !this.#state || state.version >= this.#state.version) this.#state = state;
        this.#announce();
      } catch {
        // The database is away for a moment: the next poll reads again.
      }
    }
    this.#reading = false;
  }

  #announce(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }
}
