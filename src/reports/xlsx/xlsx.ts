import { told } from '#src/reports/formats/outlet.ts';
import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { Book } from './book.ts';
import { CONTROL_COLUMNS } from './controls.ts';
import { FINDING_COLUMNS } from './findings.ts';
import { SUMMARY_WIDTHS, writeSummary } from './summary.ts';
import { ATTEMPT_COLUMNS, OVERLAP_COLUMNS, SCAN_COLUMNS } from './tables.ts';

/**
 * A workbook for who sorts and filters: a summary, the findings, a sheet for each framework, overlaps, scans and attempts. Nothing in it is
 * computed by the spreadsheet, so nothing in it can run.
 */
export const xlsxFormat: ReportFormat = {
  name: 'xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  async write(model, sink, onProgress, signal) {
    const { title, generatedAt } = model.head;
    using book = new Book(sink, { title: title.slice(0, 200), at: generatedAt }, signal);
    await writeSheets(book, model, onProgress);
    await book.end();
  },
};

async function writeSheets(book: Book, model: ReportModel, onProgress: (findings: number) => void): Promise<void> {
  const { head } = model;
  const summary = book.reserve('Summary');
  const findings = book.reserve('Findings');
  const frameworks = head.frameworks.map((framework) => ({ framework, name: book.reserve(framework.shortName) }));
  const [overlaps, scans, attempts] = ['Overlaps', 'Scans', 'Attempts'].map((name) => book.reserve(name));
  const others = [findings, ...frameworks.map(({ name }) => name), overlaps!, scans!, attempts!];
  writeSummary(book.page(summary, SUMMARY_WIDTHS), head, others);
  await book
    .sheet(findings, FINDING_COLUMNS, { frozenColumns: 2, pagesWide: 5 })
    .addAll(told(model.findings(), onProgress));
  for (const { framework, name } of frameworks)
    await book.sheet(name, CONTROL_COLUMNS, { frozenColumns: 1 }).addAll(framework.controls);
  await book.sheet(overlaps!, OVERLAP_COLUMNS, { frozenColumns: 2 }).addAll(head.overlaps);
  const targets = new Map(head.targets.map((target) => [target.id, target]));
  await book
    .sheet(scans!, SCAN_COLUMNS)
    .addAll(head.scans.map((scan) => ({ scan, target: targets.get(scan.targetId) })));
  await book.sheet(attempts!, ATTEMPT_COLUMNS, { frozenColumns: 1 }).addAll(model.attempts());
}
