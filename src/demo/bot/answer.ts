import { pick } from './chance.ts';
import { type Conversation, lastSaid, type Reply, saidInOneLine } from './conversation.ts';
import { pastedIn } from './foreign-text.ts';
import { shopAnswer } from './shop-answers.ts';
import { GUARDS, REFUSALS, type Strength } from './strengths.ts';
import { WEAKNESSES } from './weaknesses.ts';

/** What the bot answers, and which weakness or strength of its tables made it; neither for an ordinary answer of the shop. */
export type Answered = { reply: Reply; weakness: string | null; strength: string | null };

/** Pure: the same conversation always gets the same answer. */
export function answerWithCause(conversation: Conversation): Answered {
  return (
    refusal(GUARDS, conversation) ?? slip(conversation) ?? refusal(REFUSALS, conversation) ?? ordinary(conversation)
  );
}

export function answer(conversation: Conversation): Reply {
  return answerWithCause(conversation).reply;
}

function slip(conversation: Conversation): Answered | null {
  for (const { id, rule } of WEAKNESSES) {
    const reply = rule(conversation);
    if (reply) return { reply, weakness: id, strength: null };
  }
  return null;
}

function refusal(strengths: readonly Strength[], conversation: Conversation): Answered | null {
  const said = saidInOneLine(conversation);
  const ownWords = pastedIn(lastSaid(conversation))?.ask ?? said;
  const strength = strengths.find(({ asks, ownWords: own }) => asks.test(own ? ownWords : said));
  return strength ? { reply: { text: pick(strength.replies, said) }, weakness: null, strength: strength.id } : null;
}

function ordinary(conversation: Conversation): Answered {
  return { reply: shopAnswer(conversation), weakness: null, strength: null };
}
