import { describe, expect, it } from 'vitest';
import { markdownFormat } from '#src/reports/formats/markdown.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { listed, withFindings, written, writtenToStandstill } from '#test/kit/written-report.ts';

/** What CommonMark with tables makes of the lines of a report, as far as a report has such blocks. */
type Blocks = {
  headings: string[];
  tables: string[][][];
  fences: string[];
  /** Everything else, without code. */
  text: string;
};

function blocksOf(markdown: string): Blocks {
  const blocks: Blocks = { headings: [], tables: [], fences: [], text: '' };
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!;
    const fence = /^(`{3,})text$/.exec(line)?.[1];
    if (fence) {
      const end = lines.findIndex((other, at) => at > i && new RegExp(`^\`{${fence.length},}\\s*$`).test(other));
      if (end < 0) throw new Error('a fence has no end');
      blocks.fences.push(lines.slice(i + 1, end).join('\n'));
      i = end;
    } else if (line.startsWith('|')) {
      const isNew = !lines[i - 1]?.startsWith('|');
      if (isNew) blocks.tables.push([]);
      blocks.tables.at(-1)!.push(line.split('|').slice(1, -1));
    } else if (/^#{1,6} /.test(line)) blocks.headings.push(line);
    else blocks.text += `${line}\n`;
  }
  return blocks;
}

/** The text of what stands there: references as the characters that they are, and no code. */
function shown(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** What is markup in a line of the report, without the report's own code spans, links and emphasis. */
function markupOf(line: string): string[] {
  const bare = line.replaceAll(/`[^`]*`/g, '').replaceAll(/(?<!!)\[[^[\]]*\]\((https:\/\/[\w./-]+)\)/g, '');
  return bare.replaceAll(/&#\d+;/g, '').match(/[<>[\]`*_~\\]|!\[|javascript:|https?:\/\//g) ?? [];
}

const blocks = async (model: ReportModel) => blocksOf(await written(markdownFormat, model));

describe('a report as Markdown', () => {
  it('has its parts under headings, in order', async () => {
    const model = reportModel({ findings: 12 });
    const { headings } = await blocks(model);
    const parts = headings.filter((line) => /^##? /.test(line)).map(shown);
    expect(parts).toEqual([
      '# Q2 2026 AI security evidence pack',
      '## Summary',
      '## Method',
      '## Findings',
      ...model.head.frameworks.map(({ name, edition }) => `## ${name}, edition ${edition}`),
      '## Overlaps',
    ]);
    const findings = await listed(model.findings());
    expect(headings.filter((line) => line.startsWith('### ')).map(shown)).toEqual(
      findings.map(({ severity, title }) => `### ${severity}: ${title}`),
    );
  });

  it('has whole tables: each row with as many cells as its head', async () => {
    for (const hostile of ['', HOSTILE.markdown!, HOSTILE.formulas!]) {
      const { tables } = await blocks(reportModel({ findings: 9, hostile }));
      expect(tables.length).toBeGreaterThan(15);
      for (const [head, rule, ...rows] of tables) {
        expect(rule!.every((cell) => cell.trim() === '---')).toBe(true);
        for (const row of rows) expect(row, row.join('|')).toHaveLength(head!.length);
      }
    }
  });

  it('tells of each control what its tests amount to, and why it was not tested: no blank is a pass', async () => {
    const model = reportModel();
    const { tables } = await blocks(model);
    const rows = tables.filter(([head]) => head!.join().includes('Control , Title')).flatMap(([, , ...rest]) => rest);
    const controls = model.head.frameworks.flatMap((framework) => framework.controls);
    expect(rows.map(([id, , state]) => [shown(id!).trim(), shown(state!).trim()])).toEqual(
      controls.map(({ localId, state, reason }) => [
        localId,
        state.replaceAll('_', ' ') + (reason ? `: ${reason}` : ''),
      ]),
    );
  });

  it('quotes evidence as it was, between fences that it cannot close', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const excerpt = '```\n````\n# not a heading\n~~~\n`````text';
    const { fences, headings } = await blocks(
      withFindings(model, [{ ...finding!, evidence: [{ ...finding!.evidence[0]!, excerpt }] }]),
    );
    expect(fences).toEqual([excerpt]);
    expect(headings.some((line) => line.includes('not a heading'))).toBe(false);
  });

  it.each(
    Object.keys(HOSTILE),
  )('has the same blocks with hostile texts (%s), of which nothing is markup', async (kind) => {
    const hostile = HOSTILE[kind]!;
    const text = await written(markdownFormat, reportModel({ findings: 9, hostile }));
    expect(text.length).toBeLessThan(3_000_000);
    expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    const [clean, found] = [await blocks(reportModel({ findings: 9 })), blocksOf(text)];
    expect(found.headings.map((line) => /^#+/.exec(line)![0])).toEqual(
      clean.headings.map((line) => /^#+/.exec(line)![0]),
    );
    expect(found.tables.map((table) => table.length)).toEqual(clean.tables.map((table) => table.length));
    expect(found.fences).toHaveLength(clean.fences.length);
    const lines = [...found.headings, ...found.tables.flat(2), ...found.text.split('\n')];
    expect(lines.filter((line) => markupOf(line).length > 0)).toEqual([]);
    for (const line of found.text.split('\n'))
      expect(line).not.toMatch(/^( {4}|\t|\s*([-+*>]|\d+[.)])\s|\s*(=+|-+)\s*$)/);
  });

  it('loses nothing of what it shows as text', async () => {
    const { headings } = await blocks(reportModel({ findings: 1, hostile: HOSTILE.markup! }));
    expect(shown(headings.find((line) => line.startsWith('### '))!)).toContain(HOSTILE.markup);
  });

  it('breaks words that would push a page aside', async () => {
    const { headings } = await blocks(reportModel({ findings: 1, hostile: HOSTILE.long! }));
    expect(
      Math.max(
        ...shown(headings.at(-1)!)
          .split(' ')
          .map((word) => word.length),
      ),
    ).toBeLessThan(100);
    expect(headings.join('')).toMatch(/x{70}/);
  });

  it('links to the web alone', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a.example/) [b](javascript:c',
      'file:///etc',
    ]) {
      const text = await written(markdownFormat, withFindings(model, [{ ...finding!, url }]));
      expect(text, url).not.toContain(`](${url}`);
      expect(text).not.toContain('](javascript');
    }
    expect(await written(markdownFormat, model)).toContain(`](${finding!.url})`);
  });

  it('says of no findings that this says nothing of what was not tested', async () => {
    const text = await written(markdownFormat, withFindings(reportModel({ findings: 0 }), []));
    expect(text).toContain('No finding is within the scope. That says nothing of what was not tested.');
  });

  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    const { read, error } = await writtenToStandstill(markdownFormat, reportModel({ findings: 10 }), 100_000);
    expect(read).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });
});
