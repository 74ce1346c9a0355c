/** How many columns of a terminal a text takes, and cutting and padding by columns. Texts of a target never reach the terminal raw. */

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ZERO = /^[\p{Mark}\p{Cf}\p{Cc}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\u{fe0f}/u;

/** First and last code points that a terminal draws two columns wide (East Asian wide and full width, Unicode 16, in blocks). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

function graphemeWidth(grapheme: string): number {
  if (ZERO.test(grapheme)) return 0;
  if (EMOJI.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0)!;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns that `text` takes when a terminal prints it. Text with escape sequences must be measured before it is coloured. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of segments.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** At most `width` columns of `text`; a text that was cut ends with `…`. A wide character is never split. */
export function cutText(text: string, width: number): string {
  if (width <= 0) return '';
  let used = 0;
  let fits = '';
  for (const { segment } of segments.segment(text)) {
    const next = used + graphemeWidth(segment);
    if (next > width) return `${dropTail(fits, used - (width - 1))}…`;
    fits += segment;
    used = next;
  }
  return text;
}

/** `text` without its last graphemes until at least `columns` are free. */
function dropTail(text: string, columns: number): string {
  const parts = [...segments.segment(text)].map((part) => part.segment);
  let free = 0;
  while (free < columns && parts.length > 0) free += graphemeWidth(parts.pop()!);
  return parts.join('').trimEnd();
}

/** `text` in exactly `width` columns: cut or filled with spaces, at the right or, for numbers, at the left. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutText(text, width);
  const fill = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'left' ? cut + fill : fill + cut;
}

/**
 * One harmless line: line ends and tabs become spaces, and control, format and private characters are shown as `·`, so that an answer
 * of a target cannot move the cursor, change the title or hide text.
 */
export function plainLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '·')
    .trim();
}
