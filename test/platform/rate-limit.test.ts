import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLog } from '#src/platform/log.ts';
import { localRateLimiter, openRateLimiter, type RateLimiter } from '#src/platform/rate-limit.ts';
import { privateRedis } from '#test/kit/ask-service.ts';
import type { RedisService } from '#test/kit/redis.ts';
import { until } from '#test/kit/until.ts';

// A bucket that fills up so slowly that a test never sees it happen.
const SLOW = { capacity: 10, refillPerSecond: 0.0001 };

let redis: RedisService;
let one: RateLimiter;
let other: RateLimiter;
const log: string[] = [];
const open = () =>
  openRateLimiter(redis.url, openLog({ level: 'info', pretty: false, write: (line) => log.push(line) }));

beforeAll(async () => {
  redis = await privateRedis();
  [one, other] = [await open(), await open()];
});
afterAll(async () => {
  one.close();
  other.close();
  await redis[Symbol.asyncDispose]();
});

let keys = 0;
const newKey = () => `test:${++keys}`;

describe.each([
  ['in memory', () => localRateLimiter()],
  ['in Redis', () => one],
])('buckets %s', (_name, limiterOf) => {
  it('hold their capacity, and a refused request takes nothing', async () => {
    const [limiter, key] = [limiterOf(), newKey()];
    expect(await limiter.take(key, 7, SLOW)).toMatchObject({ allowed: true, remaining: 3, retryAfterSeconds: 0 });
    const refused = await limiter.take(key, 4, SLOW);
    expect(refused).toMatchObject({ allowed: false, remaining: 3, retryAfterSeconds: 10_000 });
    expect(await limiter.take(key, 3, SLOW)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('say when they are full again', async () => {
    const [limiter, key] = [limiterOf(), newKey()];
    const { resetAt } = await limiter.take(key, 1, SLOW);
    const seconds = (resetAt.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(9900);
    expect(seconds).toBeLessThan(10_001);
  });

  it('are looked at with a cost of nothing', async () => {
    const [limiter, key] = [limiterOf(), newKey()];
    await limiter.take(key, 4, SLOW);
    expect(await limiter.take(key, 0, SLOW)).toMatchObject({ allowed: true, remaining: 6 });
    expect(await limiter.take(key, 0, SLOW)).toMatchObject({ allowed: true, remaining: 6 });
  });

  it('are taken from together or not at all', async () => {
    const [limiter, a, b] = [limiterOf(), newKey(), newKey()];
    await limiter.take(b, 8, SLOW);
    const { allowed, grants } = await limiter.takeAll([
      { key: a, cost: 5, limit: SLOW },
      { key: b, cost: 5, limit: SLOW },
    ]);
    expect([allowed, grants[0]!.allowed, grants[1]!.allowed]).toEqual([false, true, false]);
    expect((await limiter.take(a, 0, SLOW)).remaining).toBe(10);
    expect((await limiter.take(b, 0, SLOW)).remaining).toBe(2);
  });

  it('take back what was not used, and never more than they hold', async () => {
    const [limiter, key] = [limiterOf(), newKey()];
    await limiter.take(key, 9, SLOW);
    limiter.give([{ key, cost: 4, limit: SLOW }]);
    expect((await limiter.take(key, 0, SLOW)).remaining).toBe(5);
    limiter.give([{ key, cost: 400, limit: SLOW }]);
    expect((await limiter.take(key, 0, SLOW)).remaining).toBe(10);
  });

  it('let through exactly what they hold when everybody comes at once', async () => {
    const [limiter, key] = [limiterOf(), newKey()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => limiter.take(key, 1, SLOW)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
  });
});

it('fill up at their rate and no further', async () => {
  let now = 0;
  const limiter = localRateLimiter(() => now);
  const limit = { capacity: 10, refillPerSecond: 2 };
  await limiter.take('k', 10, limit);
  now = 2500;
  expect((await limiter.take('k', 0, limit)).remaining).toBe(5);
  expect(await limiter.take('k', 6, limit)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
  now = 60_000;
  expect((await limiter.take('k', 0, limit)).remaining).toBe(10);
});

it('in Redis fill up by the clock of Redis', async () => {
  const [key, limit] = [newKey(), { capacity: 100, refillPerSecond: 50 }];
  await one.take(key, 100, limit);
  await until('the bucket holds something again', async () => (await other.take(key, 5, limit)).allowed, 3000);
});

it('in Redis are shared by all processes', async () => {
  const key = newKey();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? one : other).take(key, 1, SLOW)),
  );
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
});

describe('while Redis is away', () => {
  it.each([
    ['killed', () => redis.kill(), () => redis.restart()],
    ['frozen', async () => redis.freeze(), async () => redis.thaw()],
  ])('(%s) limits hold in each process, and afterwards for all again', async (_name, take, giveBack) => {
    const [key, later] = [newKey(), newKey()];
    log.length = 0;
    await take();
    const answers = [];
    for (let i = 0; i < 20; i += 1) answers.push(await one.take(key, 1, SLOW));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
    expect(log.filter((line) => line.includes('Redis is away'))).toHaveLength(1);
    await giveBack();
    await until('both use Redis again', async () => {
      const [before] = [await one.take(later, 1, SLOW), await other.take(newKey(), 0, SLOW)];
      return (await other.take(later, 0, SLOW)).remaining === before.remaining && before.remaining < 10;
    });
    expect(log.some((line) => line.includes('for all processes again'))).toBe(true);
  });
});
