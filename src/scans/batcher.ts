import { setTimeout as sleep } from 'node:timers/promises';

export type BatchOptions = {
  max: number /** How long the first item waits for others, in milliseconds. */;
  lingerMs: number;
};

/**
 * Group commit: items that arrive while a batch is being written go out together in the next one. One write at a time; `add` settles
 * with its own batch, so whoever waits knows that the item is stored.
 */
export class Batcher<Item> {
  readonly #write: (items: Item[]) => Promise<void>;
  readonly #options: BatchOptions;
  #waiting: { item: Item; settled: PromiseWithResolvers<void> }[] = [];
  #running = false;

  constructor(options: BatchOptions, write: (items: Item[]) => Promise<void>) {
    this.#options = options;
    this.#write = write;
  }

  add(item: Item): Promise<void> {
    const settled = Promise.withResolvers<void>();
    this.#waiting.push({ item, settled });
    if (!this.#running) void this.#run();
    return settled.promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      if (this.#waiting.length < this.#options.max) await sleep(this.#options.lingerMs);
      const batch = this.#waiting.splice(0, this.#options.max);
      try {
        await this.#write(batch.map((entry) => entry.item));
        for (const entry of batch) entry.settled.resolve();
      } catch (error) {
        for (const entry of batch) entry.settled.reject(error);
      }
    }
    this.#running = false;
  }
}
