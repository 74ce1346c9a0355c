import { DomainError, isDomainError } from '#src/platform/errors.ts';
import type { FilterInput, ListQuery, OrderInput } from '#src/platform/filter.ts';
import { FILTER_JSON_MAX, filterToJson } from '#src/platform/filter-json.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { VIEW_NOUNS, type ViewNoun } from './view-nouns.ts';

/** What a caller gives: the query of exactly one list. */
export type ViewQueries = Partial<Record<ViewNoun, ListQuery | null | undefined>>;

/** As it is kept: JSON that the API takes. */
export type KeptQuery = { filter: FilterInput; orderBy: OrderInput | null };

/**
 * The one list that a view is of, and its query as it is kept.
 *
 * @throws DomainError `invalid_input` for none or several, and for a query that the list refuses
 */
export function keptQuery(queries: ViewQueries): { noun: ViewNoun; kept: KeptQuery } {
  const given = (Object.keys(VIEW_NOUNS) as ViewNoun[]).filter((noun) => queries[noun] != null);
  const [noun] = given;
  if (noun === undefined || given.length > 1) {
    throw new DomainError('invalid_input', `Give one of ${Object.keys(VIEW_NOUNS).join(', ')}.`, {
      path: given.slice(1, 2),
    });
  }
  const { list } = VIEW_NOUNS[noun];
  const query = queries[noun]!;
  listQuery(list, query);
  const { orderBy } = query;
  const kept = { filter: filterToJson(list, query.filter ?? {}), orderBy: orderBy ? { ...orderBy } : null };
  if (JSON.stringify(kept).length > FILTER_JSON_MAX) {
    throw new DomainError('invalid_input', `A view has at most ${FILTER_JSON_MAX} characters of JSON.`, {
      path: [noun],
    });
  }
  return { noun, kept };
}

/** Why a kept query cannot be used any more, or null: the API may have lost a field, an order or a value since. */
export function problemOf(noun: string, kept: KeptQuery): string | null {
  if (!Object.hasOwn(VIEW_NOUNS, noun)) return `There are no views of ${noun} any more.`;
  try {
    listQuery(VIEW_NOUNS[noun as ViewNoun].list, kept);
    return null;
  } catch (error) {
    if (isDomainError(error)) return error.message;
    throw error;
  }
}
