import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '#src/platform/events.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, lanesOf, newTarget, REFUSAL, scanRow } from '#test/kit/scan.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let database: FreshDatabase;
let bot: ModelServer;
beforeAll(async () => {
  database = await freshDatabase();
  bot = await startModelServer({ reply: () => REFUSAL, latencyMs: 30 });
});
afterAll(async () => {
  await bot.close();
  await database[Symbol.asyncDispose]();
});

const open = (): Promise<TestSystem> => openTestSystem({ worker: true, databaseUrl: database.url });

/** Follows until the log is closed under it, or the scan ends. */
async function follow({ ctx }: TestSystem, scanId: string, seen: LogEntry[]): Promise<void> {
  const last = seen.at(-1);
  const after = last ? ctx.events.cursorAt(scanId, last.sequence) : null;
  for await (const batch of ctx.events.follow(
    { tenantId: ctx.actor.tenantId, scanId },
    after,
    AbortSignal.timeout(20_000),
  )) {
    seen.push(...batch);
    if (batch.some(({ body }) => body.status === 'completed')) return;
  }
}

describe('a restart of everything', () => {
  it('in the middle of a scan, twice, costs neither attempts nor events, and takes nothing along', async () => {
    const seen: LogEntry[] = [];
    let scanId = '';
    for (const answered of [10, 40]) {
      const system = await open();
      scanId ||= await begin(system.ctx, await newTarget(system.ctx, bot.url, { concurrency: 8 }), 120);
      const following = follow(system, scanId, seen);
      await until('some is done', async () => (await scanRow(system.ctx, scanId)).answered >= answered);
      const stopping = performance.now();
      await system[Symbol.asyncDispose]();
      expect(performance.now() - stopping).toBeLessThan(5000);
      await following;
      expect(await sql(database.url, `select 1 from attempts where state in ('claimed', 'judging')`)).toEqual([]);
      expect(await sql(database.url, 'select 1 from lanes')).toEqual([]);
    }
    await using system = await open();
    await follow(system, scanId, seen);
    expect(await scanRow(system.ctx, scanId)).toMatchObject({
      status: 'completed',
      planned: 120,
      resistant: 120,
      partial: false,
    });
    await expectWhole(system.ctx, scanId);
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, i) => BigInt(i + 1)));
  });

  it('of a target that hangs waits for nobody', async () => {
    const hanging = await startModelServer({ reply: () => new Promise(() => {}) });
    const system = await open();
    const scanId = await begin(
      system.ctx,
      await newTarget(system.ctx, hanging.url, { concurrency: 4, timeoutS: 60 }),
      8,
    );
    await until('it hangs', () => hanging.requests.length === 4);
    const stopping = performance.now();
    await system[Symbol.asyncDispose]();
    expect(performance.now() - stopping).toBeLessThan(5000);
    await using again = await openTestSystem({ databaseUrl: database.url });
    expect(await scanRow(again.ctx, scanId)).toMatchObject({ status: 'running', answered: 0 });
    await again.app.system.query(`update scans set status = 'cancelled' where id = $1`, [scanId]);
    await hanging.close();
  });

  it('finds a database that was away: the scan goes on when it is back', async () => {
    await using system = await open();
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { concurrency: 8 }), 80);
    const ended = eventsOf(system.ctx, scanId);
    for (const answered of [10, 30, 50]) {
      await until(
        'some is done',
        async () => ((await scanRow(system.ctx, scanId).catch(() => null))?.answered ?? 0) >= answered,
      );
      await sql(
        database.url,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
    expect((await ended).at(-1)!.body).toMatchObject({ status: 'completed' });
    await expectWhole(system.ctx, scanId);
    await until('no lane is left', async () => (await lanesOf(system.ctx, scanId)) === 0);
  });
});
