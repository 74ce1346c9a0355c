import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#src/platform/database.ts';
import type { FilterInput, ListDescription, ListQuery } from '#src/platform/filter.ts';
import { matches } from '#src/platform/filter-match.ts';
import { FILTER_LIMITS } from '#src/platform/filter-tree.ts';
import { idsOf, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { expectRefusal } from '#test/kit/refusal.ts';

// What breaks if this fails: a filter shows rows that it says it leaves out, a bulk change hits them, or a page skips a row.

const GRADES = ['low', 'medium', 'high'];
const COLOURS = ['red', 'green', 'blue_green'];
const NAMES = ['Ada', 'ada lovelace', '100%', '100x', 'under_score', 'back\\slash', 'Ärger', ''];
const TAGS = ['a', 'b', 'c d', "o'clock"];
const IDS = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
const MOMENTS = [0, 1, 2].map((n) => new Date(1_700_000_000_000 + n));

const THINGS: ListDescription = {
  noun: 'Thing',
  plural: 'things',
  from: 'things t',
  id: 't.n::text',
  fields: {
    name: { kind: 'text', sql: 't.name', index: 'x', description: '' },
    exact: { kind: 'word', sql: 't.name', index: 'x', description: '' },
    grade: { kind: 'rank', values: GRADES, cast: 'grade', falling: true, sql: 't.grade', index: 'x', description: '' },
    colour: { kind: 'choice', values: COLOURS, cast: 'colour', sql: 't.colour', index: 'x', description: '' },
    owner: { kind: 'id', ids: 'scan', sql: 't.owner', index: 'x', description: '' },
    count: { kind: 'integer', sql: 't.count', index: 'x', description: '' },
    share: { kind: 'number', sql: 't.share', index: 'x', description: '' },
    at: { kind: 'time', sql: 't.at', index: 'x', description: '' },
    flag: { kind: 'boolean', sql: 't.flag', index: 'x', description: '' },
    tags: { kind: 'list', sql: 't.tags', index: 'x', description: '' },
    words: {
      kind: 'list',
      link: true,
      sql: 'exists (select 1 from unnest(t.tags) g where g = any(?::text[]))',
      index: 'x',
      description: '',
    },
  },
  shorthands: {
    owned: { field: 'owner', comparison: 'isNull', inverse: true, description: '' },
    grades: { field: 'grade', comparison: 'in', description: '' },
  },
  orders: {
    NUMBER: { description: '', keys: [{ sql: 't.n', type: 'integer', direction: 'desc' }] },
    GRADE: {
      description: '',
      keys: [
        { sql: 't.grade', type: 'choice', cast: 'grade', direction: 'asc', nullable: true },
        { sql: 't.at', type: 'time', direction: 'desc', nullable: true },
        { sql: 't.n', type: 'integer', direction: 'desc' },
      ],
    },
    NAME: {
      description: '',
      keys: [
        { sql: 't.name', type: 'text', direction: 'desc', nullable: true },
        { sql: 't.n', type: 'integer', direction: 'asc' },
      ],
    },
    SHARE: {
      description: '',
      keys: [
        { sql: 't.share', type: 'number', direction: 'desc', nullable: true },
        { sql: 't.owner', type: 'uuid', direction: 'asc', nullable: true },
        { sql: 't.n', type: 'integer', direction: 'desc' },
      ],
    },
  },
  order: { by: 'NUMBER', direction: 'ASC' },
};

type Thing = { n: number } & Record<string, unknown>;
const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 4 });
const thing = fc.record({
  name: orNull(NAMES),
  grade: orNull(GRADES),
  colour: orNull(COLOURS),
  owner: orNull(IDS),
  count: orNull([-1, 0, 7]),
  share: orNull([0, 0.1, 1 / 3, 1e-9]),
  at: orNull(MOMENTS),
  flag: fc.boolean(),
  tags: fc.subarray(TAGS),
});

/** A filter as the API takes it, of at most this many levels. */
function filters(depth: number): fc.Arbitrary<FilterInput> {
  const range = <T>(value: fc.Arbitrary<T>) =>
    fc.record({ gt: value, gte: value, lt: value, lte: value }, { requiredKeys: [] });
  const some = <T>(values: readonly T[]) => ({
    eq: fc.constantFrom(...values),
    in: fc.subarray([...values]),
    isNull: fc.boolean(),
  });
  const parts = fc.record(
    {
      name: fc.record(
        {
          ...some(NAMES),
          contains: fc.constantFrom('ada', '0%', '_', '\\', 'ä'),
          startsWith: fc.constantFrom('A', '100', 'u'),
        },
        { requiredKeys: [] },
      ),
      exact: fc.record(some(NAMES), { requiredKeys: [] }),
      grade: fc.record(
        { ...some(GRADES), gte: fc.constantFrom(...GRADES), lt: fc.constantFrom(...GRADES) },
        { requiredKeys: [] },
      ),
      colour: fc.record(some(COLOURS), { requiredKeys: [] }),
      owner: fc.record(some(IDS), { requiredKeys: [] }),
      count: range(fc.constantFrom(-1, 0, 3)),
      share: range(fc.constantFrom(0, 0.1, 1 / 3)),
      at: range(fc.constantFrom(...MOMENTS)),
      flag: fc.boolean(),
      tags: fc.record(
        { has: fc.constantFrom(...TAGS), hasAny: fc.subarray(TAGS), hasAll: fc.subarray(TAGS) },
        { requiredKeys: [] },
      ),
      words: fc.record(
        { has: fc.constantFrom(...TAGS), hasAny: fc.subarray(TAGS), hasAll: fc.subarray(TAGS) },
        { requiredKeys: [] },
      ),
      owned: fc.boolean(),
      grades: fc.subarray(GRADES),
    },
    { requiredKeys: [] },
  );
  // One or two members of a filter at a time: more leave no row.
  const few = parts.chain((all) => fc.subarray(Object.keys(all), { maxLength: 2 }).map((keys) => pick(all, keys)));
  if (depth === 0) return few;
  const inner = filters(depth - 1);
  return fc.oneof(
    few,
    fc.record({ and: fc.array(inner, { maxLength: 3 }) }),
    fc.record({ or: fc.array(inner, { maxLength: 3 }) }),
    fc.record({ not: inner }),
    fc.tuple(few, inner).map(([a, b]) => ({ ...a, not: b })),
  );
}

const pick = (all: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));

let fresh: FreshDatabase;
let db: Database & AsyncDisposable;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  await db.query(`create type grade as enum ('high', 'medium', 'low')`);
  await db.query(`create type colour as enum ('red', 'green', 'blue_green')`);
  await db.query(`create table things (n int primary key, name text, grade grade, colour colour, owner uuid, count int, share float8,
    at timestamptz(3), flag boolean, tags text[])`);
}, 60_000);
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

async function fill(rows: readonly Omit<Thing, 'n'>[]): Promise<Thing[]> {
  await db.query('truncate things');
  const things = rows.map((row, n) => ({ ...row, n }) as Thing);
  for (const t of things) await insert(t);
  return things;
}

async function insert(t: Thing): Promise<void> {
  await db.query('insert into things values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    ...['n', 'name', 'grade', 'colour', 'owner', 'count', 'share', 'at', 'flag', 'tags'].map((column) => t[column]),
  ]);
}

const fieldOf = (t: Thing) => (field: string) => t[{ exact: 'name', words: 'tags' }[field] ?? field];

describe('a filter', () => {
  it('leaves in the database what it leaves in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 5, maxLength: 12 }),
        fc.array(filters(3), { minLength: 8, maxLength: 8 }),
        async (rows, queries) => {
          const things = await fill(rows);
          for (const filter of queries) {
            const { list, conditions, tree } = listQuery(THINGS, { filter });
            const left = things.filter((t) => matches(THINGS, tree, fieldOf(t))).map((t) => String(t.n));
            expect(await idsOf(db, list, conditions, 100)).toEqual(left);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('that says nothing leaves everything, and one that needs nothing of nothing leaves nothing', async () => {
    await fill([{ name: 'Ada', flag: true, tags: [] }]);
    const left = async (filter: FilterInput) => {
      const { list, conditions } = listQuery(THINGS, { filter });
      return idsOf(db, list, conditions, 10);
    };
    for (const filter of [{}, { and: [] }, { name: null }, { name: {} }, { not: { or: [] } }])
      expect(await left(filter)).toEqual(['0']);
    for (const filter of [{ or: [] }, { name: { in: [] } }, { not: {} }]) expect(await left(filter)).toEqual([]);
  });

  it.each([
    ['%', ['100%']],
    ['_', ['under_score']],
    ['\\', ['back\\slash']],
    ['ADA', ['Ada', 'ada lovelace']],
  ])('takes %s for what it is', async (contains, left) => {
    const things = await fill(NAMES.map((name) => ({ name, tags: [] })));
    const { list, conditions } = listQuery(THINGS, { filter: { name: { contains } } });
    const ids = await idsOf(db, list, conditions, 100);
    expect(ids.map((id) => things[Number(id)]!.name)).toEqual(left);
  });

  const deep = (levels: number): FilterInput => (levels === 0 ? { flag: true } : { not: deep(levels - 1) });
  it.each([
    ['an unknown member', { hasOwnProperty: true }],
    ['a member of every object', { constructor: { eq: 'x' } }],
    ['a comparison that the field has not', { flag: { eq: true }, colour: { gt: 'red' } }],
    ['one level too many', deep(FILTER_LIMITS.depth + 1)],
    [
      'more comparisons than it may hold',
      { or: Array.from({ length: FILTER_LIMITS.comparisons + 1 }, () => ({ flag: true })) },
    ],
    ['more values than it may hold', { exact: { in: Array.from({ length: FILTER_LIMITS.values + 1 }, () => 'x') } }],
    ['a text that is too long', { name: { contains: 'x'.repeat(FILTER_LIMITS.characters + 1) } }],
    ['a value of no enum', { colour: { eq: 'mauve' } }],
    ['a number that is none', { count: { eq: 1.5 } }],
    ['a moment that is none', { at: { gt: 'yesterday' } }],
    ['a character that cannot be stored', { name: { eq: 'a\0' } }],
    ['a list where there is none', { name: ['Ada'] }],
  ])('is refused with %s', (_name, filter) => {
    return expectRefusal(() => listQuery(THINGS, { filter }), 'invalid_input');
  });

  it('at its limits is read', () => {
    const many = Array.from({ length: FILTER_LIMITS.comparisons }, () => ({ flag: true }));
    expect(listQuery(THINGS, { filter: { or: many } }).conditions).toHaveLength(1);
    expect(listQuery(THINGS, { filter: deep(FILTER_LIMITS.depth) }).conditions).toHaveLength(1);
  });
});

const orders = fc.record({
  by: fc.constantFrom(...Object.keys(THINGS.orders)),
  direction: fc.constantFrom('ASC' as const, 'DESC' as const),
});

async function page(query: ListQuery, args: PageArgs) {
  const { list, conditions } = listQuery(THINGS, query);
  const { pages } = await listAll(db, list, conditions, args);
  return pages[0]!;
}

/** Every row, page after page, and what happens between them. */
async function walk(query: ListQuery, size: number, backwards: boolean, between: () => Promise<void> = async () => {}) {
  const walked: string[] = [];
  for (let cursor: string | null = null, more = true; more; await between()) {
    const current = await page(query, backwards ? { last: size, before: cursor } : { first: size, after: cursor });
    const ids = current.items.map((item) => item.id);
    if (backwards) walked.unshift(...ids);
    else walked.push(...ids);
    more = backwards ? current.hasPreviousPage : current.hasNextPage;
    cursor = (backwards ? current.items[0] : current.items.at(-1))?.cursor ?? null;
  }
  return walked;
}

describe('an order', () => {
  it('gives every row once, page by page, both ways, in the order of the database', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { maxLength: 15 }),
        orders,
        fc.integer({ min: 1, max: 4 }),
        async (rows, orderBy, size) => {
          await fill(rows);
          const { list, conditions } = listQuery(THINGS, { orderBy });
          const whole = await idsOf(db, list, conditions, 100);
          expect(await walk({ orderBy }, size, false)).toEqual(whole);
          expect(await walk({ orderBy }, size, true)).toEqual(whole);
          const all = (await page({ orderBy }, { first: 100 })).items;
          const [from, to] = [Math.floor(all.length / 4), Math.floor((3 * all.length) / 4)];
          if (to > from) {
            const within = { after: all[from]!.cursor, before: all[to]!.cursor };
            expect((await page({ orderBy }, { first: 100, ...within })).items.map((item) => item.id)).toEqual(
              whole.slice(from + 1, to),
            );
            expect((await page({ orderBy }, { last: 2, ...within })).items.map((item) => item.id)).toEqual(
              whole.slice(from + 1, to).slice(-2),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('shows each row that stays once, whatever comes and goes meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 8, maxLength: 12 }),
        fc.array(thing, { minLength: 6, maxLength: 6 }),
        orders,
        fc.boolean(),
        async (rows, late, orderBy, backwards) => {
          const things = await fill(rows);
          const { list, conditions } = listQuery(THINGS, { orderBy });
          const gone = things.filter((t) => t.n % 3 === 0).map((t) => t.n);
          const stay = (await idsOf(db, list, conditions, 100)).filter((id) => Number(id) % 3 !== 0);
          const coming = late.map((row, i) => ({ ...row, n: 100 + i }) as Thing);
          const walked = await walk({ orderBy }, 2, backwards, async () => {
            await db.query('delete from things where n = $1', [gone.pop() ?? -1]);
            const next = coming.pop();
            if (next) await insert(next);
          });
          expect(new Set(walked).size).toBe(walked.length);
          expect(walked.filter((id) => stay.includes(id))).toEqual(stay);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('takes cursors of the same order and filter only', async () => {
    await fill([
      { flag: true, tags: [] },
      { flag: true, tags: [] },
    ]);
    const query: ListQuery = { filter: { flag: true }, orderBy: { by: 'NAME', direction: 'ASC' } };
    const after = (await page(query, { first: 1 })).items[0]!.cursor;
    expect((await page({ ...query }, { first: 1, after })).items).toHaveLength(1);
    const others: ListQuery[] = [
      {},
      { ...query, filter: { flag: false } },
      { ...query, filter: null },
      { ...query, orderBy: { by: 'NAME', direction: 'DESC' } },
      { ...query, orderBy: { by: 'SHARE', direction: 'ASC' } },
    ];
    for (const other of others) await expectRefusal(() => page(other, { first: 1, after }), 'invalid_cursor');
  });

  it('that there is not is refused', async () => {
    for (const by of ['toString', 'PRICE'])
      await expectRefusal(() => listQuery(THINGS, { orderBy: { by } }), 'invalid_input');
  });
});
