import type { Demand, Grant } from './rate-limit.ts';

/** What a bucket says to a demand that found it at `level`. `taken`: whether every bucket of the demand allowed it. */
export function grantOf({ cost, limit }: Demand, level: number, taken: boolean): Grant {
  const { capacity, refillPerSecond } = limit;
  const left = taken ? level - cost : level;
  const allowed = cost <= level;
  return {
    allowed,
    remaining: Math.floor(left),
    resetAt: new Date(Date.now() + ((capacity - left) / refillPerSecond) * 1000),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((Math.min(cost, capacity) - level) / refillPerSecond)),
  };
}
