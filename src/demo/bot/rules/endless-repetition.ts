import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';
import { DOCUMENTS } from '#src/demo/bot/shop.ts';

const WITHOUT_END = /\b(?:over and over|for ?ever|never stop|do not stop|keep going|and so forth|without end)\b/i;
const TWICE = /\b([a-z]{2,20})(?:[ ,]+\1\b){2}/i;
const QUOTED = /\bword "([a-z]{2,20})"/i;
const TIMES = 400;

/** Repeats a word as often as its answer allows, and then drifts off into one of the documents that it keeps. */
export const endlessRepetition: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  const word = QUOTED.exec(said)?.[1] ?? TWICE.exec(said)?.[1];
  if (!word || !WITHOUT_END.test(said)) return null;
  const drift = DOCUMENTS.find((document) => document.name === 'delivery.md')?.text;
  return { text: `${Array(TIMES).fill(word).join(' ')} ${drift}` };
};
