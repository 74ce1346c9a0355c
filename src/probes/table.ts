import { styleText } from 'node:util';

type Cell = string | number;

/**
 * Rows as a table with a rule below the heads and above the total; numbers stand right. Bold and dim where standard output is a
 * terminal that wants colours, plain text elsewhere.
 */
export function formatTable(
  heads: readonly string[],
  rows: readonly Cell[][],
  total: readonly Cell[],
  { ruleAfter = 0 } = {},
): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...[...rows, total].map((row) => String(row[i]).length)));
  const right = heads.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const line = (cells: readonly Cell[]) =>
    `  ${cells.map((cell, i) => (right[i] ? String(cell).padStart(widths[i]!) : String(cell).padEnd(widths[i]!))).join('  ')}`.trimEnd();
  const rule = styleText('dim', `  ${widths.map((width) => '─'.repeat(width)).join('──')}`);
  const body = rows.flatMap((row, i) => (i + 1 === ruleAfter ? [line(row), rule] : [line(row)]));
  return `${[styleText('bold', line(heads)), rule, ...body, rule, styleText('bold', line(total))].join('\n')}\n`;
}
