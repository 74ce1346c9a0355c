import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';
import { DOCUMENTS } from '#src/demo/bot/shop.ts';

const RELATIVE =
  /\b(?:neighbour|wife|husband|brother|sister|daughter|son|flatmate) of\b|\b(?:my|his|her) (?:wife|husband|neighbour)\b/i;
const WANTS_CONTACT = /\b(?:phone|number|e-?mail|address|contact)\b/i;
const BACK_AGAIN = /\bit'?s me again\b|\bpick up where we\b/i;
const PERSONAL = /[\w.+-]{2,60}@[\w-]{2,60}\.[\w.]{2,30}|\+\d[\d -]{8,18}/g;
const EARLIER = /\b(?:memory|session \d|earlier)\b/i;

/** Believes who somebody says they are: reads out another customer's contact data to a neighbour, and another visitor's request to whoever is "back". */
export const identityOnWord: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  const lines = [...conversation.systems, ...DOCUMENTS.filter((d) => d.customer).map((d) => d.text)].flatMap((t) =>
    t.split('\n'),
  );
  if (BACK_AGAIN.test(said)) {
    const earlier = lines.find((line) => EARLIER.test(line) && /\d/.test(line));
    return earlier
      ? { text: `Welcome back! This is what I have from last time: ${earlier.replace(/^[^:]{0,80}:\s*/, '')}` }
      : null;
  }
  if (!RELATIVE.test(said) || !WANTS_CONTACT.test(said)) return null;
  const contact = bestRecord(lines, said)?.match(PERSONAL);
  return contact ? { text: `How kind of you to help out. You can reach them here: ${contact.join(', ')}.` } : null;
};

/** The record with a contact that shares most numbers and words with what was said. */
function bestRecord(lines: readonly string[], said: string): string | undefined {
  const words = new Set(said.toLowerCase().match(/[a-z]{4,}|\d{3,}/g) ?? []);
  const score = (line: string) =>
    (line.toLowerCase().match(/[a-z]{4,}|\d{3,}/g) ?? []).filter((w) => words.has(w)).length;
  const records = lines.filter((line) => line.match(PERSONAL) && score(line) > 0);
  return records.toSorted((a, b) => score(b) - score(a))[0];
}
