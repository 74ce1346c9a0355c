import fc from 'fast-check';
import { type Database, openDatabase } from '#src/platform/database.ts';
import type { ListDescription } from '#src/platform/filter.ts';
import { freshDatabase } from '#test/kit/database.ts';

// A list of things with a field of every kind and orders of every shape, on a table of its own.

export const GRADES = ['low', 'medium', 'high'];
export const COLOURS = ['red', 'green', 'blue_green'];
export const NAMES = ['Ada', 'ada lovelace', '100%', '100x', 'under_score', 'back\\slash', 'Ärger', ''];
export const TAGS = ['a', 'b', 'c d', "o'clock"];
export const IDS = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
export const MOMENTS = [0, 1, 2].map((n) => new Date(1_700_000_000_000 + n));

export const THINGS: ListDescription = {
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

export type Thing = { n: number } & Record<string, unknown>;
const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 4 });
export const thing = fc.record({
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

export type Things = AsyncDisposable & {
  db: Database;
  fill(rows: readonly Omit<Thing, 'n'>[]): Promise<Thing[]>;
  insert(t: Thing): Promise<void>;
};

export async function openThings(): Promise<Things> {
  await using stack = new AsyncDisposableStack();
  const fresh = stack.use(await freshDatabase());
  const db = stack.use(openDatabase(fresh.url));
  await db.query(`create type grade as enum ('high', 'medium', 'low')`);
  await db.query(`create type colour as enum ('red', 'green', 'blue_green')`);
  await db.query(`create table things (n int primary key, name text, grade grade, colour colour, owner uuid, count int, share float8,
    at timestamptz(3), flag boolean, tags text[])`);
  const insert = async (t: Thing) => {
    const columns = ['n', 'name', 'grade', 'colour', 'owner', 'count', 'share', 'at', 'flag', 'tags'];
    await db.query(
      'insert into things values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      columns.map((column) => t[column]),
    );
  };
  const open = stack.move();
  return {
    db,
    insert,
    async fill(rows) {
      await db.query('truncate things');
      const things = rows.map((row, n) => ({ ...row, n }) as Thing);
      for (const t of things) await insert(t);
      return things;
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
