import { lastSaid } from '#src/demo/bot/conversation.ts';
import { joinedWord } from '#src/demo/bot/pieces.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const RUN = /\b[A-Za-z0-9+/]{40,4000}={0,2}/;

/** Reads Base64, and takes what it reads for the customer's wish. Its guard against overrides only sees the message as it was typed. */
export const base64Obeyed: Rule = (conversation) => {
  const said = lastSaid(conversation);
  const run = RUN.exec(said)?.[0];
  const order = run ? Buffer.from(run, 'base64').toString('utf8') : '';
  if (!/^[\x20-\x7e\n]{20,}$/.test(order)) return null;
  const word = joinedWord(order, `${said.replace(run ?? '', '')}\n${order}`);
  return word === null ? null : { text: word };
};
