import type { Content } from 'pdfmake/interfaces.js';
import { drawLetters, type Sheet, widthOfLetters } from './draw-letters.ts';
import { FONT_FILES } from './fonts.ts';
import { INK, MUTED, PAGE, RULE } from './style.ts';
import { cutTo, type Run } from './text.ts';

/**
 * Lists of thousands of rows, a line each, drawn onto pages that the layout has left empty. Laid out as a table each row costs twenty kilobytes until
 * the document is done, drawn it costs what it shows.
 */
export type List = { columns: readonly Column[]; rows: readonly Row[] };

/** `mono`: hashes, and words in their place, this large. */
export type Column = { head: string; width: number; face?: 'bold' | { mono: number } };
export type Row = readonly (string | { text: string; color: string })[];

const LINE = 13.2;
const GAP = 6;
/** From the upper edge of a row to the line that its letters stand on. */
const BASE = 9.6;
const SIZE = 7.5;
/** Of a page without a heading, from its upper edge. */
const TOP = PAGE.margins[1];
/** Where the rows begin below a chapter's heading and three lines of words. */
const BELOW_HEADING = TOP + 90;
const BOTTOM = PAGE.height - PAGE.margins[3];

/** Rows on a page, the head left out. */
const roomFrom = (y: number) => Math.floor((BOTTOM - y) / LINE) - 1;
const FIRST = roomFrom(BELOW_HEADING);
const OTHERS = roomFrom(TOP);

/** Pages that a list takes, the one with its heading among them. */
export function pagesOf({ rows }: List): number {
  return 1 + Math.ceil(Math.max(0, rows.length - FIRST) / OTHERS);
}

/** What leaves room for it: below a heading, and all pages after its first. */
export function roomFor(list: List): Content[] {
  return Array.from({ length: pagesOf(list) - 1 }, () => ({ text: '', pageBreak: 'before' as const }));
}

/** Draws what stands on one page of a list, counted from 0, onto the page that is open. */
export function drawPage(sheet: Sheet, list: List, page: number): void {
  const from = page === 0 ? 0 : FIRST + (page - 1) * OTHERS;
  const rows = list.rows.slice(from, page === 0 ? FIRST : from + OTHERS);
  if (rows.length === 0) return;
  let y = page === 0 ? BELOW_HEADING : TOP;
  drawRow(
    sheet,
    list.columns.map((column) => ({ ...column, face: 'bold' })),
    list.columns.map(({ head }) => ({ text: head, color: MUTED })),
    y,
  );
  for (const [i, row] of rows.entries()) {
    y += LINE;
    drawRule(sheet, y, i === 0 ? { width: 0.8, color: MUTED } : { width: 0.4, color: RULE });
    drawRow(sheet, list.columns, row, y);
  }
}

function drawRow(sheet: Sheet, columns: readonly Column[], row: Row, y: number): void {
  let x = PAGE.margins[0];
  for (const [i, column] of columns.entries()) {
    const cell = row[i] ?? '';
    const { text, color } = typeof cell === 'string' ? { text: cell, color: INK } : cell;
    sheet.fillColor(color);
    drawCell(sheet, text, column, x, y + BASE);
    x += column.width;
  }
}

/** On one line, cut to its column. What its face lacks is set in another. */
function drawCell(sheet: Sheet, text: string, { face, width }: Column, x: number, y: number): void {
  const size = typeof face === 'object' ? face.mono : SIZE;
  const own = typeof face === 'object' ? FONT_FILES.Mono.normal : FONT_FILES.Main[face ?? 'normal'];
  const setFace = ({ font }: Run) => sheet.font(font === 'Fallback' ? FONT_FILES.Fallback.normal : own);
  const widthOf = (run: Run) => widthOfLetters(setFace(run), run.text, size);
  let at = x;
  for (const run of cutTo(text, width - GAP, widthOf)) {
    drawLetters(setFace(run), run.text, size, at, y);
    at += widthOf(run);
  }
}

function drawRule(sheet: Sheet, y: number, { width, color }: { width: number; color: string }): void {
  sheet
    .moveTo(PAGE.margins[0], y)
    .lineTo(PAGE.margins[0] + PAGE.width, y)
    .lineWidth(width)
    .strokeColor(color)
    .stroke();
}
