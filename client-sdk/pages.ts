const PAGE = 100;

type PageOf<Node> = { nodes: readonly Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** Every row of a connection; the next page is read when the last row of the one before has been used. */
export async function* pages<Node>(
  read: (page: { first: number; after: string | null }) => Promise<PageOf<Node>>,
): AsyncGenerator<Node, void, void> {
  let after: string | null = null;
  for (;;) {
    const page: PageOf<Node> = await read({ first: PAGE, after });
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
