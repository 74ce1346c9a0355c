import type { Comparison, FilterField, ListDescription } from './filter.ts';
import type { FilterTree, FilterValue } from './filter-tree.ts';

/** The value of a row's field; a `list` gives an array. */
export type ReadField = (field: string) => unknown;

/** Whether a row in memory is left by a filter: as `filterConditions` says it in SQL. `words` are not looked for in memory. */
export function matches(list: ListDescription, tree: FilterTree, read: ReadField): boolean {
  if ('all' in tree) return tree.all.every((member) => matches(list, member, read));
  if ('any' in tree) return tree.any.some((member) => matches(list, member, read));
  if ('not' in tree) return !matches(list, tree.not, read);
  return holds(list.fields[tree.field]!, tree.comparison, read(tree.field), tree.value);
}

function holds(field: FilterField, comparison: Comparison, actual: unknown, value: FilterValue): boolean {
  if (comparison === 'isNull') return (actual == null) === value;
  if (actual == null) return false;
  const wanted = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  switch (comparison) {
    case 'eq':
      return actual === value;
    case 'in':
      return wanted.includes(actual);
    case 'contains':
      return lower(actual).includes(lower(value));
    case 'startsWith':
      return lower(actual).startsWith(lower(value));
    case 'has':
    case 'hasAny':
      return wanted.some((each) => (actual as unknown[]).includes(each));
    case 'hasAll':
      return wanted.every((each) => (actual as unknown[]).includes(each));
    default:
      return ordered(comparison, rankOf(field, actual) - rankOf(field, value));
  }
}

function ordered(comparison: 'gt' | 'gte' | 'lt' | 'lte', difference: number): boolean {
  if (comparison === 'gt') return difference > 0;
  if (comparison === 'gte') return difference >= 0;
  return comparison === 'lt' ? difference < 0 : difference <= 0;
}

function rankOf(field: FilterField, value: unknown): number {
  return field.values ? field.values.indexOf(String(value)) : Number(value);
}

const lower = (value: unknown) => String(value).toLowerCase();
