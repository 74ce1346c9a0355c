import { seen } from '#src/reports/formats/texts.ts';

/** What a cell of a workbook holds at most, in UTF-16 units; a longer one makes the file count as broken. */
export const CELL_MAX = 32_767;
/** As long as any text is written: with what tells of the cut, and with marks written out, it stays below `CELL_MAX`. */
const TEXT_MAX = 8_000;
/** Line ends that a cell holds at most. */
const LINES_MAX = 250;
const CUT = '…';

/** No character of XML, though well-formed. */
const NO_CHARACTER = /[\ufffe\uffff]/g;
/** What a spreadsheet reads as a character by its number. */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * A text of anybody's as a cell shows it: bounded, marks that hide or turn text named, nothing that XML forbids. It is always written as a text:
 * see `startsFormula`.
 */
export function cellText(text: string, max = TEXT_MAX): string {
  const lines = seen(text, Math.min(max, TEXT_MAX)).replaceAll(NO_CHARACTER, '\ufffd').split('\n');
  const kept = lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX), CUT] : lines;
  const whole = kept.join('\n').replaceAll(ESCAPE, '_x005F_');
  if (whole.length <= CELL_MAX) return whole;
  return `${whole.slice(0, CELL_MAX - 1).toWellFormed()}${CUT}`;
}

/** Whether a spreadsheet would take the text for a formula if somebody typed it in, or opened it from a file without types. */
export function startsFormula(text: string): boolean {
  return /^\s*[=+\-@|\t\r]/.test(text);
}
