import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { openTestSystem, stranger, type TestSystem, withScopes } from '#test/kit/app.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, lanesOf, newTarget, REFUSAL, scanRow, untilEnd } from '#test/kit/scan.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let bot: ModelServer;
beforeAll(async () => {
  system = await openTestSystem({ worker: true });
  bot = await startModelServer({ reply: () => REFUSAL, latencyMs: 40 });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const code = (value: string) => expect.objectContaining({ code: value });

describe('cancelling a scan', () => {
  it('stops the sending at once, ends the log with its event, and leaves nothing claimed', async () => {
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { concurrency: 8 }), 200);
    await until('some attempts are answered', async () => (await scanRow(system.ctx, scanId)).answered > 10);
    const { cursor } = await cancelScan(system.ctx, scanId);
    const sent = bot.requests.length;
    const events = await eventsOf(system.ctx, scanId);
    expect(events.at(-1)).toMatchObject({
      type: 'status',
      body: { status: 'cancelled', reasonCode: 'cancelled', partial: true },
    });
    expect(system.app.events.cursorAt(scanId, events.at(-1)!.sequence)).toBe(cursor);
    await until('its lanes are gone', async () => (await lanesOf(system.ctx, scanId)) === 0);
    // What was on its way when the cancellation was committed, at most: eight of them.
    expect(bot.requests.length - sent).toBeLessThanOrEqual(8);
    const left = await system.app.system.query(
      `select 1 from attempts where scan_id = $1 and (state in ('claimed', 'judging') or lane_id is not null and state = 'planned')`,
      [scanId],
    );
    expect(left).toEqual([]);
    const after = await scanRow(system.ctx, scanId);
    expect(after.last_sequence).toBe(events.at(-1)!.sequence);
    expect(events.at(-1)!.body.counts).toMatchObject({
      answered: after.answered,
      judged: after.judged,
      resistant: after.resistant,
    });
  });

  it('cuts what is under way: a target that hangs keeps no worker', async () => {
    const hanging = await startModelServer({ reply: () => new Promise(() => {}) });
    const scanId = await begin(
      system.ctx,
      await newTarget(system.ctx, hanging.url, { concurrency: 4, timeoutS: 120 }),
      20,
    );
    await until('four requests hang', () => hanging.requests.length === 4);
    const started = performance.now();
    await cancelScan(system.ctx, scanId);
    await until('its lanes are gone', async () => (await lanesOf(system.ctx, scanId)) === 0);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(hanging.requests).toHaveLength(4);
    expect(await scanRow(system.ctx, scanId)).toMatchObject({
      status: 'cancelled',
      planned: 20,
      answered: 0,
      judged: 0,
    });
    await hanging.close();
  });

  it('before it began leaves a scan that sent nothing', async () => {
    await using idle = await openTestSystem();
    const target = await newTarget(idle.ctx, bot.url);
    const scanId = await begin(idle.ctx, target, 10);
    await cancelScan(idle.ctx, formatId('scan', scanId));
    const sent = bot.requests.length;
    await using _late = await openTestSystem({ worker: true, databaseUrl: idle.databaseUrl });
    const next = await begin(idle.ctx, target, 2);
    await untilEnd(idle.ctx, next);
    expect(bot.requests.length - sent).toBe(2);
    expect(await scanRow(idle.ctx, scanId)).toMatchObject({ status: 'cancelled', planned: 0, last_sequence: 2n });
  });

  it('is refused twice, after the end, without the scope, and to a stranger', async () => {
    const target = await newTarget(system.ctx, bot.url);
    const ended = await begin(system.ctx, target, 2);
    await untilEnd(system.ctx, ended);
    await expect(cancelScan(system.ctx, ended)).rejects.toThrow(code('scan_not_cancellable'));
    const scanId = await begin(system.ctx, target, 200);
    const { ctx } = await stranger(system.ctx);
    await expect(cancelScan(ctx, scanId)).rejects.toThrow(code('not_found'));
    await expect(cancelScan(withScopes(system.ctx, ['scans:read']), scanId)).rejects.toThrow(code('missing_scope'));
    await cancelScan(system.ctx, scanId);
    await expect(cancelScan(system.ctx, scanId)).rejects.toThrow(code('scan_not_cancellable'));
    const audit = await system.app.system.query(
      `select action from audit_events where subject_id = $1 order by sequence`,
      [scanId],
    );
    expect(audit.map((row) => row.action)).toEqual(['scan.started', 'scan.cancelled']);
  });
});
