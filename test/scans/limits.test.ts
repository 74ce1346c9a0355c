import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import type { ModelServer } from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { withBot } from '#test/kit/with-bot.ts';

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

describe('a rate', () => {
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

  it.each([
    ['of 0 is none', { maxRps: 0, maxRpm: 0, rateBurst: 0 }],
    ['lets one through at a time, though its bucket holds less', { maxRps: 100, rateBurst: 0.5 }],
    ['of 0 a second leaves the one a minute', { maxRps: 0, maxRpm: 6000, rateBurst: 0 }],
  ])('%s', async (_, rate) => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 16, ...rate });
        const scanId = await begin(one.ctx, target, 16);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', judged: 16 });
      },
    );
  });

  it('holds for every turn of a conversation', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 16, maxRpm: 1200, rateBurst: 1 });
        const scanId = await begin(one.ctx, target, 8, ['jailbreak-roleplay', 'crescendo-build-up']);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
        expect(bot.requests.length).toBeGreaterThan(20);
        expectRate(bot, 20, 1);
      },
    );
  });

  it('holds for retries', async () => {
    await withBot(
      (_, count) => (count % 4 === 0 ? REFUSAL : { status: 503 }),
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 16, maxRps: 20, rateBurst: 1, retries: 5 });
        const scanId = await begin(one.ctx, target, 8);
        const scan = await untilEnd(two.ctx, scanId);
        expect(scan).toMatchObject({ status: 'completed', spent_calls: bot.requests.length });
        expect(bot.requests.length).toBeGreaterThan(20);
        expectRate(bot, 20, 1);
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
            const busy = await begin(small.ctx, await newTarget(small.ctx, slow.url, { concurrency: 2 }), 4);
            const target = await newTarget(small.ctx, bot.url, { concurrency: 8, maxRps: 10, rateBurst: 1 });
            const scanId = await begin(small.ctx, target, 16);
            for (const id of [busy, scanId])
              expect(await untilEnd(small.ctx, id)).toMatchObject({ status: 'completed' });
            expectRate(bot, 10, 1);
          },
        );
      },
      // Long enough for ten to be let through meanwhile.
      1000,
    );
  });
});

/** Attempts whose answers each system has stored. */
async function attemptsOf(...systems: TestSystem[]): Promise<number[]> {
  return Promise.all(systems.map(async ({ app }) => (await app.metrics.attempts.get()).values[0]?.value ?? 0));
}
