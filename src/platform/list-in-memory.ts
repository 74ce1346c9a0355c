import type { ListDescription, ListQuery } from './filter.ts';
import { matches } from './filter-match.ts';
import { type KeysetList, neighbours, type Page, type PageArgs, sizeOf } from './keyset.ts';
import { decodeKeys, encodeKeys } from './keyset-cursor.ts';
import type { SortKey } from './keyset-order.ts';
import { listQuery } from './list-query.ts';

/** Rows that stand in memory: what the description calls a field, of a row. Order keys are named `t.<field>`. */
export type MemoryRows<Row> = {
  rows: readonly Row[];
  id: (row: Row) => string;
  read: (row: Row, field: string) => unknown;
};

/**
 * A page of rows in memory by the same filters, orders and cursors as lists of tables have, and how many rows the filter leaves.
 *
 * @throws DomainError `invalid_input`, `invalid_cursor`
 */
export function listInMemory<Row>(
  described: ListDescription,
  { rows, id, read }: MemoryRows<Row>,
  query: ListQuery,
  args: PageArgs,
): { page: Page; count: number } {
  const { list, tree } = listQuery(described, query);
  const left = rows.filter((row) => matches(described, tree, (field) => read(row, field)));
  const keyed = left.map((row) => ({
    id: id(row),
    keys: list.keys.map((key) => comparable(key, read(row, key.sql.replace('t.', '')))),
  }));
  keyed.sort((a, b) => compare(list, a.keys, b.keys));
  return { page: pageOf(list, keyed, args), count: keyed.length };
}

type Value = string | number | null;
type Keyed = { id: string; keys: Value[] };

/** Numbers and moments are compared as numbers, everything else as text. */
function comparable({ type }: SortKey, value: unknown): Value {
  if (value == null) return null;
  return type === 'integer' || type === 'number' || type === 'time' ? Number(value) : String(value);
}

function pageOf(list: KeysetList, rows: readonly Keyed[], args: PageArgs): Page {
  const [after, before] = [placeOf(list, args, 'after'), placeOf(list, args, 'before')];
  const between = rows.filter(
    ({ keys }) => (!after || compare(list, keys, after) > 0) && (!before || compare(list, keys, before) < 0),
  );
  const { size, backwards } = sizeOf(args);
  const kept = backwards ? between.slice(-size) : between.slice(0, size);
  const items = kept.map(({ id, keys }) => ({ id, cursor: encodeKeys(list, keys) }));
  return { items, ...neighbours(args, between.length > size) };
}

function placeOf(list: KeysetList, args: PageArgs, name: 'after' | 'before'): Value[] | null {
  const cursor = args[name];
  return cursor == null ? null : decodeKeys(list, cursor, name).map((value, i) => comparable(list.keys[i]!, value));
}

/** A key that is null stands after every value, as in PostgreSQL. */
function compare(list: KeysetList, a: readonly Value[], b: readonly Value[]): number {
  const i = a.findIndex((value, at) => value !== b[at]);
  if (i < 0) return 0;
  const [x, y] = [a[i]!, b[i]!];
  const upwards = x !== null && (y === null || x < y) ? -1 : 1;
  return (list.keys[i]!.direction ?? list.direction) === 'desc' ? -upwards : upwards;
}
