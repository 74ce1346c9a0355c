import { describe, expect, it } from 'vitest';
import { csvFormat } from '#src/reports/formats/csv.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { listed, withFindings, written, writtenToStandstill } from '#test/kit/written-report.ts';

/** A reader by RFC 4180, letter by letter: it takes nothing that the grammar does not have. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let [row, field, place]: [string[], string, number] = [[], '', 0];
  while (place < text.length) {
    field = '';
    if (text[place] === '"') {
      for (place += 1; ; place += 1) {
        if (place >= text.length) throw new Error('a quoted field has no end');
        if (text[place] !== '"') field += text[place];
        else if (text[place + 1] === '"') field += text[place++];
        else break;
      }
      place += 1;
    } else {
      while (place < text.length && text[place] !== ',' && text[place] !== '\r') {
        if (text[place] === '"' || text[place] === '\n')
          throw new Error(`${JSON.stringify(text[place])} without quotes`);
        field += text[place++];
      }
    }
    row.push(field);
    if (text[place] === ',') place += 1;
    else if (text.startsWith('\r\n', place)) {
      rows.push(row);
      row = [];
      place += 2;
    } else throw new Error(`${JSON.stringify(text.slice(place, place + 9))} after a field`);
  }
  if (row.length > 0) throw new Error('the last line has no end');
  return rows;
}

type Line = Record<string, string>;

async function linesOf(model: ReportModel): Promise<Line[]> {
  const text = await written(csvFormat, model);
  expect(text[0]).toBe('\ufeff');
  const [heads, ...rows] = csvRows(text.slice(1));
  return rows.map((row) => {
    expect(row).toHaveLength(heads!.length);
    return Object.fromEntries(heads!.map((head, i) => [head, row[i]!]));
  });
}

async function lineOf(change: Partial<ReportFinding>): Promise<Line> {
  const model = reportModel({ findings: 1 });
  const [finding] = await listed(model.findings());
  return (await linesOf(withFindings(model, [{ ...finding!, ...change }])))[0]!;
}

describe('a report as CSV', () => {
  it('reads back, by the grammar, as the findings that it was written from', async () => {
    const model = reportModel({ findings: 80 });
    const findings = await listed(model.findings());
    const lines = await linesOf(model);
    expect(lines).toHaveLength(80);
    for (const [i, line] of lines.entries()) {
      const { id, severity, status, title, target, refs, firstSeenAt, resolvedAt, confidence, description } =
        findings[i]!;
      expect(line).toMatchObject({
        id,
        severity,
        status,
        title,
        target: target.name,
        target_url: target.url,
        description,
      });
      expect(line.framework_refs!.split(' ')).toEqual(refs.map(({ ref }) => ref));
      expect([line.first_seen_at, line.resolved_at]).toEqual([
        firstSeenAt.toISOString(),
        resolvedAt?.toISOString() ?? '',
      ]);
      expect(Number(line.confidence)).toBe(confidence);
    }
  });

  it('has these columns, in this order: programs know them', async () => {
    const text = await written(csvFormat, reportModel({ findings: 0 }));
    expect(text).toBe(
      '\ufeffid,severity,status,title,target_id,target,target_url,probe_id,risks,framework_refs,confidence,regressed,occurrences,first_seen_at,last_seen_at,resolved_at,status_reason,evidence,description,remediation,fingerprint,url\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '|cmd',
    '%0A=1',
    '\t=1',
    '\r=1',
    '\n=1',
    '   =1',
    '"=1',
    "'=1",
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '=HYPERLINK("http://evil.example";"x")',
    "=cmd|' /C calc'!A0",
  ])('lets %j be no formula, in whatever column it stands', async (text) => {
    const target = { id: 'ep_1', name: text, url: text, kind: 'llm' as const };
    const line = await lineOf({
      title: text,
      description: text,
      remediation: text,
      statusReason: text,
      evidenceLine: text,
      url: text,
      risks: [text],
      target,
    });
    for (const [head, value] of Object.entries(line))
      expect(value, head).not.toMatch(/^[\s"]*[=+\-@|%\t\r\n＝＋－＠]/u);
    expect(line.title).toBe(`'${text.replace('\r', '\n')}`);
  });

  it('leaves texts, numbers and moments that are no formulas as they are', async () => {
    const line = await lineOf({
      title: 'Leak = found',
      description: 'a-b, "c"; d\ne',
      evidenceLine: '5 > 3',
      confidence: 0.7,
    });
    expect([line.title, line.description, line.evidence, line.confidence]).toEqual([
      'Leak = found',
      'a-b, "c"; d\ne',
      '5 > 3',
      '0.7',
    ]);
  });

  it.each(
    Object.keys(HOSTILE),
  )('reads back with hostile texts (%s), in cells that a spreadsheet can hold', async (kind) => {
    const model = reportModel({ findings: 9, hostile: HOSTILE[kind]! });
    const lines = await linesOf(model);
    expect(lines).toHaveLength(9);
    for (const value of lines.flatMap((line) => Object.values(line))) {
      expect(value.length).toBeLessThan(32_767);
      expect(value).not.toMatch(/(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(value.isWellFormed()).toBe(true);
    }
  });

  it('says how much of a megabyte it left out', async () => {
    const { description } = await lineOf({ description: HOSTILE.megabyte! });
    expect(description).toMatch(/… \(1072000 more characters\)$/);
  });

  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    const { read, error } = await writtenToStandstill(csvFormat, reportModel({ findings: 10 }), 100_000);
    expect(read).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });
});
