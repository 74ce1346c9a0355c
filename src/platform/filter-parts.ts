import type { Order } from './filter.ts';
import type { Direction, SortKey } from './keyset-order.ts';

/** Parts that descriptions of lists have in common. */

export const ID_KEY = { sql: 't.id', type: 'uuid' } as const;

/** A key as it runs in `DESC`. */
export function key(
  sql: string,
  type: SortKey['type'],
  direction: Direction = 'desc',
  more: Pick<SortKey, 'nullable' | 'cast'> = {},
): Order['keys'][number] {
  return { sql, type, direction, ...more };
}

/** By one key, and by id among equals. */
export function byKey(description: string, first: Order['keys'][number], last: SortKey = ID_KEY): Order {
  return { description, keys: [first, { ...last, direction: first.direction ?? 'desc' }] };
}
