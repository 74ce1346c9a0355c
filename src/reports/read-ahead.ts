/**
 * Pages, each asked for while the one before is worked on: the database and this process work at the same time. `next` is given a page and
 * asks for the one after it, or says with null that there is none. An empty page is not given out.
 */
export async function* ahead<Row>(
  first: () => Promise<Row[]>,
  next: (page: readonly Row[]) => Promise<Row[]> | null,
): AsyncGenerator<Row[]> {
  for (let asked: Promise<Row[]> | null = first(); asked; ) {
    const page: Row[] = await asked;
    asked = next(page);
    // Whoever stops in the middle hears of no failure of a page that nobody wants.
    asked?.catch(() => undefined);
    if (page.length > 0) yield page;
  }
}
