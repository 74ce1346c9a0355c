import type exceljs from 'exceljs';
import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportHead } from '#src/reports/report-model.ts';
import { gradeText, SEVERITY_WORD, STATUS_WORD } from '#src/reports/words.ts';
import { cellText } from './cell-text.ts';
import { type CellValue, heightOf, styleOf } from './sheet.ts';
import { type CellStyle, GRADE, HASH, LABEL, LINK, SECTION, SEVERITY_STYLE, TITLE } from './style.ts';

/** In characters: labels, and what is said of them. */
export const SUMMARY_WIDTHS = [26, 92] as const;
const TITLE_MAX = 200;
/** Letters of a title that a line holds, and its height in points. */
const TITLE_LETTERS = 58;
const TITLE_LINE = 24;
/** From here on, most letters are as wide as two (CJK). */
const FIRST_WIDE = '\u2e80';

/** The sheet that opens: how it stands, what the report covers, and where the rest is. */
export function writeSummary(page: exceljs.Worksheet, head: ReportHead, sheets: readonly string[]): void {
  heading(page, cellText(head.title, TITLE_MAX).replaceAll('\n', ' '));
  facts(page, [
    ['Organisation', head.tenant.name],
    ['Made at (UTC)', head.generatedAt],
    ['Report', head.reportId],
  ]);
  standing(page, head);
  coverage(page, head);
  section(page, 'Sheets');
  for (const name of sheets) {
    const cell = page.addRow([]).getCell(1);
    cell.value = { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1` };
    cell.style = LINK;
  }
  page.commit();
}

/** Over both columns and in lines: printed, a page is as wide as what stands in one line. */
function heading(page: exceljs.Worksheet, title: string): void {
  const width = [...title].reduce((sum, letter) => sum + (letter >= FIRST_WIDE ? 2 : 1), 0);
  line(page, [[title, TITLE]], 6 + TITLE_LINE * Math.max(1, Math.ceil(width / TITLE_LETTERS)));
  page.mergeCells('A1:B1');
}

function standing(page: exceljs.Worksheet, { summary }: ReportHead): void {
  section(page, 'Where it stands');
  line(
    page,
    [
      ['Grade', LABEL],
      [gradeText(summary), GRADE],
    ],
    32,
  );
  facts(page, [['Open findings', summary.totalOpen]]);
  for (const severity of SEVERITIES)
    line(page, [[SEVERITY_WORD[severity], SEVERITY_STYLE[severity]], summary.open[severity]]);
  facts(page, [
    ['Came back after a fix', summary.regressed],
    ['All findings of the report', summary.total],
    ...Object.entries(summary.statuses).map(([status, count]): [string, CellValue] => [
      STATUS_WORD[status as keyof typeof STATUS_WORD],
      count,
    ]),
  ]);
}

function coverage(page: exceljs.Worksheet, head: ReportHead): void {
  const { scope, audit } = head;
  const list = (values: readonly string[], all: string) => (values.length > 0 ? values.join(', ') : all);
  section(page, 'What it covers');
  facts(page, [
    ['Period', `${scope.from ?? 'the beginning'} to ${scope.to ?? 'the day of the report'}`],
    ['Endpoints', list(scope.endpointIds, 'all of the organisation')],
    [
      'Targets with scans',
      list(
        head.targets.map(({ name, url }) => `${name} (${url})`),
        'none',
      ),
    ],
    ['Scans', head.scanCount],
    ['Severities', list(scope.includeSeverities, 'all')],
    ['Statuses', list(scope.includeStatuses, 'all')],
    [
      'Frameworks',
      list(
        head.frameworks.map(({ name, edition }) => `${name} (${edition})`),
        'none',
      ),
    ],
    ['Judges', head.judgeModels ? 'Judge models and deterministic judges' : 'Deterministic judges alone'],
    ['Scans that ended early', head.scans.filter(({ partial }) => partial).length],
  ]);
  line(page, [
    ['Audit log', LABEL],
    [`entry ${audit.sequence}: ${audit.hash}`, HASH],
  ]);
}

function section(page: exceljs.Worksheet, title: string): void {
  page.addRow([]);
  line(
    page,
    [
      [title, SECTION],
      ['', SECTION],
    ],
    22,
  );
}

function facts(page: exceljs.Worksheet, pairs: readonly [string, CellValue][]): void {
  for (const [label, value] of pairs) line(page, [[label, LABEL], value]);
}

/** Cells from the left, each with its own style or that of its type. */
function line(page: exceljs.Worksheet, cells: readonly (CellValue | [CellValue, CellStyle])[], height?: number): void {
  const row = page.addRow([]);
  const high = height ?? heightOf(cells.map((cell, i) => [Array.isArray(cell) ? null : cell, SUMMARY_WIDTHS[i] ?? 1]));
  if (high) row.height = high;
  for (const [i, given] of cells.entries()) {
    const [value, style] = Array.isArray(given) ? given : [given, undefined];
    const shown = typeof value === 'string' ? cellText(value) : value;
    const cell = row.getCell(i + 1);
    cell.value = shown;
    cell.style = style ?? {
      ...styleOf(shown, true),
      // Among texts, everything stands at the left.
      ...((typeof shown === 'number' || shown instanceof Date) && {
        alignment: { horizontal: 'left', vertical: 'top' },
      }),
    };
  }
}
