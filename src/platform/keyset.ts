import type { Sql } from './database.ts';
import { DomainError } from './errors.ts';
import { decodeKeys, encodeKeys } from './keyset-cursor.ts';
import { type Direction, orderBy, rangesAfter, type SettledKey, type SortKey, settle } from './keyset-order.ts';
import { type Condition, Statement } from './keyset-statement.ts';

export type { Condition } from './keyset-statement.ts';

/**
 * Pages of a list by its sort keys. The cursor holds every one of them, so that the cost of a page does not grow with its depth,
 * and a page after a row that has since gone is the same as before.
 */
export type KeysetList = {
  /** Names the list, its order and its filter in cursors. A cursor of another list is refused. */
  name: string;
  /** The table or join, as SQL. */
  from: string;
  /** What the rows are known by, as SQL: their id, or another unique text. */
  id: string;
  /** Columns that come along with each row, as SQL with names, where they are shown at once: `t.title, t.probe_id as "probeId"`. */
  columns?: string;
  /** The order. The last key makes it total. */
  keys: readonly SortKey[];
  /** The direction of every key that names none of its own. */
  direction: Direction;
};

export type PageArgs = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  /** Rows of one page at most, where it is not 100. */
  max?: number;
};

/** `row` holds the columns of a list that names some. */
export type PageItem = { id: string; cursor: string; row?: unknown };
export type Page = { items: PageItem[]; hasNextPage: boolean; hasPreviousPage: boolean };

const PAGE = 20;
const PAGE_MAX = 100;
/** A count stops here. */
export const COUNT_MAX = 10_000;

/** A page below each parent, and, for who asks, how many rows there are below each, counted up to `COUNT_MAX`. */
export type Listing = { pages: Page[]; counts: () => Promise<number[]> };

/** A list that stands alone: one page. Throws as `listBelow` does. */
export function listAll(db: Sql, list: KeysetList, conditions: readonly Condition[], args: PageArgs): Promise<Listing> {
  return listBelow(db, list, [''], conditions, args);
}

/**
 * The same page below each of `parents`, in their order, in one statement.
 *
 * @throws DomainError `invalid_input` for sizes out of range, `invalid_cursor`
 */
export async function listBelow(
  db: Sql,
  list: KeysetList,
  parents: readonly string[],
  conditions: readonly Condition[],
  args: PageArgs,
): Promise<Listing> {
  let counted: Promise<number[]> | undefined;
  return {
    pages: await readPages(db, list, parents, conditions, args),
    counts: () => {
      counted ??= countRows(db, list, parents, conditions);
      return counted;
    },
  };
}

async function readPages(
  db: Sql,
  list: KeysetList,
  parents: readonly string[],
  conditions: readonly Condition[],
  args: PageArgs,
): Promise<Page[]> {
  const statement = new Statement();
  const { text, keys } = pageStatement(statement, list, parents, conditions, args);
  const rows = await db.query<Row & { parent: bigint }>(text, statement.values);
  const byParent = Map.groupBy(rows, (row) => Number(row.parent));
  return parents.map((_, i) => pageOf(list, keys, byParent.get(i + 1) ?? [], args));
}

/** The statement of a page below each parent. Its values are put into `statement`. */
export function pageStatement(
  statement: Statement,
  list: KeysetList,
  parents: readonly string[],
  conditions: readonly Condition[],
  args: PageArgs,
): { text: string; keys: SettledKey[] } {
  const { size, backwards } = sizeOf(args);
  const keys = settle(list.keys, list.direction, backwards);
  const parentList = statement.value(parents);
  const [near, far] = backwards ? (['before', 'after'] as const) : (['after', 'before'] as const);
  const ranges = bound(list, args, near, (values) => rangesAfter(keys, values, statement)) ?? [''];
  const ordered = list.keys.map((key, i) => `${key.sql} as k${i}`);
  const selected = [...ordered, ...(list.columns ? [list.columns] : [])].join(', ');
  const range = (condition: string) =>
    `select ${list.id} as id, ${selected} from ${list.from}
     where ${[statement.conditions(conditions), condition].filter(Boolean).join(' and ')}
     order by ${orderBy(keys)} limit ${statement.value(size + 1)}`;
  const named = (i: number) => `page.k${i}`;
  const whole =
    ranges.length === 1
      ? range(ranges[0]!)
      : `${joined(ranges, range)} order by ${orderBy(keys, (i) => `k${i}`)} limit ${size + 1}`;
  const opposite = settle(list.keys, list.direction, !backwards);
  const within = bound(list, args, far, (values) => rangesAfter(opposite, values, statement, named));
  const text = `select parent.i as parent, page.* from unnest(${parentList}::text[]) with ordinality as parent(id, i)
    cross join lateral (${whole}) page ${within ? `where ${within.join(' or ') || 'false'}` : ''}
    order by parent.i, ${orderBy(keys, named)}`;
  return { text, keys };
}

/** Ranges do not overlap, so the first rows of the whole are among the first rows of each. */
function joined(ranges: readonly string[], range: (condition: string) => string): string {
  if (ranges.length === 0) return `select * from (${range('false')}) none`;
  return ranges.map((condition) => `(${range(condition)})`).join(' union all ');
}

function bound(
  list: KeysetList,
  args: PageArgs,
  name: 'after' | 'before',
  rangesOf: (values: ReturnType<typeof decodeKeys>) => string[],
): string[] | null {
  const cursor = args[name];
  return cursor == null ? null : rangesOf(decodeKeys(list, cursor, name));
}

async function countRows(
  db: Sql,
  list: KeysetList,
  parents: readonly string[],
  conditions: readonly Condition[],
): Promise<number[]> {
  const statement = new Statement();
  const parentList = statement.value(parents);
  const rows = await db.query<{ count: number }>(
    `select counted.count from unnest(${parentList}::text[]) with ordinality as parent(id, i) cross join lateral (
       select count(*)::int as count from (select 1 from ${list.from} where ${statement.conditions(conditions)} limit ${COUNT_MAX}) capped
     ) counted order by parent.i`,
    statement.values,
  );
  return rows.map((row) => row.count);
}

/** The ids of the first `limit` rows of a list, for acts on all of them. */
export async function idsOf(
  db: Sql,
  list: KeysetList,
  conditions: readonly Condition[],
  limit: number,
): Promise<string[]> {
  const statement = new Statement();
  const rows = await db.query<{ id: string }>(
    `select ${list.id} as id from ${list.from} where ${statement.conditions(conditions)}
     order by ${orderBy(settle(list.keys, list.direction, false))} limit ${statement.value(limit)}`,
    statement.values,
  );
  return rows.map((row) => row.id);
}

/** @throws DomainError `invalid_input` */
export function sizeOf(args: PageArgs): { size: number; backwards: boolean } {
  if (args.first != null && args.last != null) {
    throw new DomainError('invalid_input', 'Give first or last, not both.', { path: ['last'] });
  }
  const backwards = args.last != null || (args.first == null && args.before != null && args.after == null);
  const size = args.first ?? args.last ?? PAGE;
  const max = args.max ?? PAGE_MAX;
  if (size < 1 || size > max) {
    const name = args.last == null ? 'first' : 'last';
    throw new DomainError('invalid_input', `${name} is a number from 1 to ${max}.`, { path: [name] });
  }
  return { size, backwards };
}

type Row = Record<string, unknown> & { id: string };

function pageOf(list: KeysetList, keys: readonly SettledKey[], rows: readonly Row[], args: PageArgs): Page {
  const { size, backwards } = sizeOf(args);
  const kept = rows.slice(0, size);
  const items = (backwards ? kept.reverse() : kept).map((row) => ({
    id: row.id,
    cursor: encodeKeys(
      list,
      keys.map((_, i) => row[`k${i}`]),
    ),
    ...(list.columns ? { row } : {}),
  }));
  return { items, ...neighbours(args, rows.length > size) };
}

/** Whoever holds a cursor has it from a row, so there is something on its other side. */
export function neighbours(args: PageArgs, more: boolean): Pick<Page, 'hasNextPage' | 'hasPreviousPage'> {
  if (sizeOf(args).backwards) return { hasPreviousPage: more, hasNextPage: args.before != null };
  return { hasPreviousPage: args.after != null, hasNextPage: more };
}
