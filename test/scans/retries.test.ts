import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { begin, newTarget, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { type Reply, withBot } from '#test/kit/with-bot.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem({ worker: true });
});
afterAll(() => system[Symbol.asyncDispose]());

describe('a request that fails for a passing reason', () => {
  it('is made again as often as configured, with the waits configured', async () => {
    const seen = new Map<string, number[]>();
    const fail: Reply = (request) => {
      const key = JSON.stringify(request.body.messages);
      const at = [...(seen.get(key) ?? []), request.at];
      seen.set(key, at);
      return at.length < 3 ? { status: 500 } : REFUSAL;
    };
    await withBot(fail, async (bot) => {
      const target = await newTarget(system.ctx, bot.url, { retries: 2, backoffS: 0.2, concurrency: 4 });
      expect(await untilEnd(system.ctx, await begin(system.ctx, target, 4))).toMatchObject({
        status: 'completed',
        failed: 0,
        spent_calls: 12,
      });
      expect(seen.size).toBe(4);
      for (const [first, second, third] of seen.values()) {
        expect(second! - first!).toBeGreaterThanOrEqual(0.8 * 200);
        expect(third! - second!).toBeGreaterThanOrEqual(0.8 * 400);
      }
    });
  });

  it('fails its attempt when it was made as often as configured', async () => {
    await withBot(
      (request) => (request.body.messages.at(-1)!.content!.startsWith('Hello') ? { status: 500 } : REFUSAL),
      async (bot) => {
        const target = await newTarget(system.ctx, bot.url, { retries: 1 });
        const scanId = await begin(system.ctx, target, 4);
        expect(await untilEnd(system.ctx, scanId)).toMatchObject({
          status: 'completed',
          failed: 2,
          inconclusive: 2,
          resistant: 2,
          spent_calls: 6,
        });
        const failures = await system.app.system.query(
          'select distinct failure_reason, verdict from attempts where scan_id = $1 and failure is not null',
          [scanId],
        );
        expect(failures).toEqual([{ failure_reason: 'server_error', verdict: 'inconclusive' }]);
        expect(bot.requests).toHaveLength(6);
      },
    );
  });

  it('is waited for as long as the target’s time-out, and no longer', async () => {
    const never = new Promise<never>(() => {});
    await withBot(
      (request) => (request.body.messages.at(-1)!.content!.startsWith('Hello') ? never : REFUSAL),
      async (bot) => {
        const target = await newTarget(system.ctx, bot.url, { retries: 0, timeoutS: 1 });
        const scanId = await begin(system.ctx, target, 4);
        expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed', failed: 2, resistant: 2 });
        const failures = await system.app.system.query(
          'select distinct failure_reason from attempts where scan_id = $1 and failure is not null',
          [scanId],
        );
        expect(failures).toEqual([{ failure_reason: 'timeout' }]);
      },
    );
  });
});
