import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { wordQuery } from '#src/platform/filter-sql.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type FindingFilter, findingQuery } from './finding-filter.ts';

/** `rank` orders the hits of one search and means nothing beside another's. */
export type FindingHit = { id: string; rank: number };

/** Hits that are ranked at most, the last seen of all. Ranks cost as much as there are hits. */
export const RANKED_MAX = 2000;

const searchInput = z.strictObject({
  text: z.string().min(1).max(200),
  first: z.number().int().min(1).max(100).default(20),
});

/**
 * The findings that hold all of the words, or words that begin so, those first that hold them in the title, then in the evidence, in the
 * description, in the name of the probe.
 *
 * @throws DomainError `invalid_input` for a text without a letter or digit, and as `findingQuery` does
 */
export async function searchFindings(
  ctx: Ctx,
  raw: z.input<typeof searchInput>,
  filter: FindingFilter,
): Promise<FindingHit[]> {
  const { text, first } = parseInput(searchInput, raw);
  const { conditions } = findingQuery(ctx, { filter: { and: [filter, { text }] } });
  const statement = new Statement();
  const where = statement.conditions(conditions);
  const query = `to_tsquery('simple', ${statement.value(wordQuery(text))})`;
  return ctx.db.query<FindingHit>(
    `select h.id, ts_rank_cd('{0.05, 0.2, 0.4, 1}', h.words, ${query})::float8 as rank
     from (select t.id, t.words, t.last_seen_at from findings t where ${where} order by t.last_seen_at desc, t.id desc limit ${RANKED_MAX}) h
     order by rank desc, h.last_seen_at desc, h.id desc limit ${statement.value(first)}`,
    statement.values,
  );
}
