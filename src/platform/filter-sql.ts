import { DomainError } from './errors.ts';
import type { Comparison, FieldKind, FilterField, ListDescription } from './filter.ts';
import type { FilterTree, FilterValue } from './filter-tree.ts';
import type { Condition } from './keyset-statement.ts';

const CAST: Record<FieldKind, string> = {
  id: 'uuid',
  word: 'text',
  text: 'text',
  choice: 'text',
  rank: 'text',
  time: 'timestamptz',
  integer: 'bigint',
  number: 'float8',
  list: 'text',
  boolean: 'boolean',
  words: 'tsquery',
};

const OPERATOR: Partial<Record<Comparison, [rising: string, falling: string]>> = {
  eq: ['=', '='],
  gt: ['>', '<'],
  gte: ['>=', '<='],
  lt: ['<', '>'],
  lte: ['<=', '>='],
};

/**
 * The conditions of a filter, every value of it a parameter. What is null is neither equal nor different, and `not` holds for it: a finding
 * without an assignee is among those that are not Ada's.
 */
export function filterConditions(list: ListDescription, tree: FilterTree): Condition[] {
  return 'all' in tree ? tree.all.map((member) => conditionOf(list, member)) : [conditionOf(list, tree)];
}

function conditionOf(list: ListDescription, tree: FilterTree): Condition {
  if ('all' in tree) return join(list, tree.all, 'and', 'true');
  if ('any' in tree) return join(list, tree.any, 'or', 'false');
  if ('not' in tree) {
    const [sql, ...values] = conditionOf(list, tree.not);
    return [`(${sql}) is not true`, ...values];
  }
  return comparisonOf(list.fields[tree.field]!, tree.comparison, tree.value);
}

function join(list: ListDescription, trees: readonly FilterTree[], word: 'and' | 'or', empty: string): Condition {
  const parts = trees.map((member) => conditionOf(list, member));
  const sql = parts.map(([text]) => `(${text})`).join(` ${word} `) || empty;
  return [sql, ...parts.flatMap(([, ...values]) => values)];
}

function comparisonOf(field: FilterField, comparison: Comparison, value: FilterValue): Condition {
  if (field.link) return linkOf(field, comparison, value);
  if (comparison === 'isNull') return [`${field.sql} is ${value ? '' : 'not '}null`];
  if (field.kind === 'words') return [`${field.sql} @@ to_tsquery('simple', ?)`, wordQuery(String(value))];
  if (field.kind === 'boolean') return [value ? field.sql : `not ${field.sql}`];
  const cast = field.cast ?? CAST[field.kind];
  switch (comparison) {
    case 'in':
      return [`${field.sql} = any(?::${cast}[])`, value];
    case 'contains':
      return [`${field.sql} ilike ?`, `%${escapeLike(String(value))}%`];
    case 'startsWith':
      return [`${field.sql} ilike ?`, `${escapeLike(String(value))}%`];
    case 'has':
      return [`${field.sql} @> array[?]::${cast}[]`, value];
    case 'hasAll':
      return [`${field.sql} @> ?::${cast}[]`, value];
    case 'hasAny':
      return [`${field.sql} && ?::${cast}[]`, value];
    default:
      return [`${field.sql} ${OPERATOR[comparison]![field.falling ? 1 : 0]} ?::${cast}`, value];
  }
}

/** Rows tied to one of some others. `isNull`: to none of them that the link's values could name, so links do without it. */
function linkOf(field: FilterField, comparison: Comparison, value: FilterValue): Condition {
  const values = Array.isArray(value) ? value : [value];
  if (comparison !== 'hasAll') return [field.sql, values];
  return [values.map(() => field.sql).join(' and ') || 'true', ...values.map((each) => [each])];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

export const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Every word of the text, each as the beginning of a word. Letters and digits alone, so that none is an operator.
 *
 * @throws DomainError `invalid_input` for a text without any
 */
export function wordQuery(text: string): string {
  const words = text.match(WORD);
  if (words) return words.map((word) => `${word}:*`).join(' & ');
  throw new DomainError('invalid_input', 'A text to look for has a letter or a digit.', { path: ['filter'] });
}
