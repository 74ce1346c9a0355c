import type { Citation } from '#src/judging/judges/judge.ts';

const MOST = 5;
const SHORTEST = 3;
const LONGEST = 2000;

/** Where the quoted passages stand. A quotation that is not in the answer of its turn, word for word, is dropped. */
export function citationsOfQuotes(
  quotes: readonly { turn: number; text: string }[],
  answers: readonly string[],
): Citation[] {
  const found: Citation[] = [];
  for (const { turn, text } of quotes) {
    const quote = text.trim();
    if (found.length === MOST || quote.length < SHORTEST || quote.length > LONGEST) continue;
    const start = answers[turn]?.indexOf(quote) ?? -1;
    if (start >= 0) found.push({ turn, start, end: start + quote.length });
  }
  return found;
}
