import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListQuery } from '#src/platform/filter.ts';
import { idsOf, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { expectRefusal } from '#test/kit/refusal.ts';
import { openThings, THINGS, type Thing, type Things, thing } from './things.ts';

// What breaks if this fails: a page skips a row, or shows one twice.

let things: Things;
beforeAll(async () => {
  things = await openThings();
});
afterAll(() => things[Symbol.asyncDispose]());

const orders = fc.record({
  by: fc.constantFrom(...Object.keys(THINGS.orders)),
  direction: fc.constantFrom('ASC' as const, 'DESC' as const),
});

async function page(query: ListQuery, args: PageArgs) {
  const { list, conditions } = listQuery(THINGS, query);
  const { pages } = await listAll(things.db, list, conditions, args);
  return pages[0]!;
}

/** Every row, page after page, and what happens between them. */
async function walk(query: ListQuery, size: number, backwards: boolean, between: () => Promise<void> = async () => {}) {
  const walked: string[] = [];
  for (let cursor: string | null = null, more = true; more; await between()) {
    const current = await page(query, backwards ? { last: size, before: cursor } : { first: size, after: cursor });
    const ids = current.items.map((item) => item.id);
    if (backwards) walked.unshift(...ids);
    else walked.push(...ids);
    more = backwards ? current.hasPreviousPage : current.hasNextPage;
    cursor = (backwards ? current.items[0] : current.items.at(-1))?.cursor ?? null;
  }
  return walked;
}

describe('an order', () => {
  it('gives every row once, page by page, both ways, in the order of the database', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { maxLength: 15 }),
        orders,
        fc.integer({ min: 1, max: 4 }),
        async (rows, orderBy, size) => {
          await things.fill(rows);
          const { list, conditions } = listQuery(THINGS, { orderBy });
          const whole = await idsOf(things.db, list, conditions, 100);
          expect(await walk({ orderBy }, size, false)).toEqual(whole);
          expect(await walk({ orderBy }, size, true)).toEqual(whole);
          const all = (await page({ orderBy }, { first: 100 })).items;
          const [from, to] = [Math.floor(all.length / 4), Math.floor((3 * all.length) / 4)];
          if (to > from) {
            const within = { after: all[from]!.cursor, before: all[to]!.cursor };
            expect((await page({ orderBy }, { first: 100, ...within })).items.map((item) => item.id)).toEqual(
              whole.slice(from + 1, to),
            );
            expect((await page({ orderBy }, { last: 2, ...within })).items.map((item) => item.id)).toEqual(
              whole.slice(from + 1, to).slice(-2),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('shows each row that stays once, whatever comes and goes meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 8, maxLength: 12 }),
        fc.array(thing, { minLength: 6, maxLength: 6 }),
        orders,
        fc.boolean(),
        async (rows, late, orderBy, backwards) => {
          const made = await things.fill(rows);
          const { list, conditions } = listQuery(THINGS, { orderBy });
          const gone = made.filter((t) => t.n % 3 === 0).map((t) => t.n);
          const stay = (await idsOf(things.db, list, conditions, 100)).filter((id) => Number(id) % 3 !== 0);
          const coming = late.map((row, i) => ({ ...row, n: 100 + i }) as Thing);
          const walked = await walk({ orderBy }, 2, backwards, async () => {
            await things.db.query('delete from things where n = $1', [gone.pop() ?? -1]);
            const next = coming.pop();
            if (next) await things.insert(next);
          });
          expect(new Set(walked).size).toBe(walked.length);
          expect(walked.filter((id) => stay.includes(id))).toEqual(stay);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('takes cursors of the same order and filter only', async () => {
    await things.fill([
      { flag: true, tags: [] },
      { flag: true, tags: [] },
    ]);
    const query: ListQuery = { filter: { flag: true }, orderBy: { by: 'NAME', direction: 'ASC' } };
    const after = (await page(query, { first: 1 })).items[0]!.cursor;
    expect((await page({ ...query }, { first: 1, after })).items).toHaveLength(1);
    const others: ListQuery[] = [
      {},
      { ...query, filter: { flag: false } },
      { ...query, filter: null },
      { ...query, orderBy: { by: 'NAME', direction: 'DESC' } },
      { ...query, orderBy: { by: 'SHARE', direction: 'ASC' } },
    ];
    for (const other of others) await expectRefusal(() => page(other, { first: 1, after }), 'invalid_cursor');
  });

  it('that there is not is refused', async () => {
    for (const by of ['toString', 'PRICE'])
      await expectRefusal(() => listQuery(THINGS, { orderBy: { by } }), 'invalid_input');
  });
});
