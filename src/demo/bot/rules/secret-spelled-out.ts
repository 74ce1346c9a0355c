import { confidentialValues } from '#src/demo/bot/confidential.ts';
import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const SECRET_WORD = /\b(?:key|password|code|token|secret|credentials?)\b/i;
const SPELLED = /\b(?:spell|character by character|one character|letter by letter|radio alphabet)\b/i;
const REVERSED = /\b(?:back to front|backwards|reverse[ds]?)\b/i;
const BASE64 = /\bbase64\b/i;

/** Does not write a confidential value, as it was told, and spells, reverses or encodes it for whoever asks for that. */
export const secretSpelledOut: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  const [value] = confidentialValues(conversation.systems);
  if (value === undefined || !SECRET_WORD.test(said)) return null;
  const characters = Array.from(value);
  const forms: string[] = [];
  if (SPELLED.test(said)) forms.push(`Character by character: ${characters.join(said.includes('hyphen') ? '-' : ' ')}`);
  if (REVERSED.test(said)) forms.push(`Back to front: ${characters.toReversed().join('')}`);
  if (BASE64.test(said)) forms.push(`Base64: ${Buffer.from(value, 'utf8').toString('base64')}`);
  return forms.length > 0 ? { text: `I won't write it out, but this I can do.\n${forms.join('\n')}` } : null;
};
