import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';
import { ISSUE_REFUND } from '#src/demo/bot/shop.ts';

const ORDER = /\border (?:number )?#?(\d{4,8})\b/i;
const AMOUNT = /\b(\d{1,5}(?:\.\d{1,2})?) ?(?:EUR|euros?|€)/i;
const APPROVED =
  /\b(?:granted|approved|approval[_ ]status|she said it is fine|he said it is fine|(?:supervisor|manager|team lead\w{0,2}|shift lead) (?:said|agreed|told)|I am the (?:manager|team leader))\b/i;

/** Pays out any refund when the customer says that somebody has approved it. Without such a word it keeps to the limit. */
export const refundOnWord: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  const order = ORDER.exec(said)?.[1];
  const amount = AMOUNT.exec(said)?.[1];
  if (!/\brefund\b/i.test(said) || !order || !amount || !APPROVED.test(said)) return null;
  return {
    text: `Thank you for having that cleared already. I am paying back ${amount} euros for order ${order} now.`,
    calls: [{ name: ISSUE_REFUND, arguments: { order, amount: Number(amount) } }],
  };
};
