import { filterConditions } from '#src/platform/filter-sql.ts';
import type { FilterTree } from '#src/platform/filter-tree.ts';
import type { Condition } from '#src/platform/keyset-statement.ts';
import { FINDING_LIST } from './finding-list.ts';

/** A filter that the ledger of counts can answer. */
export type LedgerFilter = {
  /** Over `t`, which may be the ledger or the findings. */
  conditions: Condition[];
  /** Last seen at or after this, and before that. Null: without end. */
  from: Date | null;
  to: Date | null;
};

type Comparison = Extract<FilterTree, { field: string }>;

/** What the ledger's rows say of findings, besides the day. */
const IN_LEDGER: ReadonlySet<string> = new Set(['severityIs', 'statusIs', 'risks', 'control', 'framework']);

/** The filter as the ledger reads it, or null where it asks for what only the findings themselves know. */
export function ledgerFilter(tree: FilterTree): LedgerFilter | null {
  const members = flatten(tree);
  const bounds = members.filter((member): member is Comparison => 'field' in member && member.field === 'lastSeenAt');
  const rest = members.filter((member) => !(bounds as FilterTree[]).includes(member));
  if (!rest.every(isInLedger) || bounds.some(({ comparison }) => comparison === 'isNull')) return null;
  const times = bounds.map(boundOf);
  const latest = times.flatMap((bound) => ('from' in bound ? bound.from : []));
  const earliest = times.flatMap((bound) => ('to' in bound ? bound.to : []));
  return {
    conditions: filterConditions(FINDING_LIST, { all: rest }),
    from: latest.length > 0 ? new Date(Math.max(...latest)) : null,
    to: earliest.length > 0 ? new Date(Math.min(...earliest)) : null,
  };
}

/** All that has to hold, whatever it is wrapped in. */
function flatten(tree: FilterTree): FilterTree[] {
  return 'all' in tree ? tree.all.flatMap(flatten) : [tree];
}

function isInLedger(tree: FilterTree): boolean {
  if ('all' in tree) return tree.all.every(isInLedger);
  if ('any' in tree) return tree.any.every(isInLedger);
  return 'not' in tree ? isInLedger(tree.not) : IN_LEDGER.has(tree.field);
}

/** Times are kept to the millisecond, so that after one is from the next. */
function boundOf({ comparison, value }: Comparison): { from: number } | { to: number } {
  const time = (value as Date).getTime();
  if (comparison === 'gte' || comparison === 'gt') return { from: comparison === 'gt' ? time + 1 : time };
  return { to: comparison === 'lte' ? time + 1 : time };
}
