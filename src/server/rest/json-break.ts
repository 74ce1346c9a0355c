/** Thrown inside alone, to leave every level at once. */
class Break extends Error {
  readonly at: number;
  constructor(at: number) {
    super();
    this.at = at;
  }
}

const BLANK = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within texts.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Where a text stops being JSON, counted in characters from 0; its length when it is cut off, or when nothing is wrong with it. V8 tells the
 * place of some mistakes alone. Linear in the text, which must not be nested deeper than a stack goes.
 */
export function jsonBreak(text: string): number {
  try {
    return blank(text, value(text, blank(text, 0)));
  } catch (error) {
    if (error instanceof Break) return error.at;
    throw error;
  }
}

function blank(text: string, at: number): number {
  return matched(BLANK, text, at);
}

/** The end of what matches there; `at` when nothing does. */
function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function value(text: string, at: number): number {
  const first = text[at];
  if (first === '{') return members(text, at, '}', member);
  if (first === '[') return members(text, at, ']', value);
  if (first === '"') return string(text, at);
  for (const word of ['true', 'false', 'null']) if (first === word[0]) return literal(text, at, word);
  const end = matched(NUMBER, text, at);
  if (end === at) throw new Break(at);
  return end;
}

function members(text: string, start: number, close: string, one: (text: string, at: number) => number): number {
  let at = blank(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = blank(text, one(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Break(at);
    at = blank(text, at + 1);
  }
}

function member(text: string, at: number): number {
  const colon = blank(text, string(text, at));
  if (text[colon] !== ':') throw new Break(colon);
  return value(text, blank(text, colon + 1));
}

function string(text: string, at: number): number {
  const end = matched(TEXT, text, at);
  if (end === at || text[end] !== '"') throw new Break(end);
  return end + 1;
}

function literal(text: string, at: number, word: string): number {
  for (let i = 0; i < word.length; i += 1) if (text[at + i] !== word[i]) throw new Break(at + i);
  return at + word.length;
}
