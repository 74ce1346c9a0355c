import type { Ctx } from '#src/platform/context.ts';
import { WORD } from '#src/platform/filter-sql.ts';

/** A piece of a finding's text. In parts and not in markup: the text is foreign, and is shown as it is. */
export type Snippet = readonly { text: string; isHit: boolean }[];

/** Of each of its texts, what is looked through at most. */
const LONGEST = 4000;
/** Characters before the first hit, and in all. */
const [BEFORE, LENGTH] = [60, 240];

/** What of the words stands in each of these findings, with some words around it. One statement. */
export async function snippetsOf(ctx: Ctx, ids: readonly string[], text: string): Promise<Map<string, Snippet>> {
  const rows = await ctx.db.query<{ id: string; text: string }>(
    `select t.id, concat_ws(' · ', t.title, left(t.evidence_line, ${LONGEST}), left(t.description, ${LONGEST}), t.probe_id) as text
     from findings t where t.tenant_id = $1 and t.id = any($2::uuid[])`,
    [ctx.actor.tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, snippetOf(row.text, text)]));
}

/** Words that begin with one of those that were looked for, whatever their case, and what stands around the first of them. Pure. */
export function snippetOf(text: string, lookedFor: string): Snippet {
  const wanted = (lookedFor.match(WORD) ?? []).map((word) => word.toLowerCase());
  const isWanted = (word: string) => wanted.some((each) => word.toLowerCase().startsWith(each));
  const hits = [...text.matchAll(WORD)].filter(([word]) => isWanted(word));
  const from = edge(text, (hits[0]?.index ?? 0) - BEFORE);
  const to = edge(text, from + LENGTH);
  const parts: { text: string; isHit: boolean }[] = [];
  let place = from;
  for (const { 0: word, index } of hits) {
    if (index < from || index + word.length > to) continue;
    parts.push({ text: text.slice(place, index), isHit: false }, { text: word, isHit: true });
    place = index + word.length;
  }
  return [...parts, { text: text.slice(place, to), isHit: false }].filter((part) => part.text !== '');
}

/** The beginning of the word that the place is in; a word that is longer than twenty characters is cut. */
function edge(text: string, place: number): number {
  if (place <= 0) return 0;
  if (place >= text.length) return text.length;
  const space = text.lastIndexOf(' ', place);
  return space > place - 20 ? space + 1 : place;
}
