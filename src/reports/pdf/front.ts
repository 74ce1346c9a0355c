import type { Content } from 'pdfmake/interfaces.js';
import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportHead } from '#src/reports/report-model.ts';
import { minute, number, plural } from './parts.ts';
import { ACCENT, FAINT, INK, MUTED, PAGE, RULE, SEVERITY_COLOUR } from './style.ts';
import { line } from './text.ts';

/** The first page. */
export function cover(head: ReportHead): Content[] {
  const { from, to } = head.scope;
  const period = from || to ? `${from ?? 'the beginning'} to ${to ?? 'now'}` : 'All time';
  const fact = (label: string, text: Content): Content => ({
    columns: [{ width: 110, text: label, fontSize: 9, color: MUTED }, text],
    margin: [0, 5, 0, 0],
  });
  return [
    { text: 'TRIBUNAL', fontSize: 10, bold: true, color: ACCENT, characterSpacing: 3, margin: [0, 30, 0, 150] },
    { text: 'Evidence of AI security testing', fontSize: 11, color: MUTED, margin: [0, 0, 0, 10] },
    {
      text: line(head.title, 110),
      // Five lines at most, so that all of the cover stays on its page.
      fontSize: head.title.length > 60 ? 24 : 30,
      bold: true,
      color: INK,
      lineHeight: 1.1,
      margin: [0, 0, 0, 28],
    } as Content,
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: 60, y2: 0, lineWidth: 2.5, lineColor: ACCENT }],
      margin: [0, 0, 0, 28],
    },
    fact('Organisation', {
      text: line(`${head.tenant.name.slice(0, 80)} (${head.tenant.slug})`, 150),
      fontSize: 9.5,
    } as Content),
    fact('Period', { text: period, fontSize: 9.5 }),
    fact('Frameworks', {
      text: head.frameworks.map(({ shortName, edition }) => `${shortName} ${edition}`).join('  ·  '),
      fontSize: 9.5,
      lineHeight: 1.3,
    }),
    fact('Generated', { text: minute(head.generatedAt), fontSize: 9.5 }),
    fact('Report', { text: head.reportId, fontSize: 9.5 }),
    fact('Audit log', { text: `entry ${head.audit.sequence}, ${head.audit.hash.slice(0, 32)}…`, fontSize: 9.5 }),
    {
      text: 'Confidential. This report holds redacted excerpts of what the tested systems answered. It says what was tested and what was seen; it does not certify that a control is met.',
      fontSize: 8,
      color: FAINT,
      lineHeight: 1.3,
      absolutePosition: { x: PAGE.margins[0], y: 742 },
    },
  ];
}

/** Where things stand. */
export function contents(): Content {
  return {
    pageBreak: 'before',
    toc: {
      title: { text: 'Contents', style: 'h1' },
      textStyle: { fontSize: 10.5 },
      numberStyle: { fontSize: 10.5, color: MUTED },
    },
  } as Content;
}

const ROW = 24;
const LABEL = 70;

/** Open findings by severity, as bars with their numbers. */
export function severityChart({ summary }: ReportHead): Content {
  const most = Math.max(1, ...SEVERITIES.map((severity) => summary.open[severity]));
  const room = PAGE.width - LABEL - 50;
  const bars = SEVERITIES.map((severity, i) => {
    const count = summary.open[severity];
    const width = count === 0 ? 1 : Math.max(3, (count / most) * room);
    const y = i * ROW + 4;
    return `<text x="0" y="${y + 12}" font-family="Main" font-size="9.5" fill="${INK}">${severity[0]!.toUpperCase()}${severity.slice(1)}</text>
      <rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="16" rx="1.5" fill="${count === 0 ? RULE : SEVERITY_COLOUR[severity]}"/>
      <text x="${(LABEL + width + 7).toFixed(1)}" y="${y + 12}" font-family="Main" font-size="9.5" fill="${MUTED}">${number(count)}</text>`;
  });
  const height = SEVERITIES.length * ROW;
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${height}" viewBox="0 0 ${PAGE.width} ${height}">${bars.join('')}</svg>`,
    width: PAGE.width,
    margin: [0, 6, 0, 12],
  };
}

/** The grade, large, with what it counts. */
export function gradeBox({ summary, targets, scanCount }: ReportHead): Content {
  const figure = (value: string, label: string): Content => ({
    stack: [
      { text: value, fontSize: 22, bold: true, color: INK },
      { text: label, fontSize: 8, color: MUTED },
    ],
  });
  return {
    columns: [
      figure(summary.grade ?? '–', summary.grade ? `Grade (${summary.score} of 100)` : 'No grade: nothing was tested'),
      figure(number(summary.totalOpen), 'findings open'),
      figure(number(summary.total), 'findings in all'),
      figure(number(summary.regressed), 'came back after a fix'),
      figure(
        `${number(targets.length)} / ${number(scanCount)}`,
        `${plural(targets.length, 'target').replace(/^\S+ /, '')} / ${plural(scanCount, 'scan').replace(/^\S+ /, '')}`,
      ),
    ],
    columnGap: 12,
    margin: [0, 4, 0, 18],
  };
}
