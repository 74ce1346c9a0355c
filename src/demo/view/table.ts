import type { Paint, Style } from './colours.ts';
import { fitText, textWidth } from './width.ts';

export type Column = {
  title: string;
  align?: 'left' | 'right';
  /** Takes what the other columns leave. Exactly one column of a table grows. */
  grows?: boolean;
};

type Cell = { text: string; style?: Style | readonly Style[] };
/** One row, and lines below it that run over the whole width from the second column on. */
export type Row = { cells: readonly Cell[]; notes?: readonly Cell[] };

const GAP = 2;

/** A table in at most `width` columns: fixed columns as wide as their widest cell, the growing one cut to what is left (8 at least). */
export function renderTable(columns: readonly Column[], rows: readonly Row[], width: number, paint: Paint): string[] {
  const widths = columnWidths(columns, rows, width);
  const head = columns.map((column, i) => paint('dim', fitText(column.title, widths[i]!, column.align)));
  const indent = widths[0]! + GAP;
  return [join(head), ...rows.flatMap((row) => renderRow(row, columns, widths, { indent, width, paint }))];
}

function columnWidths(columns: readonly Column[], rows: readonly Row[], width: number): number[] {
  const widest = columns.map((column, i) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row.cells[i]?.text ?? ''))),
  );
  const fixed = widest.reduce((sum, w, i) => sum + (columns[i]!.grows ? 0 : w), 0) + GAP * (columns.length - 1);
  return widest.map((w, i) => (columns[i]!.grows ? Math.min(w, Math.max(8, width - fixed)) : w));
}

type Frame = { indent: number; width: number; paint: Paint };

function renderRow(row: Row, columns: readonly Column[], widths: readonly number[], frame: Frame): string[] {
  const cells = columns.map((column, i) => {
    const cell = row.cells[i] ?? { text: '' };
    return painted({ ...cell, text: fitText(cell.text, widths[i]!, column.align) }, frame.paint);
  });
  const notes = (row.notes ?? []).map((note) => {
    const text = fitText(note.text, Math.max(8, frame.width - frame.indent)).trimEnd();
    return ' '.repeat(frame.indent) + painted({ ...note, text }, frame.paint);
  });
  return [join(cells), ...notes];
}

function painted(cell: Cell, paint: Paint): string {
  return cell.style ? paint(cell.style, cell.text) : cell.text;
}

function join(cells: readonly string[]): string {
  return cells.join(' '.repeat(GAP)).trimEnd();
}
