import { z } from 'zod';
import type { Listing, Page, PageArgs } from '#src/platform/keyset.ts';

export const LIMIT_MAX = 100;

/** How many rows a page has at most, where that is not `LIMIT_MAX`; give the same to `pageArgs`. */
export function limitUpTo(max: number, usual: number) {
  return z.coerce.number().int().min(1).max(max).default(usual).describe(`Rows at most, 1 to ${max}.`);
}

/** The members of a query that pages. */
export const pageQuery = {
  limit: limitUpTo(LIMIT_MAX, 20),
  cursor: z
    .string()
    .max(2000)
    .optional()
    .describe('The `next_cursor` of the page before. Valid for the same list, filter and order.'),
};

/** The answer of a list. */
export function pageOf<Schema extends z.ZodType>(item: Schema) {
  return z.strictObject({
    data: z.array(item),
    next_cursor: z.string().nullable().describe('Pass it as `cursor` for the page after this one; null on the last.'),
  });
}

export function pageArgs(query: { limit: number; cursor?: string | undefined }, max: number = LIMIT_MAX): PageArgs {
  return { first: query.limit, after: query.cursor, max };
}

/**
 * The rows of a page in its order: `load` reads them by id through a visible set, `show` gives each its form. A row that went in between is
 * left out.
 */
export async function showPage<Row extends { id: string }, Shown>(
  listing: Listing,
  load: (ids: string[]) => Promise<Row[]>,
  show: (row: Row) => Shown,
): Promise<{ data: Shown[]; next_cursor: string | null }> {
  const page = listing.pages[0]!;
  const rows = new Map((await load(page.items.map((item) => item.id))).map((row) => [row.id, row]));
  return {
    data: page.items.flatMap((item) => rows.get(item.id) ?? []).map(show),
    next_cursor: nextCursor(page),
  };
}

export function nextCursor(page: Page): string | null {
  return page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
}
