import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { operationOf, requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';
import { uuidOf } from '#test/kit/uuid.ts';

let system: TestSystem;
let world: RestWorld;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  world = await restWorld(system.app);
});
afterAll(() => system[Symbol.asyncDispose]());

const named = ROWS.map((row) => [`${row.method} ${row.path}`, row] as const);
const reads = named.filter(([, row]) => row.method === 'GET' && row.etag);
const changes = named.filter(([, row]) => row.method === 'PATCH');

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  rest(system, world.token, method, path, body, headers);

describe('a single row', () => {
  it('is conditional wherever there is one', () => {
    const single = ROWS.filter(
      ({ method, path, answer, query }) => method === 'GET' && /\{[a-z_]+\}$/.test(path) && answer && !query,
    );
    // Two scans compared are no row, and change with every look at what is open.
    const known = single.filter(({ path }) => !path.includes('/compare/')).map(({ path }) => path);
    expect(reads.map(([, { path }]) => path)).toEqual(expect.arrayContaining(known));
  });

  it.each(reads)('%s answers 304 with no body to who has it, and the row to everybody else', async (_, row) => {
    const { path } = requestOf(row, world.real);
    const first = await send('GET', path);
    const tag = first.headers.get('etag')!;
    expect([first.status, tag]).toEqual([200, expect.stringMatching(/^"[\w-]{27}"$/)]);
    for (const held of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { status, text, headers } = await send('GET', path, undefined, { 'if-none-match': held });
      expect([held, status, text, headers.get('etag')]).toEqual([held, 304, '', tag]);
    }
    const other = await send('GET', path, undefined, { 'if-none-match': '"other"' });
    expect([other.status, other.text]).toEqual([200, first.text]);
  });
});

describe('a change', () => {
  it('is conditional everywhere, and says so', () => {
    const names = (row: (typeof ROWS)[number]) =>
      (operationOf(row).parameters ?? []).map((one: { name: string }) => one.name);
    for (const [name, row] of changes) {
      expect([name, names(row)]).toEqual([name, expect.arrayContaining(['If-Match'])]);
      expect(Object.keys(operationOf(row).responses)).toContain('412');
    }
  });

  it.each(changes)('%s of what has changed meanwhile is refused and changes nothing', async (_, row) => {
    const own = await restWorld(system.app);
    const { path, body } = requestOf(row, own.real);
    const ask = (method: string, sent?: unknown, headers?: Record<string, string>) =>
      rest(system, own.token, method, path, sent, headers);
    const before = await ask('GET');
    const stale = await ask('PATCH', body, { 'if-match': '"stale"' });
    expect([stale.status, stale.body.error]).toEqual([412, 'precondition_failed']);
    expect((await ask('GET')).text).toBe(before.text);
    const first = await ask('PATCH', body, { 'if-match': before.headers.get('etag')! });
    expect([first.status, first.text]).not.toEqual([200, before.text]);
    expect(first.status).toBe(200);
    // The second of two who had read the same row.
    const second = await ask('PATCH', body, { 'if-match': before.headers.get('etag')! });
    expect([second.status, second.body.error]).toEqual([412, 'precondition_failed']);
    const now = await ask('GET');
    const again = await ask('PATCH', body, { 'if-match': now.headers.get('etag')! });
    expect(again.status).toBe(200);
  });

  it.each(changes)('%s by two at once who had read the same row is done by one of them', async (_, row) => {
    const own = await restWorld(system.app);
    const { path, body } = requestOf(row, own.real);
    const tag = (await rest(system, own.token, 'GET', path)).headers.get('etag')!;
    const patch = () => rest(system, own.token, 'PATCH', path, body, { 'if-match': tag });
    const answers = await Promise.all(Array.from({ length: 4 }, patch));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('is answered with what became of it, whatever the caller holds', async () => {
    const own = await restWorld(system.app);
    for (const [, row] of changes) {
      const { path, body } = requestOf(row, own.real);
      const { status } = await rest(system, own.token, 'PATCH', path, body, { 'if-none-match': '*' });
      expect([path, status]).toEqual([path, 200]);
    }
  });

  it('of one member loses none that is made to another at once', async () => {
    const fresh = { name: 'n', url: 'https://two-at-once.example.com/v1/chat/completions' };
    const { id } = (await send('POST', '/endpoints', fresh)).body;
    const changed = [{ model: 'm' }, { response_path: 'p' }, { request_template: '{}' }];
    await using held = await holdTransaction(system.databaseUrl);
    await held.tx.query('select 1 from targets where id = $1 for update', [uuidOf(id)]);
    const answers = changed.map((one) => send('PATCH', `/endpoints/${id}`, one));
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until('all of them wait', async () => (await sql(system.databaseUrl, waiting)).length === changed.length);
    await held.commit();
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
    expect((await send('GET', `/endpoints/${id}`)).body).toMatchObject(Object.assign({}, ...changed));
  });
});
