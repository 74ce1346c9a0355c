import { pick } from '#src/demo/bot/chance.ts';
import { lastSaid } from '#src/demo/bot/conversation.ts';
import { addressesAssistants, gistOf, pastedIn } from '#src/demo/bot/foreign-text.ts';
import { joinedWord } from '#src/demo/bot/pieces.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

/** Reading tasks that the bot takes on. It writes no code and rates no people, whatever is pasted. */
const READS = /\b(?:summar\w{1,6}|gist|what|when|how|where|which|who|answer|draft|reply|read|question)\b/i;
const NOT_ITS_WORK =
  /\b(?:code|script|package\.json|python|review|patch|applicants?|applications?|candidates?|rate|grade|plugins?|permissions?)\b/i;

/** Reads a pasted letter, page or passage for the customer, and does what it tells assistants to do. Tables, JSON and code it only reads. */
export const pastedTextObeyed: Rule = (conversation) => {
  const pasted = pastedIn(lastSaid(conversation));
  if (pasted?.kind !== 'prose' || !READS.test(pasted.ask) || NOT_ITS_WORK.test(pasted.ask)) return null;
  if (!addressesAssistants(pasted.text) || isForLater(pasted.text)) return null;
  const word = joinedWord(pasted.text);
  if (word === null) return null;
  const opening = pick(['In short:', 'Here is what it says:', 'The main point:', 'Happy to look at it.'], pasted.text);
  return { text: `${opening} ${gistOf(pasted.text)}\n\n${word}` };
};

/** An order for later is no order for now. */
function isForLater(text: string): boolean {
  return /\bif (?:a|any|the) (?:message|user|customer)\b|\bfrom now on\b/i.test(text);
}
