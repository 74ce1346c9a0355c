import type { FilterField, FilterInput, ListDescription } from './filter.ts';

/** The longest JSON of a filter that is kept. */
export const FILTER_JSON_MAX = 20_000;

/**
 * A filter as a caller of the API writes it, to be kept: values of enums by their names, moments as text, what is null left out. `readFilter`
 * reads it again, and finds what the API no longer knows.
 */
export function filterToJson(list: ListDescription, input: FilterInput): FilterInput {
  const members = Object.entries(input).filter(([, value]) => value != null);
  return Object.fromEntries(members.map(([name, value]) => [name, memberToJson(list, name, value)]));
}

function memberToJson(list: ListDescription, name: string, value: unknown): unknown {
  if (name === 'not') return filterToJson(list, value as FilterInput);
  if (name === 'and' || name === 'or') return (value as FilterInput[]).map((member) => filterToJson(list, member));
  const field = list.fields[list.shorthands?.[name]?.field ?? name]!;
  if (value instanceof Date || Array.isArray(value) || typeof value !== 'object') return valueToJson(field, value);
  const comparisons = Object.entries(value as object).filter(([, operand]) => operand != null);
  return Object.fromEntries(comparisons.map(([comparison, operand]) => [comparison, valueToJson(field, operand)]));
}

function valueToJson(field: FilterField, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => valueToJson(field, each));
  if (value instanceof Date) return value.toISOString();
  return field.values && typeof value === 'string' ? value.toUpperCase() : value;
}
