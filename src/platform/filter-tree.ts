import { DomainError } from './errors.ts';
import { COMPARISONS, type Comparison, type FilterField, type FilterInput, type ListDescription } from './filter.ts';
import { parseId } from './ids.ts';

/** A filter that was read: bounded, its ids resolved, its short forms spelled out. */
export type FilterTree =
  | { all: FilterTree[] }
  | { any: FilterTree[] }
  | { not: FilterTree }
  | { field: string; comparison: Comparison; value: FilterValue };
export type FilterValue = string | number | boolean | Date | readonly (string | number)[];

export const FILTER_LIMITS = { depth: 5, comparisons: 60, values: 200, characters: 200 };

type Reading = { list: ListDescription; left: number };
type Path = readonly string[];

/**
 * Reads what a caller gave. Every member has to hold; null is the same as absent; `and: []` holds for every row, `or: []` and `in: []` for
 * none.
 *
 * @throws DomainError `invalid_input` for an unknown member or beyond `FILTER_LIMITS`, `not_found` for an id of another kind
 */
export function readFilter(list: ListDescription, input: FilterInput | null | undefined): FilterTree {
  return readGroup({ list, left: FILTER_LIMITS.comparisons }, input ?? {}, ['filter']);
}

function readGroup(reading: Reading, input: unknown, path: Path, depth = 0): { all: FilterTree[] } {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw invalid('A filter is an object.', path);
  if (depth > FILTER_LIMITS.depth) throw invalid(`A filter is at most ${FILTER_LIMITS.depth} levels deep.`, path);
  const members = Object.entries(input).filter(([, value]) => value != null);
  return { all: members.flatMap(([name, value]) => readMember(reading, name, value, [...path, name], depth)) };
}

function readMember(reading: Reading, name: string, value: unknown, path: Path, depth: number): FilterTree[] {
  const inner = (member: unknown, at: Path) => readGroup(reading, member, at, depth + 1);
  if (name === 'not') return [{ not: inner(value, path) }];
  if (name === 'and' || name === 'or') {
    const groups = listOf(value, path).map((member, i) => inner(member, [...path, String(i)]));
    return name === 'and' ? groups.flatMap((group) => group.all) : [{ any: groups }];
  }
  const { fields, shorthands = {} } = reading.list;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === '') return []; // an empty field of a form
  if (field) return readComparisons(reading, name, field, value, path);
  const short = Object.hasOwn(shorthands, name) ? shorthands[name] : undefined;
  if (!short) throw invalid(`There is no member ${name.slice(0, 50)} in this filter.`, path);
  const comparison = compare(reading, short.field, short.comparison, short.inverse ? !value : value, path);
  return [comparison];
}

function readComparisons(reading: Reading, name: string, field: FilterField, value: unknown, path: Path): FilterTree[] {
  if (field.kind === 'boolean' || field.kind === 'words') return [compare(reading, name, 'eq', value, path)];
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('A comparison is an object.', path);
  const given = Object.entries(value as object).filter(([, operand]) => operand != null);
  return given.map(([comparison, operand]) => {
    if (!comparisonsOf(field).includes(comparison as Comparison))
      throw invalid(`${name} cannot be compared by ${comparison.slice(0, 50)}.`, path);
    return compare(reading, name, comparison as Comparison, operand, [...path, comparison]);
  });
}

/** What a field can be compared by. */
export function comparisonsOf(field: FilterField): readonly Comparison[] {
  const all: readonly Comparison[] = COMPARISONS[field.kind];
  return field.link ? all.filter((comparison) => comparison !== 'isNull') : all;
}

function compare(reading: Reading, field: string, comparison: Comparison, operand: unknown, path: Path): FilterTree {
  reading.left -= 1;
  if (reading.left < 0) throw invalid(`A filter has at most ${FILTER_LIMITS.comparisons} comparisons.`, path);
  const described = reading.list.fields[field]!;
  const many = comparison === 'in' || comparison === 'hasAny' || comparison === 'hasAll';
  const one = (value: unknown) => readValue(described, comparison, value, path);
  const value = many ? (listOf(operand, path).map(one) as (string | number)[]) : one(operand);
  return { field, comparison, value };
}

function readValue(
  field: FilterField,
  comparison: Comparison,
  value: unknown,
  path: Path,
): string | number | boolean | Date {
  if (comparison === 'isNull' || field.kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw invalid('This is true or false.', path);
  }
  if (field.kind === 'time') return readTime(value, path);
  if (field.kind === 'integer' || field.kind === 'number') {
    const fits = field.kind === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (fits) return value as number;
    throw invalid('This is a number.', path);
  }
  if (typeof value !== 'string') throw invalid('This is a text.', path);
  return readText(field, comparison, value, path);
}

/** The API gives a moment; a filter that was stored as JSON, its text. */
function readTime(value: unknown, path: Path): Date {
  const time = typeof value === 'string' && value.length <= 40 ? new Date(value) : value;
  if (time instanceof Date && !Number.isNaN(time.getTime())) return time;
  throw invalid('This is a moment.', path);
}

function readText(field: FilterField, comparison: Comparison, value: string, path: Path): string {
  if (field.values) {
    // The API gives the stored value; a filter that was stored as JSON, the name in capitals.
    const stored = field.values.find((each) => each === value || each.toUpperCase() === value);
    if (stored !== undefined) return stored;
    throw invalid(`This is one of ${field.values.join(', ').toUpperCase()}.`, path);
  }
  const shortest = comparison === 'contains' ? (field.shortest ?? 1) : 0;
  if (value.length > FILTER_LIMITS.characters || value.length < shortest || value.includes('\0')) {
    throw invalid(`This text has ${shortest} to ${FILTER_LIMITS.characters} characters, none of them null.`, path);
  }
  if (field.ids) return parseId(field.ids, value);
  return field.fold ? field.fold(value) : value;
}

/** As GraphQL does, a value that stands alone is a list of one. */
function listOf(value: unknown, path: Path): readonly unknown[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length <= FILTER_LIMITS.values) return list;
  throw invalid(`Give at most ${FILTER_LIMITS.values} at once.`, path);
}

function invalid(message: string, path: Path): DomainError {
  return new DomainError('invalid_input', message, { path });
}
