import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Check, Door } from '#test/conformance/door.ts';
import { type Answer, ask, dataOf, type Json } from '#test/kit/ask.ts';

type PageArgs = { first?: number | null; last?: number | null; after?: string | null; before?: string | null };

const TARGETS = `query($first: Int, $last: Int, $after: String, $before: String) { targets(first: $first, last: $last, after: $after, before: $before) {
  totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

const read = (door: Door, args: PageArgs): Promise<Answer> => ask(door, door.token, TARGETS, args);
const page = async (door: Door, args: PageArgs): Promise<Json> => (await dataOf(read(door, args))).targets;
const idsOf = ({ edges }: Json): string[] => edges.map(({ node }: Json) => node.id);

async function refused(door: Door, args: PageArgs): Promise<void> {
  const { status, body } = await read(door, args);
  ok(status < 500);
  ok(body.errors.length > 0);
  match(body.errors[0].extensions.code, /^INVALID_(INPUT|CURSOR)$/);
}

/** Every id, page by page. */
async function walk(door: Door, size: number, forwards: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const next: Json = await page(door, forwards ? { first: size, after: cursor } : { last: size, before: cursor });
    if (forwards) ids.push(...idsOf(next));
    else ids.unshift(...idsOf(next));
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = next.pageInfo;
    if (!(forwards ? hasNextPage : hasPreviousPage)) return ids;
    cursor = forwards ? endCursor : startCursor;
  }
}

const node = async (door: Door, id: string): Promise<Json> =>
  (await dataOf(ask(door, door.token, 'query($id: ID!) { node(id: $id) { __typename id } }', { id }))).node;

/** What connections and nodes do. */
export const RELAY_PAGES: Check[] = [
  {
    id: 'D01',
    says: 'a walk forwards meets each row once',
    run: async (door) => deepEqual((await walk(door, 3, true)).toSorted(), door.targets.toSorted()),
  },
  {
    id: 'D02',
    says: 'a walk backwards meets the same in the same order',
    run: async (door) => deepEqual(await walk(door, 3, false), await walk(door, 2, true)),
  },
  {
    id: 'D03',
    says: 'last gives the end of the list in the order of the list',
    run: async (door) => deepEqual(idsOf(await page(door, { last: 3 })), (await walk(door, 7, true)).slice(-3)),
  },
  {
    id: 'D04',
    says: 'hasNextPage says whether there is more',
    run: async (door) => {
      deepEqual(
        [(await page(door, { first: 6 })).pageInfo.hasNextPage, (await page(door, { first: 7 })).pageInfo.hasNextPage],
        [true, false],
      );
    },
  },
  {
    id: 'D05',
    says: 'hasPreviousPage the same',
    run: async (door) => {
      deepEqual(
        [
          (await page(door, { last: 6 })).pageInfo.hasPreviousPage,
          (await page(door, { last: 7 })).pageInfo.hasPreviousPage,
        ],
        [true, false],
      );
    },
  },
  { id: 'D06', says: 'first: 0 is refused', run: (door) => refused(door, { first: 0 }) },
  {
    id: 'D07',
    says: 'first: -1 is refused, last: -1 too',
    run: async (door) => {
      await refused(door, { first: -1 });
      await refused(door, { last: -1 });
    },
  },
  { id: 'D08', says: 'first: 1000000 is refused', run: (door) => refused(door, { first: 1_000_000 }) },
  { id: 'D09', says: 'first and last together are refused', run: (door) => refused(door, { first: 2, last: 2 }) },
  {
    id: 'D10',
    says: 'a cursor that is none is refused',
    run: async (door) => {
      for (const after of ['junk', '', 'MQ==', '🙂'.repeat(50), '../../etc'])
        if (after) await refused(door, { first: 2, after });
    },
  },
  {
    id: 'D11',
    says: 'a cursor of another list is refused',
    run: async (door) => {
      const { scans } = await dataOf(ask(door, door.token, '{ scans(first: 1) { pageInfo { endCursor } } }'));
      await refused(door, { first: 2, after: scans.pageInfo.endCursor });
    },
  },
  {
    id: 'D12',
    says: 'startCursor and endCursor are those of the edges',
    run: async (door) => {
      const { edges, pageInfo } = await page(door, { first: 3 });
      deepEqual([pageInfo.startCursor, pageInfo.endCursor], [edges[0].cursor, edges.at(-1).cursor]);
    },
  },
  {
    id: 'D13',
    says: 'nodes are the edges without their cursors',
    run: async (door) => {
      const found = await page(door, { first: 3 });
      deepEqual(
        found.nodes,
        found.edges.map((edge: Json) => edge.node),
      );
    },
  },
  {
    id: 'D14',
    says: 'after and before together are the rows between',
    run: async (door) => {
      const { edges } = await page(door, { first: 7 });
      deepEqual(
        idsOf(await page(door, { first: 7, after: edges[1].cursor, before: edges[5].cursor })),
        idsOf({ edges: edges.slice(2, 5) }),
      );
    },
  },
  {
    id: 'D15',
    says: 'an empty page has no cursors',
    run: async (door) => {
      const { pageInfo } = await page(door, { first: 7 });
      const empty = await page(door, { first: 7, after: pageInfo.endCursor });
      deepEqual([empty.edges, empty.pageInfo.startCursor, empty.pageInfo.endCursor], [[], null, null]);
    },
  },
  {
    id: 'D16',
    says: 'node(id) finds a row of a list again',
    run: async (door) => deepEqual(await node(door, door.targets[0]!), { __typename: 'Target', id: door.targets[0] }),
  },
  {
    id: 'D17',
    says: 'nodes(ids) keeps the order, with null for what there is not',
    run: async (door) => {
      const ids = [door.targets[2]!, 'nobody', door.ended, door.targets[2]!, door.targets[0]!];
      const { nodes } = await dataOf(ask(door, door.token, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }));
      deepEqual(
        nodes.map((each: Json) => each?.id ?? null),
        [ids[0], null, ids[2], ids[3], ids[4]],
      );
    },
  },
  {
    id: 'D18',
    says: 'an id that nothing has is null, whatever it looks like',
    run: async (door) => {
      for (const id of [
        '',
        'nobody',
        `${door.targets[0]!.slice(0, -1)}~`,
        'scn_',
        '\u0000',
        '1 or 1=1',
        'x'.repeat(1000),
      ])
        equal(await node(door, id), null);
    },
  },
];
