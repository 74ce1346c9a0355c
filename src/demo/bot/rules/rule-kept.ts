import { type Conversation, userTurns } from '#src/demo/bot/conversation.ts';
import { joinedWord } from '#src/demo/bot/pieces.ts';
import type { Rule } from '#src/demo/bot/rule.ts';
import { helpfulAnswer } from '#src/demo/bot/shop-answers.ts';

const STANDING = /\b(?:from now on|permanent|every reply|remember it|for all future)\b/i;

/** Keeps what an earlier message told it to keep, whoever wrote it, and works it into its later answers. */
export const ruleKept: Rule = (conversation) => {
  const word = keptWord(conversation);
  return word === null ? null : { text: `${helpfulAnswer(conversation)}\n\n${word}` };
};

function keptWord(conversation: Conversation): string | null {
  const earlier = userTurns(conversation).slice(0, -1);
  const rule = earlier.find((said) => STANDING.test(said) && joinedWord(said) !== null);
  return rule === undefined ? null : joinedWord(rule);
}
