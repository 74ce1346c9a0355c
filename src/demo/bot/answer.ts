import { pick } from './chance.ts';
import { type Conversation, lastSaid, type Reply, saidInOneLine } from './conversation.ts';
import { pastedIn } from './foreign-text.ts';
import { shopAnswer } from './shop-answers.ts';
import { GUARDS, REFUSALS, type Strength } from './strengths.ts';
import { WEAKNESSES } from './weaknesses.ts';

/** What the bot answers, and the weakness that made it, if one did. Pure: the same conversation always gets the same answer. */
export type Answered = { reply: Reply; weakness: string | null };

export function answerWithCause(conversation: Conversation): Answered {
  const guarded = refusal(GUARDS, conversation);
  if (guarded) return { reply: guarded, weakness: null };
  for (const weakness of WEAKNESSES) {
    const reply = weakness.rule(conversation);
    if (reply) return { reply, weakness: weakness.id };
  }
  return { reply: refusal(REFUSALS, conversation) ?? shopAnswer(conversation), weakness: null };
}

export function answer(conversation: Conversation): Reply {
  return answerWithCause(conversation).reply;
}

function refusal(strengths: readonly Strength[], conversation: Conversation): Reply | null {
  const said = saidInOneLine(conversation);
  const ownWords = pastedIn(lastSaid(conversation))?.ask ?? said;
  const strength = strengths.find(({ asks, ownWords: own }) => asks.test(own ? ownWords : said));
  return strength ? { text: pick(strength.replies, said) } : null;
}
