import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#src/platform/context.ts';
import type { Listing, Page } from '#src/platform/keyset.ts';

/** Reads the rows of these ids that the caller may see, with exactly the columns and relations that the operation asks for. */
export type NodeReader<Node> = {
  read: (ctx: Ctx, ids: string[], query: object) => Promise<Node[]>;
  idOf: (node: Node) => string;
};

export type ConnectionShape<Node> = {
  edges: { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  count: () => Promise<number>;
};

const NODE_PATHS = [[{ name: 'nodes' }], [{ name: 'edges' }, { name: 'node' }]];

/**
 * Connections from a listing, all of their rows in one read. However many parents ask, a list below them costs two statements: one
 * for the ids (keyset.ts), one for the rows.
 */
export async function toConnections<Node>(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  listing: Listing,
  nodes: NodeReader<Node>,
): Promise<ConnectionShape<Node>[]> {
  const ids = [...new Set(listing.pages.flatMap((page) => page.items.map((item) => item.id)))];
  const query = queryFromInfo({ context: ctx, info, paths: NODE_PATHS });
  const rows = ids.length > 0 ? await nodes.read(ctx, ids, query) : [];
  const byId = new Map(rows.map((row) => [nodes.idOf(row), row]));
  return listing.pages.map((page, i) =>
    shape(
      page,
      (id) => byId.get(id),
      async () => (await listing.counts())[i]!,
    ),
  );
}

/**
 * The key under which a list below a row is loaded. What is selected below it is noted for this very place in the answer, so that the
 * rows of one common read are taken for complete at each of the places they go to.
 */
export function below(ctx: Ctx, info: GraphQLResolveInfo, id: string): string {
  queryFromInfo({ context: ctx, info, paths: NODE_PATHS });
  return id;
}

/** The connection of a list that stands alone. */
export async function toConnection<Node>(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  listing: Listing,
  nodes: NodeReader<Node>,
): Promise<ConnectionShape<Node>> {
  const [connection] = await toConnections(ctx, info, listing, nodes);
  return connection!;
}

/** A row that went between the two reads is left out. */
export function shape<Node>(
  page: Page,
  nodeOf: (id: string) => Node | undefined,
  count: () => Promise<number>,
): ConnectionShape<Node> {
  const edges = page.items.flatMap(({ id, cursor }) => {
    const node = nodeOf(id);
    return node === undefined ? [] : [{ cursor, node }];
  });
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.items[0]?.cursor ?? null,
      endCursor: page.items.at(-1)?.cursor ?? null,
    },
    count,
  };
}
