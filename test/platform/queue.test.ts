import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type OwnDatabase, openDatabase } from '#src/platform/database.ts';
import { defineJob, type JobDefinition } from '#src/platform/jobs.ts';
import { openLog } from '#src/platform/log.ts';
import { openQueue, type Queue } from '#src/platform/queue.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

const job = (name: string): JobDefinition<{ id: number }> =>
  defineJob({
    name,
    payload: z.strictObject({ id: z.number().int() }),
    key: ({ id }) => String(id),
    retryLimit: 2,
    expireInSeconds: 60,
  });

const PLAIN = job('plain');
const INSIDE = job('inside');
const WEAK = job('weak');
const SLOW = job('slow');
const JOBS = [PLAIN, INSIDE, WEAK, SLOW] as unknown as JobDefinition<never>[];

const lines: string[] = [];
const log = openLog({ level: 'debug', pretty: false, write: (line) => void lines.push(line) });
let fresh: FreshDatabase;
let db: OwnDatabase;
let queue: Queue;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  // Two processes start at once, on a database that has no queue yet.
  const [first, second] = await Promise.all([open(), open()]);
  queue = first;
  await second.stop(0);
});
afterAll(async () => {
  await queue.stop(0);
  await db[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

const open = (jobs = JOBS) => openQueue({ url: fresh.url, jobs, consumer: true, log });

describe('a queue', () => {
  it('hands over a job within moments, and refuses a payload that is not of its contract', async () => {
    const got: unknown[] = [];
    await queue.consume(PLAIN, 1, async (payload) => void got.push(payload));
    const sent = performance.now();
    await queue.enqueue(PLAIN, { id: 1 });
    await until('it comes', () => got.length > 0);
    expect(performance.now() - sent).toBeLessThan(1500);
    expect(got).toEqual([{ id: 1 }]);
    await expect(queue.enqueue(PLAIN, { id: 1, secret: 'x' } as never)).rejects.toThrow();
  });

  it('has a job of a transaction if and only if that commits', async () => {
    const got: number[] = [];
    const doomed = db.transaction(async (tx) => {
      await queue.enqueue(INSIDE, { id: 1 }, tx);
      throw new Error('rolled back');
    });
    await expect(doomed).rejects.toThrow('rolled back');
    await db.transaction(async (tx) => {
      await queue.enqueue(INSIDE, { id: 2 }, tx);
      expect(await sql(fresh.url, `select 1 from pgboss.job where name = 'inside'`)).toEqual([]);
    });
    await queue.consume(INSIDE, 1, async ({ id }) => void got.push(id));
    await queue.enqueue(INSIDE, { id: 3 });
    await until('the later one has come', () => got.includes(3));
    expect(got).toEqual([2, 3]);
  });

  it('keeps one waiting job for a key beside the one that runs, and comes to the next one at once', async () => {
    const started: number[] = [];
    const go = Promise.withResolvers<void>();
    await queue.consume(SLOW, 1, async ({ id }) => {
      started.push(id);
      await go.promise;
    });
    await queue.enqueue(SLOW, { id: 1 });
    await until('the first one runs', () => started.length === 1);
    for (let i = 0; i < 5; i += 1) await queue.enqueue(SLOW, { id: 1 });
    await queue.enqueue(SLOW, { id: 2 });
    go.resolve();
    await until('all are done', async () => (await waiting('slow')) === 0);
    expect(started).toEqual([1, 1, 2]);
  });

  it('runs a job again that failed, and says so in the log', async () => {
    let runs = 0;
    await queue.consume(WEAK, 1, async () => {
      runs += 1;
      if (runs < 2) throw new Error('weak today');
    });
    await queue.enqueue(WEAK, { id: 1 });
    await until('it is done', async () => runs === 2 && (await waiting('weak')) === 0, 15_000);
    expect(lines.join('')).toContain('weak today');
  });

  it('that cannot be made leaves no connection behind', async () => {
    const before = await connections();
    await expect(open([job('not a name!') as unknown as JobDefinition<never>])).rejects.toThrow();
    await until('its connections are closed', async () => (await connections()) <= before);
  });
});

async function waiting(name: string): Promise<number> {
  const rows = await sql(
    fresh.url,
    `select 1 from pgboss.job where name = '${name}' and state in ('created', 'retry', 'active')`,
  );
  return rows.length;
}

async function connections(): Promise<number> {
  const rows = await sql(
    fresh.url,
    `select 1 from pg_stat_activity where datname = current_database() and application_name like 'tribunal-queue%'`,
  );
  return rows.length;
}
