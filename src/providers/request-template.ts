import { parseJson } from './json-value.ts';

type Placeholder = 'prompt' | 'system' | 'model' | 'messages';
type TemplateValues = Readonly<Record<Placeholder, unknown>>;

type Slot = { name: Placeholder; quoted: boolean };
export type Template = { fill(values: TemplateValues): string };

const MAX_LENGTH = 100_000;
const KEPT = 200;
const compiled = new Map<string, Template | string>();

/**
 * Compiles a JSON text with `{{prompt}} {{system}} {{model}} {{messages}}` in it.
 *
 * A placeholder inside a string is filled with the value escaped for a string, so that no value can end the string or add a member;
 * one that stands as a whole value, with or without quotes around it in the case of `{{messages}}`, becomes the JSON of the value. What
 * is filled in is always JSON when the template is, which is proven once here.
 *
 * @returns the template, or a sentence that says what is wrong with it.
 */
export function compileTemplate(text: string): Template | string {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const result = compile(text);
  if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value ?? '');
  compiled.set(text, result);
  return result;
}

function compile(text: string): Template | string {
  if (text.length > MAX_LENGTH) return `The request template is longer than ${MAX_LENGTH} characters.`;
  const { literals, slots } = split(text);
  const template = { fill: (values: TemplateValues) => fill(literals, slots, values) };
  const sample = template.fill({ prompt: '"', system: '"', model: '"', messages: [{ role: 'user', content: '"' }] });
  if (parseJson(sample) === undefined) return 'The request template is not JSON once its placeholders are filled in.';
  if (!slots.some((slot) => slot.name === 'prompt' || slot.name === 'messages')) {
    return 'The request template holds neither {{prompt}} nor {{messages}}, so nothing would be asked.';
  }
  return template;
}

/** `"{{messages}}"` with its quotes, a placeholder, an escaped character, or a quote. */
const TOKEN = /"\{\{ ?messages ?\}\}"|\{\{ ?(prompt|system|model|messages) ?\}\}|\\.|"/gs;

/** Cuts the template at its placeholders; there is always one literal more than there are slots. */
function split(text: string): { literals: string[]; slots: Slot[] } {
  const literals: string[] = [];
  const slots: Slot[] = [];
  let quoted = false;
  let from = 0;
  const cut = (at: number, length: number, slot: Slot) => {
    literals.push(text.slice(from, at));
    slots.push(slot);
    from = at + length;
  };
  for (const match of text.matchAll(TOKEN)) {
    const [token, name] = match;
    if (token === '"') quoted = !quoted;
    else if (name !== undefined) cut(match.index, token.length, { name: name as Placeholder, quoted });
    else if (token[0] === '"' && !quoted) cut(match.index, token.length, { name: 'messages', quoted: false });
    // A closing quote, the placeholder's text between two strings, an opening quote: cannot be JSON, and is said to be none.
  }
  literals.push(text.slice(from));
  return { literals, slots };
}

function fill(literals: readonly string[], slots: readonly Slot[], values: TemplateValues): string {
  let text = literals[0]!;
  slots.forEach((slot, index) => {
    text += (slot.quoted ? escaped(values[slot.name]) : JSON.stringify(values[slot.name])) + literals[index + 1]!;
  });
  return text;
}

function escaped(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
}
