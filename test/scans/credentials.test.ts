import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putSecret } from '#src/secrets/put-secret.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, newTarget, REFUSAL, untilEnd } from '#test/kit/scan.ts';

// What is planted here must turn up nowhere but in the requests to the target.

const PLANTED = 'planted-header-value-7f3a91';
const SECRET = 'planted-secret-value-c04e55';

let system: TestSystem;
let bot: ModelServer;
beforeAll(async () => {
  system = await openTestSystem({ worker: true, redisUrl: await sharedRedis() });
  bot = await startModelServer({
    reply: (_, request) =>
      request.headers['x-fail']
        ? { status: 401, body: { error: { message: `bad key ${request.headers['x-key']}` } } }
        : REFUSAL,
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

/** Every table of the database as text, the queue's included. */
async function everyRow({ app }: TestSystem): Promise<{ table: string; row: string }[]> {
  const tables = await app.system.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await app.system.query<{ row: string }>(`select t::text as row from ${name} t`);
      return rows.map(({ row }) => ({ table: name, row }));
    }),
  );
  return found.flat();
}

async function expectNowhere(text: string, where = system): Promise<void> {
  const forms = [text, Buffer.from(text).toString('base64').slice(0, -3), Buffer.from(text).toString('hex')];
  const rows = await everyRow(where);
  expect(rows.length).toBeGreaterThan(100);
  for (const form of forms) {
    expect(rows.filter(({ row }) => row.includes(form)).map(({ table }) => table)).toEqual([]);
    expect(where.log.filter((line) => line.includes(form))).toEqual([]);
  }
}

describe('the credentials of a target', () => {
  it('reach the target, and are in no row, no job, no event, no audit entry and no line of the log', async () => {
    const headers = { authorization: `Bearer ${PLANTED}`, 'x-key': PLANTED };
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, {}, { headers }), 4);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed' });
    const seen = bot.requests.filter((request) => request.headers['x-key'] === PLANTED);
    expect(seen).toHaveLength(4);
    expect(new Set(seen.map((request) => request.headers.authorization))).toEqual(new Set([`Bearer ${PLANTED}`]));
    await expectNowhere(PLANTED);
  });

  it('stay out of the reason, too, when the target repeats them in its refusal', async () => {
    const headers = { 'x-key': PLANTED, 'x-fail': 'yes' };
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { retries: 0 }, { headers }), 2);
    const events = await eventsOf(system.ctx, scanId);
    expect(events.at(-1)!.body).toMatchObject({ status: 'failed', reason: expect.stringContaining('bad key') });
    await expectNowhere(PLANTED);
  });

  it('stay out of the log when our own code fails at them, and the attempt says that it was us', async () => {
    await using broken = await openTestSystem({
      worker: true,
      adjust(app) {
        app.outbound = { ...app.outbound, request: () => Promise.reject(new TypeError('a bug of ours')) };
      },
    });
    const target = await newTarget(
      broken.ctx,
      bot.url,
      {},
      { headers: { authorization: `Bearer ${PLANTED}`, 'x-key': PLANTED } },
    );
    const scanId = await begin(broken.ctx, target, 2);
    expect(await untilEnd(broken.ctx, scanId)).toMatchObject({
      status: 'failed',
      failed: 2,
      reason: expect.stringContaining('fault of Tribunal'),
    });
    await expectWhole(broken.ctx, scanId);
    expect(broken.log.join('')).toContain('a bug of ours');
    await expectNowhere(PLANTED, broken);
  });

  it('may be references, which are opened when something is sent', async () => {
    await putSecret(system.ctx, { name: 'bot_key', value: SECRET });
    const target = await newTarget(system.ctx, bot.url, {}, { headers: { 'x-secret': 'Bearer secret:bot_key' } });
    await untilEnd(system.ctx, await begin(system.ctx, target, 2));
    expect(bot.requests.at(-1)!.headers['x-secret']).toBe(`Bearer ${SECRET}`);
    await putSecret(system.ctx, { name: 'bot_key', value: `${SECRET}-rotated` });
    await untilEnd(system.ctx, await begin(system.ctx, target, 2));
    expect(bot.requests.at(-1)!.headers['x-secret']).toBe(`Bearer ${SECRET}-rotated`);
    await expectNowhere(SECRET);
  });

  it('whose secret is gone fail the scan with the sentence, and nothing is sent', async () => {
    await putSecret(system.ctx, { name: 'doomed', value: SECRET });
    const target = await newTarget(system.ctx, bot.url, {}, { headers: { 'x-secret': 'secret:doomed' } });
    await system.app.system.query(`delete from secrets where name = 'doomed'`);
    const sent = bot.requests.length;
    const scanId = await begin(system.ctx, target, 6);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({
      status: 'failed',
      reason_code: 'target_unavailable',
      reason: expect.stringMatching(/no secret named doomed/),
      planned: 6,
      inconclusive: 6,
    });
    await expectWhole(system.ctx, scanId);
    expect(bot.requests).toHaveLength(sent);
  });

  it('that were sealed with a key that is not here fail the scan with the sentence', async () => {
    await using sealer = await openTestSystem();
    const target = await newTarget(sealer.ctx, bot.url, {}, { headers: { 'x-key': PLANTED } });
    const secretKeys = [Buffer.alloc(32, 9).toString('base64')];
    await using _other = await openTestSystem({
      worker: true,
      databaseUrl: sealer.databaseUrl,
      config: { secretKeys },
    });
    const row = await untilEnd(sealer.ctx, await begin(sealer.ctx, target, 2));
    expect(row).toMatchObject({ status: 'failed', reason: expect.stringMatching(/SECRET_KEY/) });
  });
});
