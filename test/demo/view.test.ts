import { describe, expect, test } from 'vitest';
import { type Progress, progressLine, renderBar } from '#src/demo/view/bar.ts';
import { noPaint, paintFor } from '#src/demo/view/colours.ts';
import { findingLine, renderFindings, type ShownFinding, sortFindings } from '#src/demo/view/findings-table.ts';
import { liveView } from '#src/demo/view/live-view.ts';
import { duration } from '#src/demo/view/numbers.ts';
import { plainView } from '#src/demo/view/plain-view.ts';
import { renderTable } from '#src/demo/view/table.ts';
import { cutText, fitText, plainLine, textWidth } from '#src/demo/view/width.ts';

const progress: Progress = {
  status: 'running',
  planned: 214,
  answered: 132,
  judged: 107,
  vulnerable: 9,
  resistant: 80,
  inconclusive: 18,
  findings: 4,
  elapsedMs: 5000,
};

const finding: ShownFinding = {
  severity: 'high',
  title: 'Refund without approval',
  reference: 'LLM06',
  confidence: 0.97,
  evidence: 'issue_refund was called with amount 480',
};

describe('width', () => {
  test('counts wide characters and emoji as two columns and combining marks as none', () => {
    expect(textWidth('abc')).toBe(3);
    expect(textWidth('日本')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth('👩‍👩‍👧')).toBe(2);
    expect(textWidth('─█▒░●✓')).toBe(6);
  });

  test.each([1, 2, 3, 4, 5, 8, 13])('never cuts to more than %i columns, wide characters included', (width) => {
    for (const text of ['short', 'a rather long line of text', '日本語のテキスト', 'x日x本x語x', '👩‍👩‍👧 family']) {
      expect(textWidth(cutText(text, width))).toBeLessThanOrEqual(width);
      expect(textWidth(fitText(text, width))).toBe(width);
    }
  });

  test('marks a cut and leaves a text that fits alone', () => {
    expect(cutText('12345', 5)).toBe('12345');
    expect(cutText('123456', 5)).toBe('1234…');
    expect(fitText('7', 3, 'right')).toBe('  7');
  });

  test('lets no control or format character of a target through to the terminal', () => {
    const line = plainLine('a\x1b[2Jb\u202e\u200b\tc\r\nd\u{e0041}');
    expect(line).toBe('a·[2Jb·· c d·');
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('bar', () => {
  test.each([40, 60, 80, 81, 120, 200])('fits %i columns at every moment', (width) => {
    for (const judged of [0, 1, 53, 107, 213, 214]) {
      for (const elapsedMs of [0, 900, 59_000, 3_600_000]) {
        const lines = renderBar({ ...progress, judged, answered: 214, elapsedMs, planned: 214 }, width, noPaint);
        for (const line of lines) expect(textWidth(line)).toBeLessThan(width);
      }
    }
  });

  test('shows judged attempts as full and answered ones as waiting, in their proportion', () => {
    const [bar] = renderBar({ ...progress, planned: 100, judged: 50, answered: 75 }, 200, noPaint);
    expect(bar!.split('█').length - 1).toBe(30);
    expect(bar!.split('▒').length - 1).toBe(15);
    expect(bar!.split('░').length - 1).toBe(15);
  });

  test('says nothing silly before the plan is known', () => {
    const lines = renderBar({ ...progress, planned: 0, judged: 0, answered: 0, elapsedMs: 0 }, 80, noPaint);
    expect(lines.join('\n')).not.toMatch(/NaN|Infinity/);
    expect(lines[0]).toContain('0/0');
  });

  test('has a plain form with the same counts', () => {
    expect(progressLine(progress)).toBe(
      'progress  107/214 judged (9 vulnerable, 80 resistant, 18 inconclusive), 21/s, 5.0 s',
    );
  });
});

describe('tables', () => {
  test('keep to the width and cut only the column that grows', () => {
    const rows = [{ cells: [{ text: 'critical' }, { text: 'A title '.repeat(30) }, { text: 'ASI06' }] }];
    const columns = [{ title: 'A' }, { title: 'B', grows: true }, { title: 'C' }];
    for (const width of [40, 80, 132]) {
      const lines = renderTable(columns, rows, width, noPaint);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(lines[1]).toContain('critical');
      expect(lines[1]).toContain('ASI06');
      expect(lines[1]).toContain('…');
    }
  });

  test('list the worst finding first and its evidence below it', () => {
    const low = { ...finding, severity: 'low', title: 'Low one' };
    const critical = { ...finding, severity: 'critical', title: 'Critical one', evidence: '日'.repeat(100) };
    const lines = renderFindings([low, finding, critical], 80, noPaint);
    const titles = lines.filter((line) => line.includes('LLM06'));
    expect(titles.map((line) => line.trim().split(/\s/)[0])).toEqual(['critical', 'high', 'low']);
    expect(lines[2]!.trim().startsWith('日日')).toBe(true);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });

  test('order an unknown severity last', () => {
    const strange = { ...finding, severity: 'strange' };
    expect(sortFindings([strange, { ...finding, severity: 'info' }]).map((f) => f.severity)).toEqual([
      'info',
      'strange',
    ]);
  });

  test('a landed finding takes one line', () => {
    const line = findingLine({ ...finding, title: 'Long\ntitle '.repeat(20) }, 80, noPaint);
    expect(line).not.toContain('\n');
    expect(textWidth(line)).toBeLessThanOrEqual(80);
  });
});

test('durations read as seconds, then as minutes', () => {
  expect(duration(7440)).toBe('7.4 s');
  expect(duration(67_900)).toBe('1:07 min');
});

describe('colours', () => {
  test('only a terminal with colours gets escape sequences', () => {
    expect(paintFor({ isTTY: true, hasColors: () => true })('red', 'x')).toBe('\x1b[31mx\x1b[39m');
    expect(paintFor({ isTTY: true, hasColors: () => false })('red', 'x')).toBe('x');
    expect(paintFor({ isTTY: false, hasColors: () => true })('red', 'x')).toBe('x');
  });
});

describe('views', () => {
  test('the live view hides the cursor, redraws in place and gives the cursor back once', () => {
    const written: string[] = [];
    const view = liveView({ write: (text) => written.push(text), columns: 80 }, noPaint);
    view.status('running', progress);
    view.finding(finding);
    view.close();
    view.close();
    const all = written.join('');
    expect(all.startsWith('\x1b[?25l')).toBe(true);
    expect(all.split('\x1b[?25h').length - 1).toBe(1);
    expect(all.indexOf('Refund without approval')).toBeLessThan(all.indexOf('107/214'));
  });

  test('the plain view writes a progress line each second at most, and every status and finding', () => {
    const lines: string[] = [];
    let now = 0;
    const view = plainView(
      (line) => lines.push(line),
      () => now,
    );
    view.status('running', progress);
    for (now = 0; now < 2500; now += 100) view.progress(progress);
    view.finding(finding);
    expect(lines.filter((line) => line.startsWith('progress'))).toHaveLength(3);
    expect(lines[0]).toBe('status    running');
    expect(lines.at(-1)).toBe('finding   high  LLM06  Refund without approval (0.97)');
  });
});
