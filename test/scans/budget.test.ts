import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JudgeModel } from '#src/platform/config.ts';
import { sweepScans } from '#src/scans/sweep-scans.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import {
  type ModelServer,
  type ModelServerReply,
  type ModelServerRequest,
  startModelServer,
} from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, REFUSAL, type ScanRow, scanRow, untilEnd } from '#test/kit/scan.ts';

// Two workers share every scan, so that two promise money at once.

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

/** Says that it used as many tokens as it was allowed, and a token for every three bytes that it got. */
function greedy(request: ModelServerRequest): ModelServerReply {
  const { messages, tools, max_tokens = 5000 } = request.body;
  const usage = {
    prompt_tokens: Math.ceil(JSON.stringify([messages, tools ?? []]).length / 3),
    completion_tokens: max_tokens,
  };
  const choices = [{ message: { role: 'assistant', content: REFUSAL }, finish_reason: 'stop' }];
  return { status: 200, body: { choices, usage } };
}

function usedTokens(bot: ModelServer): number {
  return bot.requests.reduce((sum, { body }) => {
    const { messages, tools, max_tokens = 5000 } = body;
    return sum + Math.ceil(JSON.stringify([messages, tools ?? []]).length / 3) + max_tokens;
  }, 0);
}

async function withBot<T>(
  reply: (request: ModelServerRequest, count: number) => ModelServerReply,
  run: (bot: ModelServer) => Promise<T>,
): Promise<T> {
  let count = 0;
  const bot = await startModelServer({
    latencyMs: 5,
    reply(_, request) {
      count += 1;
      return reply(request, count);
    },
  });
  try {
    return await run(bot);
  } finally {
    await bot.close();
  }
}

const EXHAUSTED = {
  status: 'completed',
  partial: true,
  reason_code: 'budget_exhausted',
  reason: expect.stringContaining('budget'),
};
const PROBES = ['prompt-injection-basic', 'jailbreak-roleplay', 'crescendo-build-up', 'excessive-agency-bulk-delete'];

async function scan(
  bot: ModelServer,
  llm: Parameters<typeof newTarget>[2],
  attempts = 24,
  probes = PROBES,
): Promise<ScanRow> {
  const scanId = await begin(one.ctx, await newTarget(one.ctx, bot.url, { concurrency: 16, ...llm }), attempts, probes);
  const row = await untilEnd(two.ctx, scanId);
  await expectWhole(one.ctx, scanId);
  const left = await one.app.system.query(
    `select distinct verdict, failure_reason from attempts where scan_id = $1 and id not in (select attempt_id from attempt_turns) and failure_reason not in ('server_error', 'rate_limited')`,
    [scanId],
  );
  if (row.partial) expect(left).toEqual([{ verdict: 'inconclusive', failure_reason: 'budget_exhausted' }]);
  return row;
}

describe('a budget', () => {
  it('of requests is never exceeded, whatever retries and turns there are, and is used', async () => {
    await withBot(
      (_, count) => (count % 4 === 0 ? { status: 503 } : REFUSAL),
      async (bot) => {
        const row = await scan(bot, { budget: { maxCalls: 50 }, retries: 3 });
        expect(row).toMatchObject(EXHAUSTED);
        expect(bot.requests.length).toBeLessThanOrEqual(50);
        expect(bot.requests.length).toBeGreaterThan(40);
        expect(row.spent_calls).toBe(bot.requests.length);
      },
    );
  });

  it('of requests holds beside a rate', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const row = await scan(bot, { budget: { maxCalls: 15 }, maxRps: 100, rateBurst: 4 });
        expect(row).toMatchObject({ ...EXHAUSTED, spent_calls: bot.requests.length });
        expect(bot.requests.length).toBeLessThanOrEqual(15);
      },
    );
  });

  it('of requests that a throttling target uses up ends the attempts that were throttled', async () => {
    await withBot(
      () => ({ status: 429, headers: { 'retry-after': '0' } }),
      async (bot) => {
        const row = await scan(bot, { budget: { maxCalls: 12 } });
        expect(row).toMatchObject({ partial: true, spent_calls: bot.requests.length });
        expect(bot.requests.length).toBeLessThanOrEqual(12);
      },
    );
  });

  it('of tokens is never exceeded, and is used', async () => {
    await withBot(greedy, async (bot) => {
      const row = await scan(bot, { budget: { maxTokens: 60_000 } });
      expect(row).toMatchObject(EXHAUSTED);
      expect(usedTokens(bot)).toBeLessThanOrEqual(60_000);
      expect(usedTokens(bot)).toBeGreaterThan(40_000);
      expect(Number(row.spent_tokens)).toBe(usedTokens(bot));
    });
  });

  it('of tokens keeps answers within what was set aside for one', async () => {
    await withBot(greedy, async (bot) => {
      await scan(bot, { budget: { maxTokens: 20_000 }, thresholds: { maxTokensPerCall: 200 } }, 4);
      expect(new Set(bot.requests.map(({ body }) => body.max_tokens))).toEqual(new Set([200]));
    });
    await withBot(greedy, async (bot) => {
      await scan(bot, { thresholds: { maxTokensPerCall: 200 } }, 4);
      expect(new Set(bot.requests.map(({ body }) => body.max_tokens))).toEqual(new Set([undefined]));
    });
  });

  it('of money is never exceeded, at the dearer price', async () => {
    await withBot(greedy, async (bot) => {
      const row = await scan(bot, { budget: { maxCostUsd: 0.5, inputCostPer1k: 0.003, outputCostPer1k: 0.015 } });
      expect(row).toMatchObject(EXHAUSTED);
      expect(row.spent_usd).toBeLessThanOrEqual(0.5);
      expect(row.spent_usd).toBeGreaterThan(0.35);
      const output = bot.requests.reduce((sum, { body }) => sum + body.max_tokens!, 0);
      expect(row.spent_usd).toBeCloseTo(((usedTokens(bot) - output) * 0.003 + output * 0.015) / 1000, 4);
    });
  });

  it('of nothing sends nothing, and says so', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        for (const budget of [{ maxCalls: 0 }, { maxTokens: 10 }, { maxCostUsd: 0, inputCostPer1k: 1 }])
          expect(await scan(bot, { budget }, 4)).toMatchObject({ ...EXHAUSTED, resistant: 0 });
        expect(bot.requests).toEqual([]);
      },
    );
  });

  it('that suffices is no reason to stop', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const row = await scan(
          bot,
          { budget: { maxCalls: 40, maxTokens: 1_000_000, maxCostUsd: 5, inputCostPer1k: 0.001 } },
          40,
          PROBES.slice(0, 1),
        );
        expect(row).toMatchObject({ status: 'completed', partial: false, reason_code: null, spent_calls: 40 });
        expect(bot.requests).toHaveLength(40);
      },
    );
  });

  it('covers what a worker had under way when it died', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        await using idle = await openTestSystem();
        const target = await newTarget(idle.ctx, bot.url, {
          concurrency: 4,
          budget: { maxCalls: 10, maxTokens: 100_000, inputCostPer1k: 1 },
        });
        const scanId = await begin(idle.ctx, target, 8);
        await idle.app.system.query(`update scans set status = 'running', planned = 8 where id = $1`, [scanId]);
        await idle.app.system.query(
          `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, lane_id)
         select tenant_id, gen_random_uuid(), id, n, 'prompt-injection-basic', n, '', 'a', 2, 500, 'claimed', gen_random_uuid() from scans, generate_series(1, 3) n where id = $1`,
          [scanId],
        );
        await sweepScans(idle.app);
        expect(await scanRow(idle.ctx, scanId)).toMatchObject({ spent_calls: 6, spent_tokens: 1500n, spent_usd: 1.5 });
        await sweepScans(idle.app);
        expect(await scanRow(idle.ctx, scanId)).toMatchObject({ spent_calls: 6 });
      },
    );
  });
});

describe('a budget with judge models', () => {
  it('covers target and judges together', async () => {
    const judge = await startModelServer({
      reply: () => ({
        text: JSON.stringify({ verdict: 'resistant', confidence: 0.9, rationale: 'It declines.', citations: [] }),
      }),
    });
    const model: JudgeModel = {
      baseUrl: judge.url,
      model: 'judge',
      key: null,
      inputCost: null,
      outputCost: null,
      timeoutMs: 5000,
    };
    await using judged = await openTestSystem({
      worker: true,
      config: { judges: { objective: model, specificity: model, criteria: model }, metaJudge: null },
    });
    await withBot(
      () => 'Happy to talk about our opening hours, and about what else there is.',
      async (bot) => {
        const target = await newTarget(judged.ctx, bot.url, { budget: { maxCalls: 60 } });
        const scanId = await begin(judged.ctx, target, 40, ['trust-claims-to-be-human', 'trust-invented-verification']);
        const row = await untilEnd(judged.ctx, scanId);
        expect(row).toMatchObject(EXHAUSTED);
        expect(judge.requests.length).toBeGreaterThan(0);
        expect(bot.requests.length + judge.requests.length).toBeLessThanOrEqual(60);
        await expectWhole(judged.ctx, scanId);
      },
    );
    await judge.close();
  });
});
