import type exceljs from 'exceljs';
import type { Book } from './book.ts';
import { cellText, startsFormula } from './cell-text.ts';
import { type CellStyle, COUNT, HEAD, HEAD_RIGHT, LINK, MOMENT, PLAIN, SHARE, TEXT, TEXT_WRAP, WRAP } from './style.ts';

/** Rows that a sheet holds, its head among them. More go to a further sheet. */
const ROWS_MAX = 1_000_000;
/** Links that a sheet holds; a spreadsheet takes 65,530. Rows after them have the text without the link. */
const LINKS_MAX = 65_000;

/** In points: a line, and the most that a row may be high. */
const LINE = 15;
const HEIGHT_MAX = 400;

/** What a cell shows. A text is text whatever it begins with; a `Date` is UTC; null stays empty. */
export type CellValue = string | number | boolean | Date | null;

export type Column<Row> = {
  head: string;
  /** In characters. */
  width: number;
  value(row: Row): CellValue;
  /** Longer texts are broken into lines. */
  wrap?: boolean;
  /** A column of numbers: its head stands to the right as they do. */
  numbers?: boolean;
  /** Instead of the style that the value's type has. */
  style?: CellStyle | ((row: Row) => CellStyle);
  /** Where the cell leads: an address that begins with http: or https:, or a place in the workbook that begins with #. */
  link?(row: Row): string;
};

export type SheetOptions = { frozenColumns?: number; rowsMax?: number; pagesWide?: number };

/** A table with a frozen head and filters. */
export class Sheet<Row> {
  readonly #book: Book;
  readonly #writer: exceljs.stream.xlsx.WorkbookWriter;
  readonly #name: string;
  readonly #columns: readonly Column<Row>[];
  readonly #options: SheetOptions;
  #sheet: exceljs.Worksheet;
  #rows = 1;
  #links = 0;

  constructor(
    book: Book,
    writer: exceljs.stream.xlsx.WorkbookWriter,
    name: string,
    columns: readonly Column<Row>[],
    options: SheetOptions,
  ) {
    this.#book = book;
    this.#writer = writer;
    this.#name = name;
    this.#columns = columns;
    this.#options = options;
    this.#sheet = this.#open(name);
  }

  async add(row: Row): Promise<void> {
    if (this.#rows >= (this.#options.rowsMax ?? ROWS_MAX)) this.#next();
    const line = this.#sheet.addRow([]);
    for (const [i, column] of this.#columns.entries()) this.#fill(line.getCell(i + 1), column, row);
    const height = heightOf(
      this.#columns.map((column) => (column.wrap ? [column.value(row), column.width] : [null, 1])),
    );
    if (height) line.height = height;
    line.commit();
    this.#rows += 1;
    await this.#book.breathe(this.#sheet);
  }

  async addAll(rows: Iterable<Row> | AsyncIterable<Row>): Promise<void> {
    for await (const row of rows) await this.add(row);
    this.end();
  }

  end(): void {
    const last = { row: Math.max(this.#rows, 1), column: this.#columns.length };
    this.#sheet.autoFilter = { from: { row: 1, column: 1 }, to: last };
    this.#sheet.commit();
  }

  #next(): void {
    this.end();
    this.#sheet = this.#open(this.#book.reserve(this.#name));
    this.#rows = 1;
    this.#links = 0;
  }

  #open(name: string): exceljs.Worksheet {
    const sheet = this.#writer.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: 1, xSplit: this.#options.frozenColumns ?? 0 }],
      pageSetup: {
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: this.#options.pagesWide ?? 1,
        fitToHeight: 0,
      },
      headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
    });
    sheet.columns = this.#columns.map(({ width }) => ({ width }));
    const head = sheet.addRow(this.#columns.map((column) => column.head));
    head.height = 32;
    head.eachCell((cell, n) => {
      cell.style = this.#columns[n - 1]!.numbers ? HEAD_RIGHT : HEAD;
    });
    head.commit();
    return sheet;
  }

  #fill(cell: exceljs.Cell, column: Column<Row>, row: Row): void {
    const value = column.value(row);
    if (value === null || value === '') return;
    const text = typeof value === 'string' ? cellText(value) : null;
    const link = text === null ? undefined : column.link?.(row);
    if (text !== null && link && this.#links < LINKS_MAX && /^(?:https?:\/\/|#)/i.test(link)) {
      this.#links += 1;
      cell.value = { text, hyperlink: link };
      cell.style = LINK;
      return;
    }
    cell.value = text ?? (value as Exclude<CellValue, string | null>);
    const style = typeof column.style === 'function' ? column.style(row) : column.style;
    cell.style = style ?? styleOf(text ?? value, column.wrap === true);
  }
}

/** The height of a row whose texts are broken into lines, in points; undefined for a row of one line. Programs differ in whether they find it themselves. */
export function heightOf(texts: readonly (readonly [CellValue, number])[]): number | undefined {
  const lines = texts.map(([text, width]) => (typeof text === 'string' ? linesOf(text, width) : 1));
  const most = Math.max(1, ...lines);
  return most > 1 ? Math.min(HEIGHT_MAX, most * LINE) : undefined;
}

function linesOf(text: string, width: number): number {
  const lines = text.slice(0, HEIGHT_MAX * width).split('\n');
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.1) / width)), 0);
}

export function styleOf(value: CellValue, wrap: boolean): CellStyle {
  if (value instanceof Date) return MOMENT;
  if (typeof value === 'number') return Number.isInteger(value) ? COUNT : SHARE;
  if (typeof value === 'string' && startsFormula(value)) return wrap ? TEXT_WRAP : TEXT;
  return wrap ? WRAP : PLAIN;
}
