import type { Sql } from './database.ts';
import { DomainError } from './errors.ts';
import { decodeKeys, encodeKeys, type KeyType } from './keyset-cursor.ts';

/**
 * Pages of a list by row-value comparison. The cursor holds every sort key, so that the cost of a page does not grow with its depth,
 * and a page after a row that has since gone is the same as before.
 */
export type KeysetList = {
  /** Names the list and its order in cursors. A cursor of another list is refused. */
  name: string;
  /** The table or join, as SQL. */
  from: string;
  /** What the rows are known by, as SQL: their id, or another unique text. */
  id: string;
  /** The order, as SQL. The last key makes it total; all run in one direction, as a row value has to. */
  keys: readonly { sql: string; type: KeyType }[];
  direction: 'asc' | 'desc';
};

/** A condition in SQL with `?` for each of its values. `parent.id` is the parent's id in a list below another row. */
export type Condition = readonly [sql: string, ...values: unknown[]];

export type PageArgs = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
};

export type PageItem = { id: string; cursor: string };
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
  const { size, backwards } = sizeOf(args);
  const statement = new Statement();
  const parentList = statement.value(parents);
  const where = [...conditions.map((c) => statement.condition(c)), ...bounds(statement, list, args)];
  const keys = list.keys.map((key, i) => `${key.sql} as k${i}`).join(', ');
  const direction = backwards === (list.direction === 'asc') ? 'desc' : 'asc';
  const orderBy = (sql: (i: number) => string) => list.keys.map((_, i) => `${sql(i)} ${direction}`).join(', ');
  const rows = await db.query<Row & { parent: bigint }>(
    `select parent.i as parent, page.* from unnest(${parentList}::text[]) with ordinality as parent(id, i) cross join lateral (
       select ${list.id} as id, ${keys} from ${list.from} where ${where.join(' and ') || 'true'}
       order by ${orderBy((i) => list.keys[i]!.sql)} limit ${statement.value(size + 1)}
     ) page order by parent.i, ${orderBy((i) => `page.k${i}`)}`,
    statement.values,
  );
  const byParent = Map.groupBy(rows, (row) => Number(row.parent));
  return parents.map((_, i) => pageOf(list, byParent.get(i + 1) ?? [], args));
}

async function countRows(
  db: Sql,
  list: KeysetList,
  parents: readonly string[],
  conditions: readonly Condition[],
): Promise<number[]> {
  const statement = new Statement();
  const parentList = statement.value(parents);
  const where = conditions.map((c) => statement.condition(c)).join(' and ') || 'true';
  const rows = await db.query<{ count: number }>(
    `select counted.count from unnest(${parentList}::text[]) with ordinality as parent(id, i) cross join lateral (
       select count(*)::int as count from (select 1 from ${list.from} where ${where} limit ${COUNT_MAX}) capped
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
  const where = conditions.map((c) => statement.condition(c)).join(' and ') || 'true';
  const order = list.keys.map((key) => `${key.sql} ${list.direction}`).join(', ');
  const rows = await db.query<{ id: string }>(
    `select ${list.id} as id from ${list.from} where ${where} order by ${order} limit ${statement.value(limit)}`,
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
  if (size < 1 || size > PAGE_MAX) {
    const name = args.last == null ? 'first' : 'last';
    throw new DomainError('invalid_input', `${name} is a number from 1 to ${PAGE_MAX}.`, { path: [name] });
  }
  return { size, backwards };
}

function bounds(statement: Statement, list: KeysetList, args: PageArgs): string[] {
  const columns = `(${list.keys.map((key) => key.sql).join(', ')})`;
  const bound = (name: 'after' | 'before', operator: string) => {
    const cursor = args[name];
    if (cursor == null) return [];
    const values = decodeKeys(list, cursor, name).map(
      (value, i) => `${statement.value(value)}::${SQL_TYPE[list.keys[i]!.type]}`,
    );
    return [`${columns} ${operator} (${values.join(', ')})`];
  };
  const [later, earlier] = list.direction === 'asc' ? ['>', '<'] : ['<', '>'];
  return [...bound('after', later!), ...bound('before', earlier!)];
}

const SQL_TYPE: Record<KeyType, string> = { time: 'timestamptz', uuid: 'uuid', text: 'text', integer: 'bigint' };

type Row = Record<string, unknown> & { id: string };

function pageOf(list: KeysetList, rows: readonly Row[], args: PageArgs): Page {
  const { size, backwards } = sizeOf(args);
  const kept = rows.slice(0, size);
  const items = (backwards ? kept.reverse() : kept).map((row) => ({
    id: row.id,
    cursor: encodeKeys(
      list,
      list.keys.map((_, i) => row[`k${i}`]),
    ),
  }));
  return { items, ...neighbours(args, rows.length > size) };
}

/** Whoever holds a cursor has it from a row, so there is something on its other side. */
export function neighbours(args: PageArgs, more: boolean): Pick<Page, 'hasNextPage' | 'hasPreviousPage'> {
  if (sizeOf(args).backwards) return { hasPreviousPage: more, hasNextPage: args.before != null };
  return { hasPreviousPage: args.after != null, hasNextPage: more };
}

/** Collects the values of a statement and gives each its number. */
class Statement {
  readonly values: unknown[] = [];

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  condition([sql, ...values]: Condition): string {
    let i = 0;
    return `(${sql.replaceAll('?', () => this.value(values[i++]))})`;
  }
}
