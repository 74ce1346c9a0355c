import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '#src/platform/database.ts';
import { expireKeys } from '#src/platform/idempotency.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { newTarget, PROBE } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

// What a key promises: the same request again makes nothing again, whatever became of the first one.

let system: TestSystem;
let target: string;
beforeAll(async () => {
  system = await startTestSystem();
  target = await newTarget(system.ctx, 'http://127.0.0.1:9');
});
afterAll(() => system[Symbol.asyncDispose]());

const START = `mutation($input: StartScanInput!) { result: startScan(input: $input) {
  __typename ... on StartScanPayload { cursor scan { id status } } ... on Problem { code path retry } } }`;
const CREATE = `mutation($input: CreateTargetInput!) { result: createTarget(input: $input) {
  __typename ... on CreateTargetPayload { target { id name } } ... on Problem { code path retry } } }`;
const MINT = `mutation($input: MintTokenInput!) { result: mintToken(input: $input) {
  __typename ... on MintTokenPayload { text token { id } } ... on Problem { code } } }`;

const newKey = () => crypto.randomUUID();
const mutate = async (document: string, input: object, token = OWNER): Promise<Json> =>
  (await dataOf(ask(system, token, document, { input }))).result;
const start = (key: string, more: object = {}) =>
  mutate(START, { targetId: target, probeIds: [PROBE], idempotencyKey: key, ...more });
const count = async (table: string, where = 'true') =>
  Number((await sql<{ n: string }>(system.databaseUrl, `select count(*) as n from ${table} where ${where}`))[0]!.n);

describe('the same key', () => {
  it('with the same input answers the scan that was started, and starts none', async () => {
    const key = newKey();
    const first = await start(key);
    expect(first).toMatchObject({ __typename: 'StartScanPayload', scan: { status: 'QUEUED' } });
    const before = await count('scans');
    const audited = await count('audit_events', `action = 'scan.started'`);
    expect(await start(key)).toEqual(first);
    expect(await count('scans')).toBe(before);
    expect(await count('audit_events', `action = 'scan.started'`)).toBe(audited);
  });

  it('reads the payload again, as it is now', async () => {
    const key = newKey();
    const { scan } = await start(key);
    await mutate('mutation($input: CancelScanInput!) { result: cancelScan(input: $input) { __typename } }', {
      scanId: scan.id,
    });
    expect((await start(key)).scan).toEqual({ id: scan.id, status: 'CANCELLED' });
  });

  it('with another input, or for another operation, is refused and makes nothing', async () => {
    const key = newKey();
    await start(key);
    const before = [await count('scans'), await count('targets')];
    const reused = { __typename: 'InvalidProblem', code: 'idempotency_key_reused', path: ['idempotencyKey'] };
    expect(await start(key, { repeats: 2 })).toMatchObject(reused);
    expect(await mutate(CREATE, { name: 'x', url: 'http://127.0.0.1:9/x', idempotencyKey: key })).toMatchObject(reused);
    expect([await count('scans'), await count('targets')]).toEqual(before);
  });

  it('of another tenant is another key', async () => {
    const key = newKey();
    const input = { name: 'same', url: 'http://127.0.0.1:9/same', idempotencyKey: key };
    const { text } = await (await seed(system.app).tenant()).token();
    const [ours, theirs] = [await mutate(CREATE, input), await mutate(CREATE, input, text)];
    expect(ours.target.id).not.toBe(theirs.target.id);
  });

  it('is free again after a refusal', async () => {
    const key = newKey();
    expect(await start(key, { probeIds: ['no-such-probe'] })).toMatchObject({ code: 'invalid_probe_ids' });
    expect(await start(key)).toMatchObject({ __typename: 'StartScanPayload' });
  });

  it('is refused when it is no key', async () => {
    for (const key of ['', 'a b', 'ä', 'x'.repeat(256)]) {
      expect(await start(key)).toMatchObject({ code: 'invalid_input', path: ['idempotencyKey'] });
    }
  });

  it('answers what is there, not what would be decided today: also when the target is disabled since', async () => {
    const other = await newTarget(system.ctx, 'http://127.0.0.1:9');
    const key = newKey();
    const first = await start(key, { targetId: other });
    await mutate('mutation($input: DisableTargetInput!) { result: disableTarget(input: $input) { __typename } }', {
      targetId: other,
    });
    expect(await start(key, { targetId: other })).toEqual(first);
    expect(await start(newKey(), { targetId: other })).toMatchObject({ code: 'not_found' });
  });

  it('finds the token that was minted, and not its text, which nothing keeps', async () => {
    const input = { name: 'ci', scopes: ['scans:read'], idempotencyKey: newKey() };
    const first = await mutate(MINT, input);
    expect(first.text).toMatch(/^trb_live_/);
    expect(await mutate(MINT, input)).toEqual({ ...first, text: null });
    const rows = await sql(system.databaseUrl, 'select * from idempotency_keys');
    expect(JSON.stringify(rows)).not.toContain(first.text);
    expect(JSON.stringify(rows)).not.toContain(input.idempotencyKey);
  });

  it('after a queue that refused answers the same refusal and the same scan', async () => {
    const { queue } = system.app;
    system.app.queue = { ...queue, enqueue: async () => Promise.reject(new Error('no queue')) };
    const key = newKey();
    const first = await start(key).finally(() => {
      system.app.queue = queue;
    });
    expect(first).toMatchObject({ code: 'enqueue_failed' });
    const before = await count('scans');
    expect(await start(key)).toEqual(first);
    expect(await count('scans')).toBe(before);
  });
});

describe('two requests at once', () => {
  it('make one target; each answers it, or says that the other is under way', async () => {
    const input = { name: 'race', url: 'http://127.0.0.1:9/race', idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 12 }, () => mutate(CREATE, input)));
    const made = answers.filter((answer) => answer.target);
    const waiting = answers.filter((answer) => answer.code === 'idempotency_in_flight');
    expect(made.length + waiting.length).toBe(12);
    expect(new Set(made.map((answer) => answer.target.id)).size).toBe(1);
    expect((await mutate(CREATE, input)).target.id).toBe(made[0]!.target.id);
    expect(await count('targets', `name = 'race'`)).toBe(1);
  });

  it('the second is told while the first stands in the middle of its transaction', async () => {
    const key = newKey();
    const held = Promise.withResolvers<void>();
    const undo = interfere(async ({ text }, next) => {
      if (text.startsWith('insert into scans')) await held.promise;
      return next();
    });
    const first = start(key);
    await until('the first holds its key', () =>
      sql(system.databaseUrl, `select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and granted`).then(
        (rows) => rows.length > 0,
      ),
    );
    expect(await start(key)).toMatchObject({ code: 'idempotency_in_flight', retry: true });
    held.resolve();
    const { scan } = await first;
    undo();
    expect((await start(key)).scan.id).toBe(scan.id);
  });
});

/** Stands between the app and the statements of its tenants' transactions. Returns the way to step aside. */
function interfere(
  step: (at: { n: number; text: string; tx: Sql }, next: () => Promise<Json[]>) => Promise<Json[]>,
  afterCommit: () => void = () => {},
): () => void {
  const { tenants } = system.app;
  /** Those of keyed requests begin with the lock; others, such as the audit of calls, go by untouched. */
  const watched = (tx: Sql, onKeyed: () => void): Sql => {
    let n = 0;
    let keyed = false;
    return {
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        n += 1;
        if (n === 1) keyed = text.includes('pg_try_advisory_xact_lock');
        if (!keyed) return tx.query<Row>(text, values);
        onKeyed();
        return (await step({ n, text, tx }, () => tx.query(text, values))) as Row[];
      },
    };
  };
  system.app.tenants = {
    ...tenants,
    of(tenantId) {
      const db = tenants.of(tenantId);
      return {
        query: db.query,
        get prisma() {
          return db.prisma;
        },
        async transaction(work) {
          let keyed = false;
          const onKeyed = () => {
            keyed = true;
          };
          const value = await db.transaction((tx) => work(watched(tx, onKeyed)));
          if (keyed) afterCommit();
          return value;
        },
      };
    },
  };
  return () => {
    system.app.tenants = tenants;
  };
}

describe('a start that is cut', () => {
  const KEYED = `select pid from pg_stat_activity where pid = pg_backend_pid()`;

  async function cutAt(n: number, key: string): Promise<{ cut: boolean; answer: Json }> {
    let cut = false;
    const undo = interfere(async (at, next) => {
      const rows = await next();
      if (at.n !== n || cut) return rows;
      cut = true;
      const [{ pid }] = (await at.tx.query(KEYED)) as [{ pid: number }];
      await sql(system.databaseUrl, `select pg_terminate_backend(${pid})`);
      return rows;
    });
    const answer = await ask(system, OWNER, START, {
      input: { targetId: target, probeIds: [PROBE], idempotencyKey: key },
    }).finally(undo);
    return { cut, answer };
  }

  it('after any of its statements leaves nothing, and the retry starts one scan', async () => {
    let steps = 0;
    for (let n = 1; ; n += 1) {
      const before = await count('scans');
      const key = newKey();
      const { cut, answer } = await cutAt(n, key);
      if (!cut) break;
      steps += 1;
      expect(answer.body.errors, `cut after statement ${n}`).toBeDefined();
      expect(await count('scans'), `cut after statement ${n}`).toBe(before);
      const first = await start(key);
      expect((await start(key)).scan.id).toBe(first.scan.id);
      expect(await count('scans')).toBe(before + 1);
    }
    // Lock, claim, scan, audit, event, answer: were there fewer, the cuts would have missed the transaction.
    expect(steps).toBeGreaterThanOrEqual(6);
  });

  it('after its commit, with the answer lost on the way, answers the scan all the same', async () => {
    const before = await count('scans');
    const key = newKey();
    const undo = interfere(
      (_at, next) => next(),
      () => {
        throw new Error('the answer of the commit is lost');
      },
    );
    const first = await start(key).finally(undo);
    expect(first).toMatchObject({ __typename: 'StartScanPayload' });
    expect((await start(key)).scan.id).toBe(first.scan.id);
    expect(await count('scans')).toBe(before + 1);
  });
});

it('a key is forgotten after 24 hours, by itself and by the job', async () => {
  const key = newKey();
  const first = await start(key);
  const age = `update idempotency_keys set expires_at = now() - interval '1 second' where answer->>'cursor' = '${first.cursor}'`;
  await sql(system.databaseUrl, age);
  const second = await start(key);
  expect(second.scan.id).not.toBe(first.scan.id);
  expect((await start(key)).scan.id).toBe(second.scan.id);
  const [row] = await sql<{ hours: string }>(
    system.databaseUrl,
    `select round(extract(epoch from expires_at - created_at) / 3600) as hours from idempotency_keys order by created_at desc limit 1`,
  );
  expect(Number(row!.hours)).toBe(24);
  const all = await count('idempotency_keys');
  await sql(system.databaseUrl, age.replace(first.cursor, second.cursor));
  expect(await expireKeys(system.app.system, 1000)).toBe(1);
  expect(await count('idempotency_keys')).toBe(all - 1);
});
