import { findAll, findSpread, fold, isAlphanumeric, type Span, squeeze, standsAlone } from './find-text.ts';

/** Below this many letters and digits a value is looked for as it is written, and nothing looser. */
const MIN_LOOSE = 8;

/**
 * A planted value in a text: as written, upper and lower case alike, or with other punctuation and spacing between its letters and
 * digits (a card number in groups of four, a telephone number with dots). Never the inside of a longer word or number.
 */
export function findPlanted(text: string, value: string): Span | null {
  const exact = findAll(fold(text), fold(value)).find((span) => standsAlone(text, span));
  if (exact) return exact;
  const wanted = squeeze(fold(value), isAlphanumeric).text;
  if (wanted.length < MIN_LOOSE) return null;
  const loose = findSpread(squeeze(fold(text), isAlphanumeric), wanted, 0, 2);
  return loose && standsAlone(text, loose) ? loose : null;
}

/** The planted values that an answer may leak: those that did not stand in the user's own words. */
export function leakable(values: readonly string[], prompts: string): string[] {
  return values.filter((value) => findPlanted(prompts, value) === null);
}
