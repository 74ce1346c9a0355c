import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { operationOf, requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';

let system: TestSystem;
let world: RestWorld;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  world = await restWorld(system.app);
});
afterAll(() => system[Symbol.asyncDispose]());

const lists = ROWS.filter((row) => row.query && 'cursor' in row.query.shape).map((row) => [row.path, row] as const);

/** The address of a list, without the filters of its example but for those that it needs. */
function addressOf([, row]: (typeof lists)[number], real: RestWorld['real']): string {
  const [path, query = ''] = requestOf(row, real).path.split('?');
  const given = new URLSearchParams(query);
  for (const name of [...given.keys()]) if (row.query!.shape[name].safeParse(undefined).success) given.delete(name);
  return `${path}?${given}`;
}

const get = (path: string, token = world.token) => rest(system, token, 'GET', path);

/** A list to its end, so many rows at a time. */
async function walked(address: string, limit: number, between: () => Promise<unknown> = async () => {}) {
  const rows: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await get(`${address}&limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    expect([status, body.data.length <= limit]).toEqual([200, true]);
    rows.push(...body.data);
    cursor = body.next_cursor;
    await between();
  }
  return rows;
}

describe.each(lists)('%s', (path, row) => {
  const list = [path, row] as const;
  const address = () => addressOf(list, world.real);

  it('is the same by ones as at once', async () => {
    const whole = await get(`${address()}&limit=100`);
    expect([whole.status, Array.isArray(whole.body.data)]).toEqual([200, true]);
    if (whole.body.next_cursor === null && whole.body.data.length < 20 && path !== '/audit')
      expect(await walked(address(), 1)).toEqual(whole.body.data);
  });

  it('refuses what is no cursor of its own', async () => {
    const other = path === '/scans' ? '/findings' : '/scans';
    await world.tenant.scan().then((scan) => scan.finding());
    const { next_cursor: foreign } = (await get(`${other}?limit=1`)).body;
    expect(foreign).toEqual(expect.any(String));
    for (const cursor of ['x', foreign]) {
      const { status, body } = await get(`${address()}&cursor=${encodeURIComponent(cursor)}`);
      expect([cursor, status, body.error]).toEqual([cursor, 400, 'invalid_cursor']);
    }
  });

  it('takes as large a page as it says, and none that is larger', async () => {
    const { parameters } = operationOf(row);
    const { maximum } = parameters.find(({ name }: { name: string }) => name === 'limit').schema;
    expect((await get(`${address()}&limit=${maximum}`)).status).toBe(200);
    expect((await get(`${address()}&limit=${maximum + 1}`)).status).toBe(400);
  });

  it.each(['0', '-1', '1.5', '1000', 'x'])('refuses a limit of %s', async (limit) => {
    const { status, body } = await get(`${address()}&limit=${limit}`);
    expect([status, body.error, body.field]).toEqual([400, 'invalid_input', 'limit']);
  });
});

describe('a walk', () => {
  it('sees every row that was there when it began once, though rows are added meanwhile', async () => {
    const { tenant, token } = await restWorld(system.app);
    for (let i = 0; i < 7; i += 1) await tenant.scan();
    const ids = (rows: unknown[]) => rows.map((scan) => (scan as { id: string }).id);
    const before = ids((await get('/scans?limit=100', token)).body.data);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await get(`/scans?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, token);
      seen.push(...ids(body.data));
      cursor = body.next_cursor;
      await tenant.scan();
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
  });

  it('is not continued by another tenant with its cursor', async () => {
    const [one, other] = [await restWorld(system.app), await restWorld(system.app)];
    for (const { tenant } of [one, other]) for (let i = 0; i < 3; i += 1) await tenant.scan();
    const { next_cursor: cursor } = (await get('/scans?limit=1', one.token)).body;
    const answer = await get(`/scans?limit=1&cursor=${encodeURIComponent(cursor)}`, other.token);
    // Sealed or not, it never shows what is another's.
    const theirs = (await get('/scans?limit=100', one.token)).body.data.map(({ id }: { id: string }) => id);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_cursor']);
    expect(theirs.filter((id: string) => answer.text.includes(id))).toEqual([]);
  });
});
