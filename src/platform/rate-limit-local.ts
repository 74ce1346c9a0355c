import type { Demand, Grants } from './rate-limit.ts';
import { grantOf } from './rate-limit-grant.ts';

type Bucket = { tokens: number; at: number; fullAt: number };

/** With more buckets than this, those that have filled up are forgotten: a bucket that is not there is full. */
const SWEEP_ABOVE = 10_000;

/** Token buckets in memory. */
export class LocalBuckets {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAbove = SWEEP_ABOVE;

  constructor(now: () => number) {
    this.#now = now;
  }

  takeAll(demands: readonly Demand[]): Grants {
    const levels = demands.map((demand) => this.#level(demand));
    const allowed = demands.every(({ cost }, i) => cost <= levels[i]!);
    if (allowed) for (const [i, demand] of demands.entries()) this.#set(demand, levels[i]! - demand.cost);
    return { allowed, grants: demands.map((demand, i) => grantOf(demand, levels[i]!, allowed)) };
  }

  give(demands: readonly Demand[]): void {
    for (const demand of demands) this.#set(demand, this.#level(demand) + demand.cost);
  }

  /** How full a bucket is now. */
  #level({ key, limit }: Demand): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return limit.capacity;
    const seconds = Math.max(0, this.#now() - bucket.at) / 1000;
    return Math.min(limit.capacity, bucket.tokens + seconds * limit.refillPerSecond);
  }

  #set({ key, limit }: Demand, level: number): void {
    const tokens = Math.min(limit.capacity, level);
    const at = this.#now();
    this.#buckets.set(key, { tokens, at, fullAt: at + ((limit.capacity - tokens) / limit.refillPerSecond) * 1000 });
    if (this.#buckets.size > this.#sweepAbove) this.#sweep(at);
  }

  /** Costs a look at each bucket, so the next one comes only when their number has doubled. */
  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.fullAt <= now) this.#buckets.delete(key);
    this.#sweepAbove = Math.max(SWEEP_ABOVE, this.#buckets.size * 2);
  }
}
