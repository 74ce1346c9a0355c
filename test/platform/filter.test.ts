import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilterInput } from '#src/platform/filter.ts';
import { matches } from '#src/platform/filter-match.ts';
import { FILTER_LIMITS } from '#src/platform/filter-tree.ts';
import { idsOf } from '#src/platform/keyset.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { expectRefusal } from '#test/kit/refusal.ts';
import {
  COLOURS,
  GRADES,
  IDS,
  MOMENTS,
  NAMES,
  openThings,
  TAGS,
  THINGS,
  type Thing,
  type Things,
  thing,
} from './things.ts';

// What breaks if this fails: a filter shows rows that it says it leaves out, or a bulk change hits them.

/** A filter as the API takes it, of at most this many levels. */
function filters(depth: number): fc.Arbitrary<FilterInput> {
  const range = <T>(value: fc.Arbitrary<T>) =>
    fc.record({ gt: value, gte: value, lt: value, lte: value }, { requiredKeys: [] });
  const some = <T>(values: readonly T[]) => ({
    eq: fc.constantFrom(...values),
    in: fc.subarray([...values]),
    isNull: fc.boolean(),
  });
  const parts = fc.record(
    {
      name: fc.record(
        {
          ...some(NAMES),
          contains: fc.constantFrom('ada', '0%', '_', '\\', 'ä'),
          startsWith: fc.constantFrom('A', '100', 'u'),
        },
        { requiredKeys: [] },
      ),
      exact: fc.record(some(NAMES), { requiredKeys: [] }),
      grade: fc.record(
        { ...some(GRADES), gte: fc.constantFrom(...GRADES), lt: fc.constantFrom(...GRADES) },
        { requiredKeys: [] },
      ),
      colour: fc.record(some(COLOURS), { requiredKeys: [] }),
      owner: fc.record(some(IDS), { requiredKeys: [] }),
      count: range(fc.constantFrom(-1, 0, 3)),
      share: range(fc.constantFrom(0, 0.1, 1 / 3)),
      at: range(fc.constantFrom(...MOMENTS)),
      flag: fc.boolean(),
      tags: fc.record(
        { has: fc.constantFrom(...TAGS), hasAny: fc.subarray(TAGS), hasAll: fc.subarray(TAGS) },
        { requiredKeys: [] },
      ),
      words: fc.record(
        { has: fc.constantFrom(...TAGS), hasAny: fc.subarray(TAGS), hasAll: fc.subarray(TAGS) },
        { requiredKeys: [] },
      ),
      owned: fc.boolean(),
      grades: fc.subarray(GRADES),
    },
    { requiredKeys: [] },
  );
  // One or two members of a filter at a time: more leave no row.
  const few = parts.chain((all) => fc.subarray(Object.keys(all), { maxLength: 2 }).map((keys) => pick(all, keys)));
  if (depth === 0) return few;
  const inner = filters(depth - 1);
  return fc.oneof(
    few,
    fc.record({ and: fc.array(inner, { maxLength: 3 }) }),
    fc.record({ or: fc.array(inner, { maxLength: 3 }) }),
    fc.record({ not: inner }),
    fc.tuple(few, inner).map(([a, b]) => ({ ...a, not: b })),
  );
}

const pick = (all: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));

let things: Things;
beforeAll(async () => {
  things = await openThings();
});
afterAll(() => things[Symbol.asyncDispose]());

const fieldOf = (t: Thing) => (field: string) => t[{ exact: 'name', words: 'tags' }[field] ?? field];

describe('a filter', () => {
  it('leaves in the database what it leaves in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 5, maxLength: 12 }),
        fc.array(filters(3), { minLength: 8, maxLength: 8 }),
        async (rows, queries) => {
          const made = await things.fill(rows);
          for (const filter of queries) {
            const { list, conditions, tree } = listQuery(THINGS, { filter });
            const left = made.filter((t) => matches(THINGS, tree, fieldOf(t))).map((t) => String(t.n));
            expect(await idsOf(things.db, list, conditions, 100)).toEqual(left);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('that says nothing leaves everything, and one that needs nothing of nothing leaves nothing', async () => {
    await things.fill([{ name: 'Ada', flag: true, tags: [] }]);
    const left = async (filter: FilterInput) => {
      const { list, conditions } = listQuery(THINGS, { filter });
      return idsOf(things.db, list, conditions, 10);
    };
    for (const filter of [{}, { and: [] }, { name: null }, { name: {} }, { not: { or: [] } }])
      expect(await left(filter)).toEqual(['0']);
    for (const filter of [{ or: [] }, { name: { in: [] } }, { not: {} }]) expect(await left(filter)).toEqual([]);
  });

  it.each([
    ['%', ['100%']],
    ['_', ['under_score']],
    ['\\', ['back\\slash']],
    ['ADA', ['Ada', 'ada lovelace']],
  ])('takes %s for what it is', async (contains, left) => {
    const made = await things.fill(NAMES.map((name) => ({ name, tags: [] })));
    const { list, conditions } = listQuery(THINGS, { filter: { name: { contains } } });
    const ids = await idsOf(things.db, list, conditions, 100);
    expect(ids.map((id) => made[Number(id)]!.name)).toEqual(left);
  });

  const deep = (levels: number): FilterInput => (levels === 0 ? { flag: true } : { not: deep(levels - 1) });
  it.each([
    ['an unknown member', { hasOwnProperty: true }],
    ['a member of every object', { constructor: { eq: 'x' } }],
    ['a comparison that the field has not', { flag: { eq: true }, colour: { gt: 'red' } }],
    ['one level too many', deep(FILTER_LIMITS.depth + 1)],
    [
      'more comparisons than it may hold',
      { or: Array.from({ length: FILTER_LIMITS.comparisons + 1 }, () => ({ flag: true })) },
    ],
    ['more values than it may hold', { exact: { in: Array.from({ length: FILTER_LIMITS.values + 1 }, () => 'x') } }],
    ['a text that is too long', { name: { contains: 'x'.repeat(FILTER_LIMITS.characters + 1) } }],
    ['a value of no enum', { colour: { eq: 'mauve' } }],
    ['a number that is none', { count: { eq: 1.5 } }],
    ['a moment that is none', { at: { gt: 'yesterday' } }],
    ['a character that cannot be stored', { name: { eq: 'a\0' } }],
    ['a list where there is none', { name: ['Ada'] }],
  ])('is refused with %s', (_name, filter) => {
    return expectRefusal(() => listQuery(THINGS, { filter }), 'invalid_input');
  });

  it('at its limits is read', () => {
    const many = Array.from({ length: FILTER_LIMITS.comparisons }, () => ({ flag: true }));
    expect(listQuery(THINGS, { filter: { or: many } }).conditions).toHaveLength(1);
    expect(listQuery(THINGS, { filter: deep(FILTER_LIMITS.depth) }).conditions).toHaveLength(1);
  });
});
