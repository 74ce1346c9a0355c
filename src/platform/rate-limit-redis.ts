import { once } from 'node:events';
import { Redis, type Result } from 'ioredis';
import type { Log } from './log.ts';
import type { Demand, Grants, RateLimiter } from './rate-limit.ts';
import { grantOf } from './rate-limit-grant.ts';
import { LocalBuckets } from './rate-limit-local.ts';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** Number of keys, keys, then capacity, refill and cost of each. Answers each bucket's level before anything was taken. */
    takeTokens(...args: (string | number)[]): Result<string[], Context>;
  }
}

const PREFIX = 'tribunal:rate:';
const ANSWER_WITHIN_MS = 250;
const CONNECT_WITHIN_MS = 2000;
/** After a failure Redis is left alone for so long, so that not every request waits for it in turn. */
const PAUSE_MS = 1000;

/**
 * All buckets of a demand in one step, by the clock of Redis. A bucket is a hash of its level and of the time when that was true; it
 * expires when it would be full, as a bucket that is not there is full. A negative cost puts back.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local levels, allowed = {}, true
for i, key in ipairs(KEYS) do
  local capacity, refill, cost = tonumber(ARGV[i * 3 - 2]), tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3])
  local bucket = redis.call('HMGET', key, 'level', 'at')
  local level = capacity
  if bucket[1] then
    level = math.min(capacity, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * refill)
  end
  level = math.floor(level * 1000000) / 1000000 -- as it is told, so that both sides decide alike
  levels[i] = level
  if cost > level then allowed = false end
end
local answer = {}
for i, key in ipairs(KEYS) do
  local capacity, refill, cost = tonumber(ARGV[i * 3 - 2]), tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3])
  if allowed and cost ~= 0 then
    local level = math.min(capacity, levels[i] - cost)
    redis.call('HSET', key, 'level', string.format('%.6f', level), 'at', string.format('%.6f', now))
    redis.call('PEXPIRE', key, math.ceil((capacity - level) / refill * 1000) + 1000)
  end
  answer[i] = string.format('%.6f', levels[i])
end
return answer
`;

/** Buckets in Redis, with those of this process behind them. */
export async function redisRateLimiter(url: string, log: Log): Promise<RateLimiter> {
  const client = connect(url, log);
  await readyOrLate(client);
  const local = new LocalBuckets(() => performance.now());
  const pause = new Pause(log);

  async function takeAll(demands: readonly Demand[]): Promise<Grants> {
    if (pause.isOn()) return local.takeAll(demands);
    try {
      const levels = (await run(client, demands)).map(Number);
      pause.end();
      const allowed = demands.every(({ cost }, i) => cost <= levels[i]!);
      return { allowed, grants: demands.map((demand, i) => grantOf(demand, levels[i]!, allowed)) };
    } catch (error) {
      pause.begin(error);
      return local.takeAll(demands);
    }
  }

  return {
    take: async (key, cost, limit) => (await takeAll([{ key, cost, limit }])).grants[0]!,
    takeAll,
    give(demands) {
      if (pause.isOn()) return local.give(demands);
      const back = demands.map((demand) => ({ ...demand, cost: -demand.cost }));
      run(client, back).catch((error) => pause.begin(error));
    },
    close: () => client.disconnect(),
  };
}

function run(client: Redis, demands: readonly Demand[]): Promise<string[]> {
  const keys = demands.map(({ key }) => PREFIX + key);
  const numbers = demands.flatMap(({ limit, cost }) => [limit.capacity, limit.refillPerSecond, cost]);
  return client.takeTokens(keys.length, ...keys, ...numbers);
}

function connect(url: string, log: Log): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5000,
    commandTimeout: ANSWER_WITHIN_MS,
    // A connection that was cut by a frozen Redis is not waited for.
    socketTimeout: CONNECT_WITHIN_MS,
    retryStrategy: (times) => Math.min(1000, 50 * times),
    connectionName: 'tribunal-rate-limit',
  });
  client.defineCommand('takeTokens', { lua: SCRIPT });
  client.on('error', (error: Error) => log.debug({ role: 'rate-limit', err: error.message }, 'redis connection'));
  return client;
}

/** A Redis that is late does not keep the process from starting: its limits begin in memory. */
async function readyOrLate(client: Redis): Promise<void> {
  if (client.status === 'ready') return;
  try {
    await once(client, 'ready', { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
  } catch {
    // Not there yet; the first request finds out again and says so.
  }
}

/** Whether Redis is left alone for the moment, and the lines that say so. */
class Pause {
  readonly #log: Log;
  #until = 0;
  #away = false;

  constructor(log: Log) {
    this.#log = log;
  }

  isOn(): boolean {
    return performance.now() < this.#until;
  }

  begin(error: unknown): void {
    this.#until = performance.now() + PAUSE_MS;
    if (!this.#away)
      this.#log.warn({ err: (error as Error).message }, 'rate limits hold for each process: Redis is away');
    this.#away = true;
  }

  end(): void {
    if (this.#away) this.#log.info('rate limits hold for all processes again');
    this.#away = false;
  }
}
