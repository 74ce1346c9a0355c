import { describe, expect, it } from 'vitest';
import type { App } from '#src/platform/context.ts';
import { localRateLimiter } from '#src/platform/rate-limit.ts';
import { startApiProcess } from '#test/kit/api-process.ts';
import { OWNER, openTestSystem, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { type RestAnswer, rest } from '#test/kit/rest.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

type Limits = ReturnType<typeof generousLimits>;

/** A system whose buckets fill up when the test says so. */
async function limited(limits: Partial<Limits>): Promise<TestSystem & { pass(seconds: number): void }> {
  let now = 0;
  const system = await startTestSystem({
    config: { restLimits: { ...generousLimits(), ...limits } },
    adjust: (app: App) => {
      app.limiter = localRateLimiter(() => now);
    },
  });
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  return Object.assign(system, { pass });
}

const rates = ({ headers }: RestAnswer) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));

describe('a token', () => {
  it('is told on every answer what it has left, by the seconds until it has all again', async () => {
    await using system = await limited({ token: { perMinute: 60, burst: 120 } });
    const ask = (method: string, path: string, body?: unknown) => rest(system, OWNER, method, path, body);
    expect(rates(await ask('GET', '/me'))).toEqual([60, 119, 1]);
    expect(rates(await ask('GET', '/scans?limit=0'))).toEqual([60, 118, 2]);
    expect(rates(await ask('GET', '/scans/019ca3a8-4c00-7000-8000-000000000000'))).toEqual([60, 117, 3]);
    expect(rates(await ask('POST', '/endpoints', '{'))).toEqual([60, 116, 4]);
    system.pass(2);
    expect(rates(await ask('HEAD', '/me'))).toEqual([60, 117, 3]);
    system.pass(3600);
    expect(rates(await ask('GET', '/me'))).toEqual([60, 119, 1]);
  });

  it('that has spent all is refused, as the documentation shows, and what is refused costs nothing', async () => {
    await using system = await limited({ token: { perMinute: 3, burst: 2 } });
    const ask = () => rest(system, OWNER, 'GET', '/me');
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    for (let i = 0; i < 5; i += 1) {
      const { status, headers, body } = await ask();
      expect([status, body]).toEqual([
        429,
        { error: 'rate_limited', message: expect.any(String), retry_after_seconds: 20, limit: 3, window: '1m' },
      ]);
      expect([headers.get('retry-after'), headers.get('x-ratelimit-remaining')]).toEqual(['20', '0']);
    }
    system.pass(20);
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 429]);
  });

  it('does not spend what is another’s; a tenant’s tokens spend what is the tenant’s together', async () => {
    await using system = await limited({
      token: { perMinute: 3, burst: 2 },
      tenant: { perMinute: 6, burst: 3 },
    });
    const tenant = await seed(system.app).tenant();
    const tokens = [await tenant.token(), await tenant.token()].map(({ text }) => text);
    const ask = async (token: string) => (await rest(system, token, 'GET', '/me')).status;
    expect([await ask(tokens[0]!), await ask(tokens[0]!), await ask(tokens[0]!)]).toEqual([200, 200, 429]);
    expect([await ask(tokens[1]!), await ask(tokens[1]!)]).toEqual([200, 429]);
    expect(await ask(OWNER)).toBe(200);
  });
});

describe('a route with a limit of its own', () => {
  it.each([
    ['scans', '/scans', { endpoint_id: '019ca3a8-4c00-7000-8000-000000000000' }, 404],
    ['reports', '/reports', { title: 'x', format: 'json', scope: {} }, 400],
    ['endpoint_test', '/endpoints/019ca3a8-4c00-7000-8000-000000000000/test', undefined, 404],
  ] as const)('%s is one for all tokens of a tenant, and for that route', async (name, path, body, status) => {
    await using system = await limited({ [name]: { perMinute: 6, burst: 2 } });
    const tenant = await seed(system.app).tenant();
    const tokens = [await tenant.token(), await tenant.token()].map(({ text }) => text);
    const ask = (token: string) => rest(system, token, 'POST', path, body);
    expect(rates(await ask(tokens[0]!)).slice(0, 2)).toEqual([6, 1]);
    expect((await ask(tokens[1]!)).status).toBe(status);
    const refused = await ask(tokens[0]!);
    expect([refused.status, refused.body.limit, refused.body.retry_after_seconds]).toEqual([429, 6, 10]);
    expect((await rest(system, tokens[0]!, 'GET', '/scans')).status).toBe(200);
    expect((await ask(OWNER)).status).toBe(status);
  });
});

it('two API processes on one Redis share a token’s bucket', async () => {
  const redisUrl = await sharedRedis();
  await using system = await openTestSystem({ redisUrl });
  // So slow that hardly one comes back while the test runs, however long that takes.
  const env = { RATE_TOKEN: '1/10', RATE_TENANT: '1/1000' };
  await using one = await startApiProcess(system.databaseUrl, redisUrl, env);
  await using other = await startApiProcess(system.databaseUrl, redisUrl, env);
  // A Redis that is slow for a moment is not shared for that moment, which is not what is asked here.
  const fallen = () => [...one.log, ...other.log].filter((line) => line.includes('Redis is away')).length;
  const answers = await until('Redis answers all the way', async () => {
    const { text } = await (await seed(system.app).tenant()).token();
    const [before, all]: [number, RestAnswer[]] = [fallen(), []];
    for (let i = 0; i < 30; i += 1) all.push(await rest(i % 2 ? one : other, text, 'GET', '/me'));
    return fallen() === before && all;
  });
  const started = answers.filter(({ status }) => status === 200);
  // Without sharing there would be twice ten.
  expect(started.length).toBeGreaterThanOrEqual(10);
  expect(started.length).toBeLessThan(15);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  for (const { status, body, headers } of answers)
    if (status === 429) expect(headers.get('retry-after')).toBe(String(body.retry_after_seconds));
});
