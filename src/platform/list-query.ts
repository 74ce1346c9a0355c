import { createHash } from 'node:crypto';
import { DomainError } from './errors.ts';
import type { ListDescription, ListQuery, Order } from './filter.ts';
import { filterConditions } from './filter-sql.ts';
import { type FilterTree, readFilter } from './filter-tree.ts';
import type { KeysetList } from './keyset.ts';
import type { Condition } from './keyset-statement.ts';

export type ListRead = {
  /** What `listAll` and `listBelow` page through, in the order that was asked for. */
  list: KeysetList;
  /** Of the filter. The tenant and the parent are the use case's to add. */
  conditions: Condition[];
  tree: FilterTree;
};

/**
 * A filter and an order, ready to be read: `const { list, conditions } = listQuery(SCANS, query)`. Cursors name the order and the filter,
 * so that one of another list is refused.
 *
 * @throws DomainError as `readFilter` does, and `invalid_input` for an unknown order
 */
export function listQuery(described: ListDescription, query: ListQuery): ListRead {
  const tree = readFilter(described, query.filter);
  const { by, direction, order } = orderOf(described, query);
  const isDefault = by === described.order.by && direction === described.order.direction;
  const name = `${described.plural}${isDefault ? '' : ` ${by} ${direction}`}${fingerprint(tree)}`;
  const list = { name, from: described.from, id: described.id, ...keysOf(order, direction) };
  return { list, conditions: filterConditions(described, tree), tree };
}

/** The same over a table with `tenant_id`, of whose rows the tenant sees its own. */
export function tenantQuery(tenantId: string, described: ListDescription, query: ListQuery): ListRead {
  const read = listQuery(described, query);
  return { ...read, conditions: [['t.tenant_id = ?', tenantId], ...read.conditions] };
}

function orderOf(described: ListDescription, { orderBy }: ListQuery) {
  const by = orderBy?.by ?? described.order.by;
  const order = Object.hasOwn(described.orders, by) ? described.orders[by] : undefined;
  if (!order) throw new DomainError('invalid_input', `There is no order by ${by.slice(0, 50)}.`, { path: ['orderBy'] });
  const own = by === described.order.by ? described.order.direction : 'DESC';
  return { by, order, direction: orderBy?.direction ?? own };
}

/** `ASC` runs the other way than the keys are written. */
function keysOf(order: Order, direction: 'ASC' | 'DESC'): Pick<KeysetList, 'keys' | 'direction'> {
  const flipped = { asc: 'desc', desc: 'asc' } as const;
  const keys = order.keys.map((key) => (direction === 'DESC' ? key : { ...key, direction: flipped[key.direction] }));
  return { keys, direction: 'desc' };
}

/** The same for filters that mean the same word for word. Empty for one that leaves every row. */
function fingerprint(tree: FilterTree): string {
  if ('all' in tree && tree.all.length === 0) return '';
  return ` ${createHash('sha256').update(JSON.stringify(tree)).digest('base64url').slice(0, 12)}`;
}
