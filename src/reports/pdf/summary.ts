import type { Content } from 'pdfmake/interfaces.js';
import type { ReportFinding, ReportHead } from '#src/reports/report-model.ts';
import { gradeBox, severityChart } from './front.ts';
import { chapter, number, plural, section, severityWord, titledTable } from './parts.ts';
import { phrase } from './text.ts';

const WORST = 9;

/** For who reads two pages. */
export function summary(head: ReportHead, worst: readonly ReportFinding[]): Content[] {
  return [
    chapter('Executive summary', 'summary'),
    { text: sentence(head), style: 'lead' },
    gradeBox(head),
    section('Open findings by severity', 'summary', 'by-severity', severityChart(head)),
    ...worstOf(worst),
  ];
}

function sentence({ summary: { open, totalOpen, total, statuses }, targets, scanCount }: ReportHead): string {
  const scope = `${plural(targets.length, 'target')} in ${plural(scanCount, 'scan')}`;
  if (total === 0)
    return `No finding was recorded for ${scope}. See “Scope and method” for what was asked, and what was left open.`;
  const severe = open.critical + open.high;
  const closed = `${number(statuses.resolved)} resolved, ${number(statuses.accepted)} accepted and ${number(statuses.false_positive)} judged to be false`;
  const worst = severe === 0 ? 'none of them critical or high' : `${number(severe)} of them critical or high`;
  return `Over ${scope}, ${plural(total, 'finding')} were recorded. ${plural(totalOpen, 'finding')} are open, ${worst}; ${closed}.`;
}

function worstOf(findings: readonly ReportFinding[]): Content[] {
  if (findings.length === 0) return [];
  const rows = findings
    .slice(0, WORST)
    .map((finding) => [
      severityWord(finding.severity),
      { ...phrase(finding.title, 110), linkToDestination: finding.id },
      phrase(finding.target.name, 40),
      { text: finding.risks.join(', ') },
    ]);
  const place = { title: 'The most severe open findings', parent: 'summary', id: 'worst' };
  return [titledTable(place, [48, '*', 110, 62], ['SEVERITY', 'FINDING', 'TARGET', 'RISKS'], rows)];
}
