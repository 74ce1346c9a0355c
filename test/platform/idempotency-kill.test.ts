import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiProcess, startApiProcess } from '#test/kit/api-process.ts';
import { OWNER, openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { newTarget, PROBE, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

// Real processes, killed at the two places where it matters: while nothing is committed, and when it is and nobody has been told.

let system: TestSystem;
let redisUrl: string;
let bot: ModelServer;
let target: string;
/** The process that a client comes to after the other has died. */
let survivor: ApiProcess;
beforeAll(async () => {
  redisUrl = await sharedRedis();
  system = await openTestSystem({ redisUrl, worker: true });
  bot = await startModelServer({ reply: () => REFUSAL });
  target = await newTarget(system.ctx, bot.url);
  survivor = await startApiProcess(system.databaseUrl, redisUrl);
});
afterAll(async () => {
  await survivor[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const START = `mutation($input: StartScanInput!) { startScan(input: $input) {
  ... on StartScanPayload { scan { id } } ... on Problem { code } } }`;
const inputOf = (key: string) => ({ input: { targetId: target, probeIds: [PROBE], idempotencyKey: key } });
const scans = () => sql<{ id: string }>(system.databaseUrl, 'select id from scans');

/** Holds a lock that somebody is bound to wait for, until it is let go. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  await client.query(`begin; ${statement}`);
  return () => client.end();
}

/** Starts a scan at an API of its own while `lock` is held, and kills that API as soon as it is where it is to die. */
async function startAndKill(key: string, lock: string, isThere: () => Promise<boolean>): Promise<void> {
  await using api = await startApiProcess(system.databaseUrl, redisUrl);
  const release = await hold(lock);
  const answer = ask(api, OWNER, START, inputOf(key)).catch((error: Error) => error);
  await until('the API is where it is to die', isThere, 20_000);
  await api.kill();
  expect(await answer).toBeInstanceOf(Error);
  await release();
}

async function retry(key: string): Promise<Json> {
  const answers = [];
  for (let i = 0; i < 3; i += 1) {
    answers.push(
      await until('the first is no longer in flight', async () => {
        const { startScan } = await dataOf(ask(survivor, OWNER, START, inputOf(key)));
        return startScan.code !== 'idempotency_in_flight' && startScan;
      }),
    );
  }
  return answers;
}

describe('a start whose API process is killed', { timeout: 150_000 }, () => {
  it('before its commit leaves no scan, and the retry starts one', async () => {
    const key = crypto.randomUUID();
    const before = await scans();
    const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%into scan_events%'`;
    await startAndKill(
      key,
      'lock table scan_events in access exclusive mode',
      async () => (await sql(system.databaseUrl, waits)).length > 0,
    );
    expect(await scans()).toEqual(before);
    const answers = await retry(key);
    expect(await scans()).toHaveLength(before.length + 1);
    expect(new Set(answers.map((answer: Json) => answer.scan.id)).size).toBe(1);
  });

  it('after its commit, before its job is queued, has started one scan: the retry finds it, and it comes to its end', async () => {
    const key = crypto.randomUUID();
    const before = new Set((await scans()).map(({ id }) => id));
    await startAndKill(key, 'lock table pgboss.job in exclusive mode', async () =>
      (await scans()).some(({ id }) => !before.has(id)),
    );
    const made = (await scans()).filter(({ id }) => !before.has(id));
    expect(made).toHaveLength(1);
    const answers = await retry(key);
    expect(await scans()).toHaveLength(before.size + 1);
    expect(new Set(answers.map((answer: Json) => answer.scan.id)).size).toBe(1);
    await untilEnd(system.ctx, made[0]!.id);
  });
});
