import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId, newId, parseId } from '#src/platform/ids.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { estimatePlan } from '#src/scans/estimate.ts';
import { planAttempts } from '#src/scans/plan-attempts.ts';
import { llmConfig } from '#src/targets/llm-config.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { mutate } from '#test/kit/mutate.ts';
import { begin, newTarget, PROBE, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';

let system: TestSystem;
let bot: ModelServer;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  bot = await startModelServer({ reply: () => REFUSAL, latencyMs: 20 });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const RANGE = '{ low high }';
const PARTS = `attempts calls ${RANGE} tokens ${RANGE}`;
const QUERY = `query($input: StartScanInput!) { estimateScan(input: $input) { target { id } ${PARTS} judgeCalls ${RANGE} costUsd ${RANGE} seconds ${RANGE}
  latencyMs mayExceed tiers { tier ${PARTS} } probes { probeId probe { title } tier ${PARTS} } notApplicable { probeId attempts reason } } }`;
const estimate = async (input: Json): Promise<Json> =>
  (await dataOf(ask(system, OWNER, QUERY, { input }))).estimateScan;
const sum = (rows: Json[], of: (row: Json) => number) => rows.reduce((total, row) => total + of(row), 0);

describe('estimateScan', () => {
  it('counts the plan that the scan then follows, and what it says holds for the scan', async () => {
    const config = { acceptsTools: false, retries: 2, budget: { inputCostPer1k: 1, outputCostPer1k: 2 } };
    const target = await newTarget(system.ctx, bot.url, config);
    const before = bot.requests.length;
    const rows = () =>
      system.app.system.query(
        'select (select count(*) from scans) as scans, (select count(*) from audit_events) as audit',
      );
    const [untouched] = await rows();
    const foreseen = await estimate({ targetId: target });
    expect(await rows()).toEqual([untouched]);
    expect(bot.requests.length).toBe(before);
    expect(foreseen.target.id).toBe(target);

    const { id } = (await mutate(system, 'startScan', { targetId: target }, 'scan { id }')).scan;
    const scan = await untilEnd(system.ctx, parseId('scan', id), 60_000);
    expect([foreseen.attempts, sum(foreseen.notApplicable, (row) => row.attempts)]).toEqual([
      scan.planned,
      scan.not_applicable,
    ]);
    const reserved = await system.app.system.query<{ probe_id: string; calls: number; tokens: number; reason: string }>(
      `select probe_id, sum(calls)::int as calls, sum(reserved_tokens)::int as tokens, max(failure) as reason from attempts
       where scan_id = $1 and (state = 'not_applicable') = $2 group by probe_id`,
      [parseId('scan', id), false],
    );
    expect(foreseen.calls.low).toBe(sum(reserved, (row) => row.calls));
    expect(foreseen.calls.high).toBe(3 * foreseen.calls.low);
    expect(foreseen.tokens.high).toBe(sum(reserved, (row) => row.tokens));
    for (const row of reserved)
      expect(foreseen.probes.find((probe: Json) => probe.probeId === row.probe_id)).toMatchObject({
        calls: { low: row.calls },
        tokens: { high: row.tokens },
      });
    expect(scan.spent_calls).toBeGreaterThanOrEqual(foreseen.calls.low);
    expect(scan.spent_calls).toBeLessThanOrEqual(foreseen.calls.high);
    expect(scan.spent_usd).toBeLessThanOrEqual(foreseen.costUsd.high);
    expect(foreseen.latencyMs).toBeNull();
    const again = await estimate({ targetId: target });
    expect(again.latencyMs).toBeGreaterThanOrEqual(19);
    expect(again.seconds.low).toBeCloseTo((again.calls.low * again.latencyMs) / 1000 / 5, 3);
  });

  it('adds up by probe and by tier, and multiplies by the repeats', async () => {
    const target = await newTarget(system.ctx, bot.url);
    const once = await estimate({ targetId: target });
    const thrice = await estimate({ targetId: target, repeats: 3 });
    for (const part of ['probes', 'tiers']) {
      expect(sum(once[part], (row) => row.attempts)).toBe(once.attempts);
      expect(sum(once[part], (row) => row.calls.low)).toBe(once.calls.low);
      expect(sum(once[part], (row) => row.tokens.high)).toBe(once.tokens.high);
    }
    expect(thrice.attempts).toBe(3 * once.attempts);
    expect(thrice.tokens.high).toBe(3 * once.tokens.high);
    for (const { calls, tokens } of [once, ...once.probes, ...once.tiers]) {
      expect(calls.low).toBeLessThanOrEqual(calls.high);
      expect(tokens.low).toBeLessThanOrEqual(tokens.high);
      expect(tokens.low).toBeGreaterThan(0);
    }
    expect(once.probes[0].probe.title).toBeTruthy();
  });

  it('says why a probe does not apply', async () => {
    const target = await newTarget(system.ctx, bot.url, { acceptsTools: false, acceptsSystem: false });
    const { notApplicable, probes } = await estimate({ targetId: target });
    expect(notApplicable.some((row: Json) => row.reason.includes('acceptsTools'))).toBe(true);
    expect(notApplicable.some((row: Json) => row.reason.includes('acceptsSystem'))).toBe(true);
    const all = [...probes, ...notApplicable].map((row: Json) => row.probeId);
    expect(all.sort()).toEqual(
      probeLibrary()
        .all.filter((probe) => probe.status !== 'deprecated')
        .map((probe) => probe.id)
        .sort(),
    );
  });

  it('counts cost only where there are prices, and time at the rate of the target', async () => {
    const free = await newTarget(system.ctx, bot.url);
    expect(await estimate({ targetId: free, probeIds: [PROBE] })).toMatchObject({ costUsd: null, mayExceed: [] });
    const slow = await newTarget(system.ctx, bot.url, { maxRpm: 30, retries: 1, timeoutS: 1 });
    // Two variants ten times: twenty requests, the first of them at once, the others every two seconds; forty with retries.
    const { seconds } = await estimate({ targetId: slow, probeIds: [PROBE], repeats: 10 });
    expect(seconds).toEqual({ low: 38, high: 78 });
    const budget = { maxCalls: 8, maxTokens: 100, maxCostUsd: 100, outputCostPer1k: 0.001 };
    // Six requests, twelve with every retry.
    const tight = await newTarget(system.ctx, bot.url, { budget });
    expect((await estimate({ targetId: tight, probeIds: [PROBE], repeats: 3 })).mayExceed).toEqual([
      'maxCalls',
      'maxTokens',
    ]);
  });

  it('counts the judge models that are configured', async () => {
    const model = {
      baseUrl: 'http://127.0.0.1:9',
      model: 'j',
      key: null,
      inputCost: null,
      outputCost: null,
      timeoutMs: 1000,
    };
    const judges = { objective: model, specificity: model, criteria: null };
    await using judged = await startTestSystem({ config: { judges, metaJudge: model } });
    const targetId = await newTarget(judged.ctx, bot.url, { budget: { maxCalls: 15 } });
    const input = { targetId, probeIds: [PROBE] };
    const { estimateScan } = await dataOf(ask(judged, OWNER, QUERY, { input }));
    expect(estimateScan.judgeCalls).toEqual({ low: 4, high: 12 });
    // Four requests to the target at most, and the judges' twelve.
    expect(estimateScan.mayExceed).toEqual(['maxCalls']);
    expect((await estimate({ targetId: await newTarget(system.ctx, bot.url) })).judgeCalls).toEqual({
      low: 0,
      high: 0,
    });
  });

  it('refuses what starting refuses, in the same words', async () => {
    const target = await newTarget(system.ctx, bot.url);
    const off = await newTarget(system.ctx, bot.url);
    await mutate(system, 'disableTarget', { targetId: off }, 'target { id }');
    const unsent = await newTarget(system.ctx, bot.url, { provider: 'browser' });
    const inputs = [
      { targetId: target, probeIds: ['no-such-probe'] },
      { targetId: target, repeats: 1000 },
      { targetId: formatId('endpoint', newId()) },
      { targetId: off },
      { targetId: unsent },
    ];
    for (const input of inputs) {
      const problem = await mutate(system, 'startScan', input, '__typename');
      const { errors, data } = (await ask(system, OWNER, QUERY, { input })).body;
      expect(data.estimateScan).toBeNull();
      expect(errors[0]).toMatchObject({ message: problem.message, extensions: { code: problem.code.toUpperCase() } });
    }
    const { token } = await stranger(system.ctx);
    const { errors } = (await ask(system, token, QUERY, { input: { targetId: target } })).body;
    expect(errors[0].extensions.code).toBe('NOT_FOUND');
    const tenant = await seed(system.app).defaultTenant();
    const { text } = await tenant.token({ scopes: ['targets:read'] });
    const refused = (await ask(system, text, QUERY, { input: { targetId: target } })).body.errors[0];
    expect(refused.extensions).toMatchObject({ code: 'MISSING_SCOPE', details: { scope: 'scans:read' } });
    await untilEnd(system.ctx, await begin(system.ctx, target, 2));
  });
});

it('the low end of the tokens never passes the high end, whatever the configuration', () => {
  const probes = probeLibrary().all;
  for (const thresholds of [null, { maxTokensPerCall: 1 }, { maxTokensPerCall: 100_000 }]) {
    const config = llmConfig.parse({
      thresholds,
      budget: { maxTokens: 1, inputCostPer1k: 1 },
      systemPrompt: 'ü'.repeat(999),
    });
    const estimated = estimatePlan(planAttempts(probes, config, 1), probes, config, null);
    for (const { tokens } of [estimated, ...estimated.probes]) expect(tokens.low).toBeLessThanOrEqual(tokens.high);
    expect(estimated.costUsd!.low).toBeLessThanOrEqual(estimated.costUsd!.high);
  }
});
