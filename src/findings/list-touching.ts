import { type LinkOptions, risksOfControl } from '#src/frameworks/controls-of-risks.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Condition, type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';

/** One or two controls, as the parent of the findings that touch each of them. */
export function touchingKey(
  mapping: Mapping,
  refs: readonly [string] | readonly [string, string],
  options?: LinkOptions,
) {
  const [a, b = a] = refs.map((ref) =>
    risksOfControl(mapping, ref, options)
      .map(({ risk }) => risk)
      .join(' '),
  );
  return `${a}|${b}`;
}

/**
 * `coalesce` keeps PostgreSQL from guessing that hardly any finding has these risks: then it would read all of a tenant's findings and sort them,
 * instead of walking down their index until the page is full.
 */
const TOUCHES: readonly Condition[] = [
  [`coalesce(t.risks && string_to_array(split_part(parent.id, '|', 1), ' '), false)`],
  [`coalesce(t.risks && string_to_array(split_part(parent.id, '|', 2), ' '), false)`],
];

/**
 * The findings that touch each control of a key, the last seen first unless asked for otherwise.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`, `invalid_cursor`
 */
export async function listTouching(
  ctx: Ctx,
  keys: readonly string[],
  query: FindingQuery,
  args: PageArgs,
): Promise<Listing> {
  const { list, conditions } = await findingQuery(ctx, query);
  return listBelow(ctx.db, list, keys, [...conditions, ...TOUCHES], args);
}
