import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LogScope } from '#src/platform/events.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { claimAttempts } from '#src/scans/claim-attempts.ts';
import { type Lane, type Stage, takeLane } from '#src/scans/lane.ts';
import { planScan } from '#src/scans/plan-scan.ts';
import { llmConfig } from '#src/targets/llm-config.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { laneOn } from '#test/kit/lane.ts';
import { begin, newTarget } from '#test/kit/scan.ts';

const config = llmConfig.parse({ concurrency: 64 });

let system: TestSystem;
let target: string;
let scope: LogScope;
beforeAll(async () => {
  system = await openTestSystem();
  target = await newTarget(system.ctx, 'https://example.com/v1', { concurrency: 64 });
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  scope = { tenantId: system.ctx.actor.tenantId, scanId: await begin(system.ctx, target, 6) };
  await planScan(system.ctx, scope, []);
});

const laneOf = (stage: Stage) => laneOn(system.ctx, scope, stage);
const claim = async (lane: Lane, want: number) => (await claimAttempts(system.ctx, lane, config, want)).attempts;

describe('a lane', () => {
  it('that lost its lease claims nothing, and stops by itself', async () => {
    const lane = await laneOf('send');
    await system.app.system.query(`update lanes set lease_until = now() - interval '1 second' where id = $1`, [
      lane.id,
    ]);
    expect(await claim(lane, 6)).toEqual([]);
    await new Promise((resolve) => lane.signal.addEventListener('abort', resolve));
    await lane[Symbol.asyncDispose]();
  });

  it('claims nothing of a scan that was cancelled or given up', async () => {
    await using lane = await laneOf('send');
    expect(await claim(lane, 2)).toHaveLength(2);
    await system.app.system.query(`update scans set reason_code = 'quota_exhausted' where id = $1`, [scope.scanId]);
    expect(await claim(lane, 2)).toEqual([]);
    await system.app.system.query('update scans set reason_code = null where id = $1', [scope.scanId]);
    await cancelScan(system.ctx, scope.scanId);
    expect(await claim(lane, 2)).toEqual([]);
  });

  it('gives back what it claimed and did not work on', async () => {
    const lane = await laneOf('send');
    await claim(lane, 6);
    await lane[Symbol.asyncDispose]();
    const rows = await system.app.system.query('select state, lane_id from attempts where scan_id = $1', [
      scope.scanId,
    ]);
    expect(rows).toEqual(rows.map(() => ({ state: 'planned', lane_id: null })));
  });

  it('is one of few: the slots of all never exceed the concurrency, and two judge at most', async () => {
    await using stack = new AsyncDisposableStack();
    let slots = 0;
    for (let i = 0; i < 20; i += 1) {
      const lane = await takeLane(system.ctx, scope, 'send', new AbortController().signal);
      if (lane) slots += stack.use(lane).slots;
    }
    expect(slots).toBe(64);
    const judges = await Promise.all(
      [1, 2, 3, 4].map(() => takeLane(system.ctx, scope, 'judge', new AbortController().signal)),
    );
    for (const lane of judges) if (lane) stack.use(lane);
    expect(judges.filter(Boolean)).toHaveLength(2);
  });

  it('that cannot reach the database any more stops by itself when its lease is over', async () => {
    const lane = await laneOf('send');
    const { query } = system.ctx.db;
    system.ctx.db.query = (text, values) =>
      text.includes('update lanes') ? Promise.reject(new Error('the database is away')) : query(text, values);
    try {
      await new Promise((resolve) => lane.signal.addEventListener('abort', resolve));
    } finally {
      system.ctx.db.query = query;
    }
    await lane[Symbol.asyncDispose]();
  });
});
