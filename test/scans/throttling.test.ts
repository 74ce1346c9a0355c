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
  const config = { workerConcurrency: 8 };
  one = await openTestSystem({ worker: true, redisUrl, config });
  two = await openTestSystem({ worker: true, redisUrl, config, databaseUrl: one.databaseUrl });
});
afterAll(async () => {
  await two[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

/** How long a block takes to be known to everybody, at the most. */
const TOLD_MS = 600;

/** How far the clocks of the database and of a test may be apart. */
const CLOCKS_MS = 20;

const between = (bot: ModelServer, from: number, to: number) => bot.requests.filter(({ at }) => at > from && at < to);

describe('a target that throttles', () => {
  const BLOCK_MS = 2000;

  it('gets nothing from anybody until its Retry-After is over, and loses no attempt', async () => {
    let since = 0;
    // Some answers are slow: their places are free again in the middle of the block, and have to stay so.
    const refuse: Reply = async (request, count) => {
      if (count >= 20) since ||= request.at;
      const throttled = since > 0 && request.at - since < BLOCK_MS;
      const slow = !throttled && request.body.messages.at(-1)!.content!.startsWith('Hello');
      await new Promise((resolve) => setTimeout(resolve, slow ? TOLD_MS + 200 : 20));
      return throttled ? { status: 429, headers: { 'retry-after': `${BLOCK_MS / 1000}` } } : REFUSAL;
    };
    await withBot(refuse, async (bot) => {
      const target = await newTarget(one.ctx, bot.url, { concurrency: 16 });
      const scanId = await begin(one.ctx, target, 80, ['prompt-injection-basic', 'crescendo-build-up']);
      expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
      await expectWhole(one.ctx, scanId);
      expect(between(bot, since + TOLD_MS, since + BLOCK_MS)).toEqual([]);
    });
  });

  it('is known to a worker that was not told', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const target = await newTarget(one.ctx, bot.url, { concurrency: 4 });
        await untilEnd(one.ctx, await begin(one.ctx, target, 2));
        const [gate] = await one.app.system.query<{ until: number }>(
          `update target_gates set blocked_until = clock_timestamp() + interval '1 second'
           where target_id = (select target_id from scans order by id desc limit 1)
           returning extract(epoch from blocked_until)::float8 * 1000 as until`,
        );
        const sent = bot.requests.length;
        const scanId = await begin(one.ctx, target, 10);
        expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
        const first = bot.requests[sent]!.at + performance.timeOrigin;
        expect(first).toBeGreaterThanOrEqual(gate!.until - CLOCKS_MS);
      },
    );
  });

  it('without saying for how long is left alone for a second, then for two, however many were throttled at once', async () => {
    const concurrency = 4;
    const rounds = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    const gates: { throttles: number; lengthMs: number; early: number }[] = [];
    // The first round and the second are throttled once they are whole, and so all at once.
    const refuse: Reply = async (request, count) => {
      const round = Math.floor((count - 1) / concurrency);
      if (round > 0 && (count - 1) % concurrency === 0 && round <= rounds.length) {
        const [gate] = await one.app.system.query<{ throttles: number; until: number }>(
          `select throttles, extract(epoch from blocked_until)::float8 * 1000 - $1 as until from target_gates
           where target_id = (select target_id from scans order by id desc limit 1)`,
          [performance.timeOrigin],
        );
        const { throttles, until } = gate!;
        gates.push({ throttles, lengthMs: until - (await rounds[round - 1]!.promise), early: until - request.at });
      }
      if (round >= rounds.length) return REFUSAL;
      if (count % concurrency === 0) rounds[round]!.resolve(performance.now());
      await rounds[round]!.promise;
      return { status: 429 };
    };
    await withBot(refuse, async (bot) => {
      const scanId = await begin(one.ctx, await newTarget(one.ctx, bot.url, { concurrency }), 12);
      expect(await untilEnd(two.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
      expect(gates.map(({ throttles }) => throttles)).toEqual([1, 2]);
      for (const [i, { lengthMs, early }] of gates.entries()) {
        expect(lengthMs).toBeGreaterThan(1000 * (i + 1) - CLOCKS_MS);
        expect(early).toBeLessThan(CLOCKS_MS);
      }
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
