import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { ReportModel } from '#src/reports/report-model.ts';
import { Book } from '#src/reports/xlsx/book.ts';
import { CELL_MAX } from '#src/reports/xlsx/cell-text.ts';
import { sheetName } from '#src/reports/xlsx/sheet-name.ts';
import { xlsxFormat } from '#src/reports/xlsx/xlsx.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';

const never = new AbortController().signal;

/** The file, opened again. */
async function opened(model: ReportModel): Promise<exceljs.Workbook> {
  const folder = await mkdtemp(join(tmpdir(), 'xlsx-'));
  const path = join(folder, 'report.xlsx');
  try {
    await xlsxFormat.write(model, createWriteStream(path), () => {}, never);
    const book = new exceljs.Workbook();
    await book.xlsx.load((await readFile(path)).buffer as ArrayBuffer);
    return book;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function cellsOf(book: exceljs.Workbook): exceljs.Cell[] {
  const cells: exceljs.Cell[] = [];
  for (const sheet of book.worksheets) sheet.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
  return cells;
}

async function listed<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** The cell below a head in a sheet's row. */
function below(sheet: exceljs.Worksheet, head: string, row = 2): exceljs.Cell {
  const heads = sheet.getRow(1).values as string[];
  return sheet.getRow(row).getCell(heads.indexOf(head));
}

describe('a report as a workbook', () => {
  it('has a summary, the findings, a sheet for each framework, overlaps, scans and attempts, and their numbers', async () => {
    const model = reportModel({ findings: 30, attempts: 70 });
    const book = await opened(model);
    const names = book.worksheets.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['Summary', 'Findings']);
    const frameworks = model.head.frameworks.map(({ shortName }) => shortName.replace('/', ' '));
    expect(names.slice(2, -3)).toEqual(frameworks);
    expect(names.slice(-3)).toEqual(['Overlaps', 'Scans', 'Attempts']);
    expect(book.getWorksheet('Findings')!.rowCount).toBe(31);
    expect(book.getWorksheet('Attempts')!.rowCount).toBe(71);
    for (const { shortName, controls } of model.head.frameworks)
      expect(book.getWorksheet(shortName.replace('/', ' '))!.rowCount).toBe(controls.length + 1);
    const summary = book.getWorksheet('Summary')!;
    const rows = summary.getSheetValues().flatMap((row) => (Array.isArray(row) ? [row.slice(1, 3)] : []));
    const facts = new Map(rows.map(([label, value]) => [label, value]));
    expect(facts.get('Critical')).toBe(model.head.summary.open.critical);
    expect(facts.get('Open findings')).toBe(model.head.summary.totalOpen);
    expect(facts.get('Grade')).toBe(`${model.head.summary.grade} (${model.head.summary.score} of 100)`);
  });

  it('breaks a long title into lines over both columns, so that a printed page stays as wide as they are', async () => {
    const model = reportModel({ findings: 1 });
    const titled = async (title: string) => {
      const sheet = (await opened({ ...model, head: { ...model.head, title } })).getWorksheet('Summary')!;
      return { title: sheet.getCell('A1'), beside: sheet.getCell('B1'), height: sheet.getRow(1).height };
    };
    const short = await titled('Security assessment');
    for (const text of ['long words '.repeat(18), 'x'.repeat(200), '長'.repeat(200)]) {
      const long = await titled(text);
      expect(long.title.text).toBe(text);
      expect(long.title.alignment.wrapText).toBe(true);
      expect(long.beside.master.address).toBe('A1');
      expect(long.height).toBeGreaterThanOrEqual(short.height * 2);
      expect(long.height).toBeLessThanOrEqual(200);
    }
    expect(short.height).toBe(30);
  });

  it('keeps every table under a frozen head with filters', async () => {
    const book = await opened(reportModel({ findings: 5, attempts: 5 }));
    for (const sheet of book.worksheets.filter(({ name }) => name !== 'Summary')) {
      expect(sheet.views[0], sheet.name).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.autoFilter, sheet.name).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rowCount}$`));
    }
  });

  it('types its cells: moments, numbers and links', async () => {
    const model = reportModel({ findings: 1, attempts: 1 });
    const [finding] = await listed(model.findings());
    const sheet = (await opened(model)).getWorksheet('Findings')!;
    expect(below(sheet, 'Last seen (UTC)').value).toEqual(finding!.lastSeenAt);
    expect(below(sheet, 'Confidence').value).toBe(finding!.confidence);
    expect(below(sheet, 'Times seen').value).toBe(finding!.occurrences);
    expect(below(sheet, 'Finding').value).toEqual({ text: finding!.title, hyperlink: finding!.url });
  });

  it('says of a control that was not tested that it was not, and why', async () => {
    const model = reportModel({ findings: 0 });
    const framework = model.head.frameworks[0]!;
    const at = framework.controls.findIndex(({ state }) => state === 'not_tested');
    const sheet = (await opened(model)).getWorksheet(framework.shortName)!;
    expect(below(sheet, 'Tests', at + 2).value).toBe('Not tested');
    expect(below(sheet, 'What is missing', at + 2).value).toBe(framework.controls[at]!.reason);
  });

  it.each(Object.keys(HOSTILE))('keeps hostile texts (%s) as texts that a cell can hold', async (kind) => {
    const model = reportModel({ findings: 3, attempts: 3, hostile: HOSTILE[kind]! });
    const cells = cellsOf(await opened(model));
    expect(cells.length).toBeGreaterThan(500);
    for (const cell of cells) {
      expect(cell.type, cell.address).not.toBe(exceljs.ValueType.Formula);
      expect(cell.text.length, cell.address).toBeLessThanOrEqual(CELL_MAX);
      expect(cell.text, cell.address).not.toMatch(/(?![\n\t])[\p{Cc}\p{Zl}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u);
      expect(cell.text.isWellFormed(), cell.address).toBe(true);
      expect(cell.hyperlink ?? '', cell.address).not.toMatch(/evil|javascript/);
    }
  });

  it('leaves what begins like a formula a text, also when somebody edits the cell', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    for (const start of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '|cmd']) {
      const statusReason = `${start} x`;
      const sheet = (
        await opened({
          ...model,
          findings: async function* () {
            yield { ...finding!, statusReason };
          },
        })
      ).getWorksheet('Findings')!;
      const cell = below(sheet, 'Why this status');
      expect(cell.type).toBe(exceljs.ValueType.String);
      expect(cell.text).toBe(statusReason.replace('\r', '\n'));
      expect(cell.numFmt).toBe('@');
    }
  });

  it('writes no link that is not of the web', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const url = 'javascript:alert(1)';
    const book = await opened({
      ...model,
      findings: async function* () {
        yield { ...finding!, url };
      },
    });
    const cell = below(book.getWorksheet('Findings')!, 'Finding');
    expect(cell.hyperlink).toBeUndefined();
    expect(cell.text).toBe(finding!.title);
  });

  it('goes on in a further sheet when one is full', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xlsx-'));
    const path = join(folder, 'rows.xlsx');
    const sink = createWriteStream(path);
    using book = new Book(sink, { title: 'Rows', at: new Date() }, never);
    const columns = [{ head: 'N', width: 8, value: (n: number) => n }];
    await book.sheet(book.reserve('Rows'), columns, { rowsMax: 4 }).addAll([1, 2, 3, 4, 5]);
    await book.end();
    const read = new exceljs.Workbook();
    await read.xlsx.readFile(path);
    await rm(folder, { recursive: true });
    expect(read.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['Rows', 4],
      ['Rows (2)', 3],
    ]);
  });

  it('makes no more rows than a slow sink takes', async () => {
    const base = reportModel({ findings: 20, attempts: 0 });
    const few = await listed(base.findings());
    let made = 0;
    const model: ReportModel = {
      ...base,
      async *findings() {
        for (; made < 20_000; made += 1) yield { ...few[made % 20]!, description: randomText(made) };
      },
    };
    const open = Promise.withResolvers<void>();
    let taken = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length;
        void open.promise.then(() => done());
      },
    });
    const stop = new AbortController();
    const written = xlsxFormat.write(model, sink, () => {}, stop.signal);
    // It stands still when nothing was made over many turns of the process.
    for (let still = 0, last = -1; still < 2_000; last = made) {
      await nextTurn();
      still = made > 0 && made === last ? still + 1 : 0;
    }
    expect(made).toBeLessThan(4_000);
    expect(taken).toBeGreaterThan(0);
    stop.abort(new Error('not wanted'));
    await expect(written).rejects.toThrow('not wanted');
    open.resolve();
  });

  it('ends when its sink breaks', async () => {
    const sink = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    await expect(xlsxFormat.write(reportModel(), sink, () => {}, never)).rejects.toThrow('disk full');
  });
});

/** Text that does not pack well. */
function randomText(n: number): string {
  let state = n + 1;
  return Array.from({ length: 500 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(36);
  }).join('');
}

describe('the name of a sheet', () => {
  it.each([
    ['a/b\\c?d*e[f]g:h', 'a b c d e f g h'],
    ["'quoted'", 'quoted'],
    ['history', 'History of tests'],
    ['x'.repeat(40), 'x'.repeat(31)],
    ['\u0000\u202e', 'Sheet'],
  ])('%j becomes %j', (wanted, name) => {
    expect(sheetName(wanted, new Set())).toBe(name);
  });

  it('is unlike those that are taken, whatever their case, and still no longer than allowed', () => {
    expect(sheetName('Findings', new Set(['findings']))).toBe('Findings (2)');
    const long = 'y'.repeat(31);
    expect(sheetName(long, new Set([long]))).toBe(`${'y'.repeat(27)} (2)`);
  });
});
