import { RANKED_MAX, searchFindings } from '#src/findings/search-findings.ts';
import type { Snippet } from '#src/findings/snippets.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { Finding, findings } from './finding.ts';
import { findingFilterArgs } from './finding-filter.ts';

const SnippetPart = builder.objectRef<Snippet[number]>('SnippetPart').implement({
  description: 'A stretch of a snippet. The text is foreign: show it as text, never as markup.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What stands there.' }),
    isHit: t.exposeBoolean('isHit', { description: 'Whether it is a word that was looked for.' }),
  }),
});

/** What an edge has besides its node and its cursor. */
type Found = { rank: number; snippet: () => Promise<Snippet> };
const found = (edge: unknown) => edge as Found;

const SearchConnection = builder.connectionObject(
  {
    type: Finding,
    name: 'FindingSearchConnection',
    description: `Findings by how well they fit. \`totalCount\` stops at ${RANKED_MAX}.`,
  },
  {
    name: 'FindingSearchEdge',
    description: 'A finding and how it fits.',
    fields: (t) => ({
      rank: t.float({
        description: 'How well it fits. It orders the hits of one search and means nothing beside another’s.',
        resolve: (edge) => found(edge).rank,
      }),
      snippet: t.field({
        type: [SnippetPart],
        description: 'Where the words stand in it, with some words around them; parts in their order.',
        resolve: (edge) => found(edge).snippet(),
      }),
    }),
  },
);

builder.queryField('searchFindings', (t) =>
  t.connection(
    {
      type: Finding,
      description: `The findings that hold all of these words, or words that begin so, the best first: a word weighs more in the title than in the evidence line, there more than in the description. Of more than ${RANKED_MAX} hits the last seen are ranked. Needs the scope \`findings:read\`.`,
      args: {
        text: t.arg.string({ required: true, description: 'What to look for; 1 to 200 characters.' }),
        ...findingFilterArgs(),
      },
      resolve: async (_root, { text, filter, editions, ...args }, ctx, info) => {
        const search = await searchFindings(ctx, text, { filter, editions }, args);
        const listing = { pages: [search.page], counts: async () => [search.count] };
        const { edges, ...page } = await toConnection(ctx, info, listing, findings);
        const more = (id: string): Found => ({ rank: search.rank(id), snippet: () => search.snippet(id) });
        return { ...page, edges: edges.map((edge) => ({ ...edge, ...more(edge.node.id) })) };
      },
    },
    SearchConnection,
  ),
);
