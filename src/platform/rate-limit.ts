import type { Log } from './log.ts';
import { LocalBuckets } from './rate-limit-local.ts';
import { redisRateLimiter } from './rate-limit-redis.ts';

/** A token bucket: holds `capacity` at most, begins full, and fills up at a steady rate above 0. */
export type RateLimit = { capacity: number; refillPerSecond: number };

/** What is asked of one bucket. A cost of 0 only looks. */
export type Demand = { key: string; cost: number; limit: RateLimit };

export type Grant = {
  /** Whether this bucket holds what was asked of it. */
  allowed: boolean;
  /** Left in the bucket, rounded down. */
  remaining: number;
  /** When the bucket is full again if nothing more is taken. */
  resetAt: Date;
  /** Whole seconds until the bucket holds what was refused; 0 when it was allowed. A cost above the capacity never fits, and says when the bucket is full. */
  retryAfterSeconds: number;
};

/** `allowed` only when every bucket allows; a refused demand takes nothing from any of them. `grants` stand in the order of the demands. */
export type Grants = { allowed: boolean; grants: Grant[] };

/**
 * Token buckets by key, shared by every process that has the same Redis, and by Redis' clock; without one, by this process alone.
 *
 * Never throws and never waits long. While Redis is away (no answer within 250 ms) buckets of this process stand in, full at first, so that
 * limits hold for each process and not for all together: service goes on, and nobody is let through without a limit. It is logged when that
 * begins and when it ends.
 */
export type RateLimiter = {
  take(key: string, cost: number, limit: RateLimit): Promise<Grant>;
  /** Takes from several buckets at once, or from none. Keys have to differ. */
  takeAll(demands: readonly Demand[]): Promise<Grants>;
  /** Puts back what was taken and not used, up to the capacity. Does not wait; may be lost with Redis. */
  give(demands: readonly Demand[]): void;
  close(): void;
};

/** Opens the buckets of a process: in Redis when there is one, else in memory. */
export async function openRateLimiter(redisUrl: string | null, log: Log): Promise<RateLimiter> {
  return redisUrl ? redisRateLimiter(redisUrl, log) : localRateLimiter();
}

/** Buckets of this process. `now` is milliseconds on a clock that never goes back. */
export function localRateLimiter(now: () => number = () => performance.now()): RateLimiter {
  const buckets = new LocalBuckets(now);
  return {
    take: async (key, cost, limit) => buckets.takeAll([{ key, cost, limit }]).grants[0]!,
    takeAll: async (demands) => buckets.takeAll(demands),
    give: (demands) => buckets.give(demands),
    close: () => {},
  };
}
