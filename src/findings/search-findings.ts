import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { wordQuery } from '#src/platform/filter-sql.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { type MemoryOrder, pageInMemory } from '#src/platform/page-in-memory.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';
import { FINDING_LIST } from './finding-list.ts';
import { type Snippet, snippetsOf } from './snippets.ts';

type Hit = { id: string; rank: number; seen: Date };

export type FindingSearch = {
  page: Page;
  /** How many there are, up to `RANKED_MAX`. */
  count: number;
  /** It orders the hits of one search and means nothing beside another's. */
  rank: (id: string) => number;
  /** What was found in a finding of the page: read once for all of the page, when it is first asked for. */
  snippet: (id: string) => Promise<Snippet>;
};

/** Hits that are ranked at most, the last seen of all. Ranks cost as much as there are hits. */
export const RANKED_MAX = 2000;

const searchInput = z.string().min(1).max(200);

/**
 * The findings that hold all of the words, or words that begin so, those first that hold them in the title, then in the evidence, in the
 * description, in the name of the probe; of equals the last seen.
 *
 * @throws DomainError `invalid_input` for a text without a letter or digit, and as `findingQuery` does; `invalid_cursor`
 */
export async function searchFindings(
  ctx: Ctx,
  text: string,
  { filter, editions }: FindingQuery,
  args: PageArgs,
): Promise<FindingSearch> {
  const words = wordQuery(parseInput(searchInput, text));
  const asked = { filter: { and: [filter ?? {}, { text }] }, editions };
  const hits = await hitsOf(ctx, words, asked);
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const page = pageInMemory(hits, { ...BEST_FIRST, name: `search ${listQuery(FINDING_LIST, asked).list.name}` }, args);
  let snippets: Promise<Map<string, Snippet>> | undefined;
  return {
    page,
    count: hits.length,
    rank: (id) => byId.get(id)!.rank,
    snippet: async (id) => {
      const ids = page.items.map((item) => item.id);
      snippets ??= snippetsOf(ctx, ids, text);
      return (await snippets).get(id) ?? [];
    },
  };
}

/** Times to the millisecond, as cursors hold them. */
async function hitsOf(ctx: Ctx, words: string, asked: FindingQuery): Promise<Hit[]> {
  const { conditions } = await findingQuery(ctx, asked);
  const statement = new Statement();
  const where = statement.conditions(conditions);
  return ctx.db.query<Hit>(
    `select h.id, h.last_seen_at as seen, ts_rank_cd('{0.05, 0.2, 0.4, 1}', h.words, to_tsquery('simple', ${statement.value(words)}))::float8 as rank
     from (select t.id, t.words, t.last_seen_at from findings t where ${where} order by t.last_seen_at desc, t.id desc limit ${RANKED_MAX}) h`,
    statement.values,
  );
}

/** Ranks are sums of small fractions: a billionth tells them apart. */
const BEST_FIRST: Omit<MemoryOrder<Hit>, 'name'> = {
  keys: [
    { type: 'integer', of: ({ rank }) => -Math.round(rank * 1e9) },
    { type: 'integer', of: ({ seen }) => -seen.getTime() },
    { type: 'text', of: ({ id }) => id },
  ],
  id: ({ id }) => id,
};
