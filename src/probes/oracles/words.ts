import type { Span } from './find-text.ts';

export type Word = Span & { text: string };

/** Words are runs of letters and digits; scripts written without spaces count each character as a word. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+/gu;

/** The words of a text in lower case, with their places. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

/** The n-gram that begins at each word, joined by single spaces: `words.length - n + 1` of them. */
export function ngramsOf(words: readonly Word[], n: number): string[] {
  const grams: string[] = [];
  for (let i = 0; i + n <= words.length; i += 1) {
    grams.push(
      words
        .slice(i, i + n)
        .map((word) => word.text)
        .join(' '),
    );
  }
  return grams;
}
