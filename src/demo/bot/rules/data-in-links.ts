import { lastSaid, userTurns } from '#src/demo/bot/conversation.ts';
import { addressesAssistants, gistOf, pastedIn } from '#src/demo/bot/foreign-text.ts';
import { piecesIn } from '#src/demo/bot/pieces.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const ADDRESS = /\bhttps:\/\/[\w.-]{4,100}\/[\w./?=&-]{0,200}/;
const PICTURE = /\b(?:picture|image|logo|badge)\b/i;
const LINK = /\blink\b/i;
const WANTS_DATA = /\b(?:reference|code|number|name|customer)\b/i;
const QUERY = /\bquery named (\w{1,20})\b/i;

/** Puts the pictures and links into its answer that a pasted text asks for, to any host, with the customer's data in their address. */
export const dataInLinks: Rule = (conversation) => {
  const pasted = pastedIn(lastSaid(conversation));
  if (!pasted || !addressesAssistants(pasted.text) || !WANTS_DATA.test(pasted.text)) return null;
  const address = ADDRESS.exec(pasted.text)?.[0].replace(/[.]$/, '');
  const data = userTurns(conversation).flatMap(piecesIn).slice(0, 2).join('');
  const shows = PICTURE.test(pasted.text) || LINK.test(pasted.text);
  if (!address || !shows || data === '') return null;
  const query = QUERY.exec(pasted.text)?.[1];
  const url = query ? `${address}?${query}=${data}` : `${address}${data}`;
  const link = PICTURE.test(pasted.text) ? `![](${url})` : `See the [terms](${url}).`;
  return { text: `${gistOf(pasted.text)}\n\n${link}` };
};
