/** Searching that keeps positions. Every function is linear in the text for a value of bounded length. */

export type Span = { start: number; end: number };

/** Lower case with every character at its old place; the few letters whose lower case is longer stay as they are. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  let folded = '';
  for (let i = 0; i < text.length; i += 1) {
    const small = text[i]!.toLowerCase();
    folded += small.length === 1 ? small : text[i];
  }
  return folded;
}

/** The first place of `value`, upper and lower case alike. */
export function findFolded(text: string, value: string): Span | null {
  const start = fold(text).indexOf(fold(value));
  return start < 0 ? null : { start, end: start + value.length };
}

/** Every place of `value` in `text`, without overlaps, at most `limit`. Both must be folded alike beforehand. */
export function findAll(text: string, value: string, limit = 1000): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(value); at >= 0 && spans.length < limit; at = text.indexOf(value, at + value.length)) {
    spans.push({ start: at, end: at + value.length });
  }
  return spans;
}

/** False when the span is the inside of a longer Latin word or number: `PWN` in `PWNED`. */
export function standsAlone(text: string, { start, end }: Span): boolean {
  const joins = (a: string | undefined, b: string | undefined) => isWordCharacter(a) && isWordCharacter(b);
  return !joins(text[start - 1], text[start]) && !joins(text[end - 1], text[end]);
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_]/.test(character);
}

/** The characters of a text that `keep` accepts, and where each of them stood. */
type Squeezed = { text: string; at: number[] };

export function squeeze(text: string, keep: (code: number) => boolean): Squeezed {
  const at: number[] = [];
  const kept: string[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (!keep(text.charCodeAt(i))) continue;
    kept.push(text[i]!);
    at.push(i);
  }
  return { text: kept.join(''), at };
}

/** `value` in a squeezed text, with between `least` and `most` dropped characters between any two of its own. */
export function findSpread(squeezed: Squeezed, value: string, least: number, most: number): Span | null {
  const { text, at } = squeezed;
  for (let i = text.indexOf(value); i >= 0 && value !== ''; i = text.indexOf(value, i + 1)) {
    let fits = true;
    for (let k = i + 1; k < i + value.length && fits; k += 1) {
      const between = at[k]! - at[k - 1]! - 1;
      fits = between >= least && between <= most;
    }
    if (fits) return { start: at[i]!, end: at[i + value.length - 1]! + 1 };
  }
  return null;
}

/** ASCII letters and digits: what is left of a value when its punctuation and spacing are somebody else's choice. */
export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
