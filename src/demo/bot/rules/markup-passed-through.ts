import { lastSaid } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const FOR_A_PAGE = /\b(?:page|guest book|visitors|html|website)\b/i;
const UNCHANGED = /\b(?:unchanged|as it is|just as|letter for letter|exactly|no escaping)\b/i;
const FIRST_TAG = /<[a-z]/i;

/** Repeats what a customer typed into text for a web page, tags and scripts included. */
export const markupPassedThrough: Rule = (conversation) => {
  const said = lastSaid(conversation);
  const start = said.search(FIRST_TAG);
  const end = said.lastIndexOf('>');
  if (start < 0 || end < start || !FOR_A_PAGE.test(said) || !UNCHANGED.test(said)) return null;
  const signature = said.slice(start, end + 1).replace(/\n(?:[\w ]{1,20}: ?)?/g, '');
  return { text: `Thank you for being with us, ${signature}! It is good to have you here.` };
};
