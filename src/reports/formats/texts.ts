/** Characters that turn text around, hide it, or control whatever shows it; line ends and tabs are none of them. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** As long as a piece of text may be in any format for readers. What is left out is counted. */
export const TEXT_MAX = 20_000;

/**
 * A text as readers may be shown it: of bounded length, without lone surrogates, with what cannot be seen named: `⟨U+202E⟩`. Nothing of it is
 * dropped in silence. What a format takes for markup is still in it.
 */
export function seen(text: string, max = TEXT_MAX): string {
  return bounded(text, max).replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(UNSEEN, named);
}

/** The same on one line. */
export function seenLine(text: string, max = 500): string {
  return seen(text, max)
    .replaceAll(/[\n\t]+/g, ' ')
    .trim();
}

/** At most so many characters, never half of one, and how many more there were. */
export function bounded(text: string, max = TEXT_MAX): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  // A pair that the cut would tear apart is left out whole.
  const kept = whole.slice(0, max).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${whole.length - kept.length} more characters)`;
}

function named(character: string): string {
  return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
