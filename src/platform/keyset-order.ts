import type { KeyType, KeyValue } from './keyset-cursor.ts';
import type { Statement } from './keyset-statement.ts';

export type Direction = 'asc' | 'desc';

/** A sort key. A text key is a sort key by its first 400 characters at most: cut it in `sql` where it may be longer. */
export type SortKey = {
  sql: string;
  type: KeyType;
  /** Unless given, the list's own. */
  direction?: Direction;
  /** Null stands after every value, as in PostgreSQL: last upwards, first downwards. */
  nullable?: boolean;
  /** The SQL type of a `choice`. */
  cast?: string;
};

/** A sort key whose direction is settled. */
export type SettledKey = SortKey & { direction: Direction };

const SQL_TYPE: Record<KeyType, string> = {
  time: 'timestamptz',
  uuid: 'uuid',
  text: 'text',
  integer: 'bigint',
  number: 'float8',
  choice: 'text',
};

/** The keys in the direction in which a page is read. */
export function settle(keys: readonly SortKey[], direction: Direction, backwards: boolean): SettledKey[] {
  return keys.map((key) => {
    const own = key.direction ?? direction;
    return { ...key, direction: backwards ? (own === 'asc' ? 'desc' : 'asc') : own };
  });
}

export function orderBy(keys: readonly SettledKey[], sql = (i: number) => keys[i]!.sql): string {
  return keys.map((key, i) => `${sql(i)} ${key.direction}`).join(', ');
}

/**
 * Conditions that together leave the rows after `values`. No row fulfils two of them, and each is one range of an index on the keys, so
 * that the first rows of each are found at the same cost wherever the place is. Keys of one direction without nulls are one row value.
 */
export function rangesAfter(
  keys: readonly SettledKey[],
  values: readonly KeyValue[],
  statement: Statement,
  sql = (i: number) => keys[i]!.sql,
): string[] {
  const value = (i: number) => `${statement.value(values[i])}::${keys[i]!.cast ?? SQL_TYPE[keys[i]!.type]}`;
  const from = (i: number, equal: readonly string[]): string[] => {
    if (i === keys.length) return [];
    if (isUniform(keys.slice(i))) {
      const rest = keys.slice(i).map((_, j) => i + j);
      const operator = keys[i]!.direction === 'asc' ? '>' : '<';
      return [[...equal, `(${rest.map(sql).join(', ')}) ${operator} (${rest.map(value).join(', ')})`].join(' and ')];
    }
    const same = values[i] === null ? `${sql(i)} is null` : `${sql(i)} = ${value(i)}`;
    const later = beyond(keys[i]!, sql(i), values[i] === null ? null : () => value(i));
    return [...from(i + 1, [...equal, same]), ...later.map((range) => [...equal, range].join(' and '))];
  };
  return from(0, []);
}

/** Where this key alone is later than the value, which is null when `value` is. */
function beyond(key: SettledKey, sql: string, value: (() => string) | null): string[] {
  if (value === null) return key.direction === 'desc' ? [`${sql} is not null`] : [];
  if (key.direction === 'desc') return [`${sql} < ${value()}`];
  return [`${sql} > ${value()}`, ...(key.nullable ? [`${sql} is null`] : [])];
}

function isUniform(keys: readonly SettledKey[]): boolean {
  return keys.every((key) => !key.nullable && key.direction === keys[0]!.direction);
}
