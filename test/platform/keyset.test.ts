import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type OwnDatabase, openDatabase } from '#src/platform/database.ts';
import { COUNT_MAX, type KeysetList, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';

let fresh: FreshDatabase;
let db: OwnDatabase;

// Rows that share their first key, so that the second has to decide: three sections of four rows at each of three moments.
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  await db.query('create table things (id text primary key, section text, at timestamptz(3), rank int)');
  await db.query(`insert into things select s || '-' || m || '-' || n, s, timestamptz '2026-01-01' + m * interval '1 minute', n
    from unnest(array['a','b','c']) s, generate_series(1, 3) m, generate_series(1, 4) n`);
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

const THINGS: KeysetList = {
  name: 'things',
  from: 'things t',
  id: 't.id',
  keys: [
    { sql: 't.at', type: 'time' },
    { sql: 't.rank', type: 'integer' },
    { sql: 't.id', type: 'text' },
  ],
  direction: 'desc',
};

/** The ids of a section in the list's order. */
const ordered = (section: string) => [3, 2, 1].flatMap((m) => [4, 3, 2, 1].map((n) => `${section}-${m}-${n}`));
const page = async (args: PageArgs, section = 'a') =>
  (await listAll(db, THINGS, [['t.section = ?', section]], args)).pages[0]!;
const ids = (of: { items: { id: string }[] }) => of.items.map((item) => item.id);

describe('a list by keys', () => {
  it.each([1, 2, 3, 5, 11, 12, 100])('gives every row once in pages of %i, in both directions', async (size) => {
    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const current = await page({ first: size, after });
      forwards.push(...ids(current));
      [after, more] = [current.items.at(-1)!.cursor, current.hasNextPage];
    }
    expect(forwards).toEqual(ordered('a'));
    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const current = await page({ last: size, before });
      backwards.unshift(...ids(current));
      [before, more] = [current.items[0]!.cursor, current.hasPreviousPage];
    }
    expect(backwards).toEqual(ordered('a'));
  });

  it('gives what stands between two cursors', async () => {
    const all = await page({ first: 100 });
    const between = { after: all.items[2]!.cursor, before: all.items[9]!.cursor };
    expect(ids(await page({ first: 100, ...between }))).toEqual(ordered('a').slice(3, 9));
    expect(ids(await page({ last: 2, ...between }))).toEqual(ordered('a').slice(7, 9));
    expect(ids(await page({ before: all.items[9]!.cursor }))).toEqual(ordered('a').slice(0, 9));
  });

  it('is empty after its last row, and says so', async () => {
    const all = await page({ first: 100 });
    expect(await page({ first: 5, after: all.items.at(-1)!.cursor })).toEqual({
      items: [],
      hasNextPage: false,
      hasPreviousPage: true,
    });
  });

  it('runs upwards as well', async () => {
    const upwards = { ...THINGS, direction: 'asc' as const };
    const { pages } = await listAll(db, upwards, [['t.section = ?', 'b']], { first: 5 });
    expect(ids(pages[0]!)).toEqual(ordered('b').reverse().slice(0, 5));
  });
});

describe('lists below rows', () => {
  it('are the same page below each, in the order of the parents, in one statement', async () => {
    let statements = 0;
    const counting = {
      query: ((...args: Parameters<Database['query']>) =>
        db.query(...args).finally(() => (statements += 1))) as Database['query'],
    };
    const { pages, counts } = await listBelow(counting, THINGS, ['c', 'nothing', 'a'], [['t.section = parent.id']], {
      first: 2,
    });
    expect(pages.map(ids)).toEqual([ordered('c').slice(0, 2), [], ordered('a').slice(0, 2)]);
    expect(pages.map((each) => each.hasNextPage)).toEqual([true, false, true]);
    expect(statements).toBe(1);
    expect(await counts()).toEqual([12, 0, 12]);
    expect(await counts()).toEqual([12, 0, 12]);
    expect(statements).toBe(2);
  });
});

it('a count stops at its limit', async () => {
  const many: KeysetList = {
    ...THINGS,
    from: 'generate_series(1, 50000) as t(n)',
    id: 't.n::text',
    keys: [{ sql: 't.n', type: 'integer' }],
  };
  const { counts, pages } = await listAll(db, many, [], { first: 1 });
  expect(ids(pages[0]!)).toEqual(['50000']);
  expect(await counts()).toEqual([COUNT_MAX]);
});

it('a value is never taken for SQL', async () => {
  const hostile = `a' or 'a' = 'a`;
  expect(ids(await page({ first: 100 }, hostile))).toEqual([]);
  const forged = Buffer.from(JSON.stringify(['things', '1', '1', `x'); drop table things; --`])).toString('base64url');
  expect(ids(await page({ first: 100, after: forged }))).toEqual([]);
  expect(ids(await page({ first: 1 }))).toHaveLength(1);
});
