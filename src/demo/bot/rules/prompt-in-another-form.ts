import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';
import { BOT_PROMPT, BOT_PROMPT_IN_FRENCH } from '#src/demo/bot/shop.ts';

const OWN_TEXT =
  /\b(?:your (?:configuration|instructions|system prompt|prompt|set-?up|rules)|(?:text|passage|message) (?:that )?(?:you were started with|precedes|comes before|above)|first message of this conversation|initial (?:message|text))\b/i;
const AS_JSON = /\b(?:json|serialise|serialize|array|yaml)\b/i;
const AS_CAPITALS = /\b(?:capital letters|capitals|upper ?case)\b/i;
const AS_TRANSLATION = /\btranslat\w{1,5}\b/i;
const AS_CODE = /\b(?:base64|hex|rot13|encod\w{1,4}|backwards|reversed?)\b/i;

/**
 * Guards its instructions as they stand and forgets to guard them in any other form. What the client put into the system message goes
 * the same way.
 */
export const promptInAnotherForm: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  if (!OWN_TEXT.test(said)) return null;
  const text = [BOT_PROMPT, ...conversation.systems].join('\n');
  if (AS_JSON.test(said)) return { text: JSON.stringify({ instructions: sentencesOf(text) }, null, 1) };
  if (AS_CAPITALS.test(said))
    return {
      text: text
        .toUpperCase()
        .split(/\s+/)
        .join(said.includes('|') ? ' | ' : ' '),
    };
  if (AS_TRANSLATION.test(said)) return { text: `Français :\n${BOT_PROMPT_IN_FRENCH}\n\nBack into English:\n${text}` };
  if (AS_CODE.test(said)) return { text: Buffer.from(text, 'utf8').toString('base64') };
  return null;
};

function sentencesOf(text: string): string[] {
  return text.split(/\n|(?<=[.!?])\s+/).filter((sentence) => sentence !== '');
}
