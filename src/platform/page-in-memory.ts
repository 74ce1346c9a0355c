import { neighbours, type Page, type PageArgs, sizeOf } from './keyset.ts';
import { decodeKeys, encodeKeys, type KeyType } from './keyset-cursor.ts';

/** The order of rows that stand in memory, as `KeysetList` is of rows in a table. */
export type MemoryOrder<Row> = {
  /** Names the list, its order and its filter in cursors. */
  name: string;
  keys: readonly { type: Extract<KeyType, 'integer' | 'text'>; of: (row: Row) => number | string }[];
  /** Unique. */
  id: (row: Row) => string;
};

/**
 * A page of rows, upwards by their keys, or downwards when `falling`. A cursor holds the keys, so that the page after it is right even
 * where rows have come and gone, or moved, in between.
 *
 * @throws DomainError `invalid_input`, `invalid_cursor`
 */
export function pageInMemory<Row>(
  rows: readonly Row[],
  order: MemoryOrder<Row>,
  args: PageArgs,
  falling = false,
): Page {
  const { size, backwards } = sizeOf(args);
  const compare = (a: readonly (number | string)[], b: readonly (number | string)[]) => {
    const i = a.findIndex((value, k) => value !== b[k]);
    return i < 0 ? 0 : a[i]! < b[i]! !== falling ? -1 : 1;
  };
  const keyed = rows.map((row) => ({ row, keys: order.keys.map((key) => key.of(row)) }));
  keyed.sort((a, b) => compare(a.keys, b.keys));
  const [after, before] = [boundOf(order, args, 'after'), boundOf(order, args, 'before')];
  const between = keyed.filter(
    ({ keys }) => (after === null || compare(keys, after) > 0) && (before === null || compare(keys, before) < 0),
  );
  const kept = backwards ? between.slice(-size) : between.slice(0, size);
  const items = kept.map(({ row, keys }) => ({ id: order.id(row), cursor: encodeKeys(order, keys) }));
  return { items, ...neighbours(args, between.length > size) };
}

function boundOf<Row>(order: MemoryOrder<Row>, args: PageArgs, name: 'after' | 'before'): (number | string)[] | null {
  const cursor = args[name];
  if (cursor == null) return null;
  return decodeKeys(order, cursor, name).map((value, i) =>
    order.keys[i]!.type === 'integer' ? Number(value) : String(value),
  );
}
