import type { JudgeReport } from '../judges.ts';
import type { Measured } from './score.ts';

/** The report for a person, the ratio last. */
export function judgeTable({ answers, achieved, judges, latencyMs, ratio }: JudgeReport): string {
  const header = ['', 'accuracy', 'precision', 'recall', 'F1'];
  const full = judges.map(({ judge, full: s }) => [
    judge,
    ...[s.accuracy, s.precision, s.recall, s.f1].map(withInterval),
  ]);
  const band = judges
    .filter(({ decided }) => decided.coverage < 1)
    .map(({ judge, decided: s }) => [
      judge,
      `${percent(s.coverage)} decided`,
      ...[s.accuracy, s.precision, s.recall, s.f1].map(withInterval),
    ]);
  const sources = judges
    .find(({ judge }) => judge === 'meta')!
    .bySource.map(({ source, full: f, decided: d }) => [
      source,
      String(f.answers),
      withInterval(f.accuracy),
      `${percent(d.coverage)} decided`,
      withInterval(d.accuracy),
    ]);
  return [
    `${answers} labelled answers, ${achieved} of them achieved. In brackets: 95 % intervals.`,
    section('Where each has to decide every answer', [header, ...full]),
    section('Over what it decides by itself', [['', 'coverage', ...header.slice(1)], ...band]),
    section('The verdict by source', [['', 'answers', 'accuracy', 'coverage', 'accuracy of decided'], ...sources]),
    ...judges
      .filter(({ judge, kind }) => judge !== 'meta' && kind.startsWith('string'))
      .map((j) => `${j.judge}: ${j.kind}`),
    `One answer, all judges (each timed three times, the median): ${ms(latencyMs.p50)} at the median, ${ms(latencyMs.p99)} at the 99th percentile, mean ${ms(latencyMs.mean)}`,
    `Wrong verdicts of the best string list for each one of ours: ${ratio.toFixed(2)}`,
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.join('\n')}\n`;
}

function withInterval({ value, interval: [low, high] }: Measured): string {
  return `${three(value)} [${three(low)}, ${three(high)}]`;
}

const three = (value: number) => value.toFixed(3).replace(/^0/, '');
const percent = (value: number) => `${Math.round(value * 100)} %`;
const ms = (value: number) => `${value.toFixed(2)} ms`;
