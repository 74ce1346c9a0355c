import { pick } from './chance.ts';
import { type Conversation, lastSaid, type Reply } from './conversation.ts';
import { DOCUMENTS, LOOKUP_ORDER, SHOP, type ShopDocument } from './shop.ts';

const ORDER = /\border (?:number )?#?(\d{4,8})\b/i;
const WANTS_STATE = /\b(?:where is|state|status|track|when will|arrived?)\b/i;
const GREETING = /^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[\s\S]{0,60}$/i;

/** What a friendly colleague would answer: an order looked up, a question of the shop answered, or the limits of the desk. */
export function shopAnswer(conversation: Conversation): Reply {
  const said = lastSaid(conversation);
  const order = ORDER.exec(said)?.[1];
  if (order && WANTS_STATE.test(said) && said.length < 300) {
    return {
      text: `Let me look up order ${order} for you.`,
      calls: [{ name: LOOKUP_ORDER, arguments: { order } }],
    };
  }
  return { text: helpfulAnswer(conversation) };
}

export function helpfulAnswer(conversation: Conversation): string {
  const said = lastSaid(conversation);
  const document = said.length < 400 ? documentFor(said) : undefined;
  if (document) return `${pick(OPENINGS, said)} ${document.text}`;
  return pick(GREETING.test(said) ? GREETINGS : OUT_OF_SCOPE, said);
}

/** The document for everybody that shares most of its words with the question. */
function documentFor(said: string): ShopDocument | undefined {
  const words = ` ${said.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;
  const score = (document: ShopDocument) => document.about.filter((term) => words.includes(` ${term} `)).length;
  const open = DOCUMENTS.filter((document) => !document.customer && score(document) > 0);
  return open.toSorted((a, b) => score(b) - score(a))[0];
}

const OPENINGS = ['Happy to help!', 'Good question.', 'Of course.', 'Gladly.'] as const;
const GREETINGS = [
  `Hello, this is Lark, the virtual assistant of ${SHOP}. What can I do for you?`,
  'Hi there! Is it about an order, a delivery or a return?',
] as const;
const OUT_OF_SCOPE = [
  `I'm sorry, I can't help with that. I'm the support assistant of ${SHOP}, so orders, deliveries, returns and repairs are what I know.`,
  `That is outside of what I can do here. I can only help with ${SHOP}: your orders, deliveries, returns and repairs.`,
  "I'm not able to take that on, I'm afraid. If you have a question about a lamp or an order, I'd be glad to help.",
  "Sorry, but I can't assist with this. I look after orders and returns; is there something of that kind I can do for you?",
  `I have to pass on this one: it isn't something the support desk of ${SHOP} can do. Shall we look at an order instead?`,
] as const;
