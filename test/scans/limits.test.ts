import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import type { ModelServer } from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { type Reply, withBot } from '#test/kit/with-bot.ts';

// Two workers share every scan here, each with its own connections, as two processes would.

let one: TestSystem;
let two: TestSystem;
beforeAll(async () => {
  const redisUrl = await sharedRedis();
  // Two lanes each: a scan of four lanes needs both.
  const config = { workerConcurrency: 8 };
  one = await openTestSystem({ worker: true, redisUrl, config });
  two = await openTestSystem({ worker: true, redisUrl, config, databaseUrl: one.databaseUrl });
});
afterAll(async () => {
  await two[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

const times = (bot: ModelServer) => bot.requests.map((request) => request.at).sort((a, b) => a - b);

/** Between being let through and arriving, a request may be held up this long. */
const JITTER_MS = 300;

/** No window of any length holds more requests than the bucket allows. */
function expectRate(bot: ModelServer, perSecond: number, burst: number): void {
  const at = times(bot);
  for (const [i, from] of at.entries()) {
    for (const [j, to] of at.entries()) {
      if (j < i) continue;
      const allowed = burst + (perSecond * (to - from + JITTER_MS)) / 1000;
      if (j - i + 1 > allowed)
        throw new Error(
          `${j - i + 1} requests within ${Math.round(to - from)} ms, and ${allowed.toFixed(1)} are allowed`,
        );
    }
  }
}

/** Probes whose attempts take several turns. */
const TALKS = ['jailbreak-roleplay', 'crescendo-build-up'];

describe('concurrency', () => {
  it('holds over both workers, and both take part', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const before = await attemptsOf(one, two);
        const scanId = await begin(one.ctx, await newTarget(one.ctx, bot.url, { concurrency: 16 }), 160);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', judged: 160 });
        await expectWhole(one.ctx, scanId);
        expect(bot.mostOpen()).toBeLessThanOrEqual(16);
        expect(bot.mostOpen()).toBeGreaterThan(8);
        const after = await attemptsOf(one, two);
        expect(after[0]! - before[0]!).toBeGreaterThan(0);
        expect(after[1]! - before[1]!).toBeGreaterThan(0);
        expect(bot.requests).toHaveLength(160);
      },
      20,
    );
  });

  it('is the target’s: two scans of it at once share it', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 5 });
        const scans = await Promise.all([begin(one.ctx, target, 40), begin(two.ctx, target, 40)]);
        for (const scanId of scans)
          expect(await untilEnd(one.ctx, scanId)).toMatchObject({ status: 'completed', judged: 40 });
        expect(bot.mostOpen()).toBeLessThanOrEqual(5);
        expect(bot.requests).toHaveLength(80);
      },
      20,
    );
  });
});

describe('a rate', { timeout: 15_000 }, () => {
  it('holds over both workers in any window, and is used', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 16, maxRps: 40, rateBurst: 5 });
        const scanId = await begin(one.ctx, target, 80);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', judged: 80 });
        expectRate(bot, 40, 5);
        const at = times(bot);
        // 75 requests at 40 a second after a burst of five: 1.9 s.
        expect(at.at(-1)! - at[0]!).toBeLessThan(4000);
      },
    );
  });

  it('holds for retries and for every turn of a conversation', async () => {
    await withBot(
      (_, count) => (count % 3 === 0 ? { status: 503 } : REFUSAL),
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 8, maxRpm: 2400, rateBurst: 1, retries: 5 });
        const scanId = await begin(one.ctx, target, 8, TALKS);
        const scan = await untilEnd(two.ctx, scanId);
        expect(scan).toMatchObject({ status: 'completed', failed: 0, spent_calls: bot.requests.length });
        expectRate(bot, 40, 1);
        await expectWhole(one.ctx, scanId);
      },
    );
  });

  it('holds when a worker has no hands free for what it was let through', async () => {
    await using small = await openTestSystem({ worker: true, config: { workerConcurrency: 2 } });
    await withBot(
      () => REFUSAL,
      async (slow) => {
        await withBot(
          () => REFUSAL,
          async (bot) => {
            const busy = await begin(small.ctx, await newTarget(small.ctx, slow.url, { concurrency: 2 }), 6);
            const target = await newTarget(small.ctx, bot.url, { concurrency: 8, maxRps: 20, rateBurst: 1 });
            const scanId = await begin(small.ctx, target, 16);
            for (const id of [busy, scanId])
              expect(await untilEnd(small.ctx, id)).toMatchObject({ status: 'completed' });
            expectRate(bot, 20, 1);
          },
        );
      },
      200,
    );
  });
});

describe('a target that throttles', { timeout: 15_000 }, () => {
  const throttled = (seconds: number) => ({ status: 429, headers: { 'retry-after': String(seconds) } });

  it('gets nothing from anybody until its Retry-After is over, and loses no attempt', async () => {
    let since = 0;
    const refuse: Reply = (request, count) => {
      if (count < 12) return REFUSAL;
      since ||= request.at;
      return request.at - since < 900 ? throttled(1) : REFUSAL;
    };
    await withBot(refuse, async (bot) => {
      const target = await newTarget(one.ctx, bot.url, { concurrency: 12 });
      const scanId = await begin(one.ctx, target, 20, ['prompt-injection-basic', ...TALKS]);
      const scan = await untilEnd(two.ctx, scanId);
      expect(scan).toMatchObject({ status: 'completed', failed: 0 });
      await expectWhole(one.ctx, scanId);
      const during = bot.requests.filter(({ at }) => at > since + JITTER_MS && at < since + 1000);
      expect(during).toEqual([]);
      // Those under way when the first one was throttled.
      expect(bot.requests.filter(({ at }) => at >= since && at <= since + JITTER_MS).length).toBeLessThanOrEqual(24);
    });
  });

  it('is known to a worker that was not told', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 4 });
        await untilEnd(one.ctx, await begin(one.ctx, target, 2));
        const [gate] = await one.app.db.query<{ until: number }>(
          `update target_gates set blocked_until = clock_timestamp() + interval '1 second'
         where target_id = (select target_id from scans order by id desc limit 1) returning extract(epoch from blocked_until)::float8 * 1000 as until`,
        );
        const sent = bot.requests.length;
        const scanId = await begin(one.ctx, target, 10);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
        const first = bot.requests[sent]!.at + performance.timeOrigin;
        expect(first).toBeGreaterThanOrEqual(gate!.until - 20);
      },
    );
  });

  it('without saying for how long is left alone for a second, however many were throttled at once', async () => {
    let since = 0;
    const refuse: Reply = (request) => {
      since ||= request.at;
      return request.at - since < 500 ? { status: 429 } : REFUSAL;
    };
    await withBot(refuse, async (bot) => {
      const scanId = await begin(one.ctx, await newTarget(one.ctx, bot.url, { concurrency: 12 }), 24);
      expect(await untilEnd(two.ctx, scanId, 8000)).toMatchObject({ status: 'completed', failed: 0 });
      expect(bot.requests.filter(({ at }) => at > since + JITTER_MS && at < since + 1000)).toEqual([]);
    });
  });

  it('for want of quota is not asked again: the scan ends with what it has, and says so', async () => {
    const spent = {
      status: 429,
      body: { error: { type: 'insufficient_quota', message: 'You exceeded your current quota.' } },
    };
    await withBot(
      (_, count) => (count <= 10 ? REFUSAL : spent),
      async (bot) => {
        const scanId = await begin(one.ctx, await newTarget(one.ctx, bot.url, { concurrency: 4, retries: 5 }), 60);
        const scan = await untilEnd(two.ctx, scanId);
        expect(scan).toMatchObject({
          status: 'completed',
          partial: true,
          reason_code: 'quota_exhausted',
          reason: expect.stringContaining('quota'),
          resistant: 10,
          inconclusive: 50,
        });
        expect(bot.requests.length).toBeLessThan(30);
        expect(scan.spent_calls).toBe(bot.requests.length);
        await expectWhole(one.ctx, scanId);
      },
    );
  });
});

/** Attempts whose answers each system has stored. */
async function attemptsOf(...systems: TestSystem[]): Promise<number[]> {
  return Promise.all(systems.map(async ({ app }) => (await app.metrics.attempts.get()).values[0]?.value ?? 0));
}
