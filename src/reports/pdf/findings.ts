import type { Content } from 'pdfmake/interfaces.js';
import type { ReportFinding } from '#src/reports/report-model.ts';
import { STATUS_WORD } from '#src/reports/words.ts';
import { type List, roomFor } from './list-pages.ts';
import { chapter, day, facts, number, plural, severityWord, together } from './parts.ts';
import { PAGE, QUOTE, SEVERITY_COLOUR } from './style.ts';
import { apart, line, phrase, plain, said } from './text.ts';

/** So many are told whole, the worst first; every finding stands in the register. */
export const WHOLE_MAX = 250;
const EXCERPT = 1200;

/** Findings by severity, with evidence and remediation. */
export function findings(whole: readonly ReportFinding[], total: number): Content[] {
  const note =
    total > whole.length
      ? `The ${number(whole.length)} most severe of ${plural(total, 'finding')} are told here with their evidence. All of them stand in the register (Appendix C); the JSON form of this report holds the evidence of each.`
      : `${plural(total, 'finding')}, the most severe first. What systems answered is quoted as it came, redacted, and untrusted.`;
  return [
    chapter('Findings', 'findings'),
    { text: note, style: 'body' },
    ...whole.flatMap((finding, i) => one(finding, i)),
  ];
}

function one(finding: ReportFinding, i: number): Content[] {
  const { severity } = finding;
  const head: Content[] = [
    {
      canvas: [{ type: 'rect', x: 0, y: 0, w: 28, h: 3, color: SEVERITY_COLOUR[severity] }],
      margin: [0, i === 0 ? 8 : 20, 0, 5],
    },
    {
      text: line(`${i + 1}. ${finding.title}`, 160) as string,
      fontSize: 12,
      bold: true,
      id: finding.id,
      lineHeight: 1.15,
      outline: true,
      outlineText: apart(`${i + 1}. ${finding.title}`, 90),
      ...({ outlineParentId: 'findings' } as object),
    } as Content,
    {
      text: [
        severityWord(severity),
        `  ·  ${STATUS_WORD[finding.status]}${finding.regressed ? ', came back after a fix' : ''}  ·  ${finding.risks.join(', ')}  ·  confidence ${finding.confidence.toFixed(2)}`,
      ],
      fontSize: 9,
      margin: [0, 3, 0, 6],
    },
    said(finding.description, 1500, { style: 'body' }),
  ];
  return [
    ...together(head, plain(finding.description, 1500)),
    ...finding.evidence.slice(0, 2).flatMap(evidence),
    ...together(
      [
        { text: 'REMEDIATION', style: 'label', margin: [0, 4, 0, 2] },
        said(finding.remediation, 1500, { style: 'body' }),
      ],
      plain(finding.remediation, 1500),
    ),
    ...together([facts(factsOf(finding))], plain(finding.statusReason ?? '', 400), plain(finding.target.name, 300)),
  ];
}

function evidence({ summary, excerpt, sha256 }: ReportFinding['evidence'][number]): Content[] {
  const contents: Content[] = [
    { text: 'EVIDENCE', style: 'label', margin: [0, 4, 0, 2] },
    said(summary, 300, { style: 'body', margin: [0, 0, 0, 3] }),
    { table: { widths: ['*'], body: [[said(excerpt, EXCERPT, { style: 'mono' })]] }, layout: QUOTE },
    {
      text: `SHA-256 of the whole answer  ${sha256}`,
      font: 'Mono',
      fontSize: 6,
      color: '#5d6976',
      margin: [0, 3, 0, 6],
    },
  ];
  return together(contents, plain(summary, 300), plain(excerpt, EXCERPT));
}

function factsOf(finding: ReportFinding): [string, Content][] {
  const byFramework = Map.groupBy(finding.refs, ({ framework }) => framework);
  const reason: [string, Content][] = finding.statusReason ? [['Reason', phrase(finding.statusReason, 400)]] : [];
  return [
    ['Target', phrase(`${finding.target.name} — ${finding.target.url}`, 300)],
    [
      'Seen',
      { text: `${day(finding.firstSeenAt)} to ${day(finding.lastSeenAt)}, in ${plural(finding.occurrences, 'scan')}` },
    ],
    ['Probe', { text: finding.probeId }],
    ...reason,
    ['Controls', { stack: [...byFramework].map(controlsLine) }],
    ['Record', { text: finding.id, link: finding.url, color: '#1d4a73' }],
  ];
}

/** The controls of one framework, without its name in each of them. `*`: derived by the crosswalk, not the risk's own entry. */
function controlsLine([framework, refs]: [string, ReportFinding['refs']]): Content {
  const ids = refs
    .filter(({ strength, direct }) => direct || strength !== 'related')
    .map(({ ref, direct }) => `${shortRef(framework, ref)}${direct ? '' : '*'}`);
  const related = refs.length - ids.length;
  const more =
    related > 0 ? `${ids.length > 0 ? ', and ' : ''}${plural(related, 'related entry', 'related entries')}` : '';
  return {
    text: [{ text: `${framework.replaceAll('_', ' ')}  `, color: '#5d6976' }, `${ids.join(', ')}${more}`],
    lineHeight: 1.2,
  };
}

/** `OWASP_LLM01` → `LLM01`, `MITRE_ATLAS_AML_T0051` → `AML_T0051`: the line says whose it is. */
function shortRef(framework: string, ref: string): string {
  return ref.startsWith(`${framework}_`) ? ref.slice(framework.length + 1) : ref.slice(ref.indexOf('_') + 1);
}

export type RegisterLine = Pick<ReportFinding, 'severity' | 'title' | 'status'> & {
  lastSeen: string;
  sha256: string | null;
};

/** One line for each finding: nothing is left out for want of room. */
export function registerList(lines: readonly RegisterLine[]): List {
  return {
    columns: [
      { head: 'SEVERITY', width: 50, face: 'bold' },
      { head: 'FINDING', width: 238 },
      { head: 'STATUS', width: 62 },
      { head: 'LAST SEEN', width: 46 },
      { head: 'SHA-256', width: PAGE.width - 396, face: { mono: 6 } },
    ],
    rows: lines.map(({ severity, title, status, lastSeen, sha256 }) => [
      { text: severity, color: SEVERITY_COLOUR[severity] },
      title,
      STATUS_WORD[status],
      lastSeen,
      sha256 ? `${sha256.slice(0, 16)}…` : '—',
    ]),
  };
}

export function register(list: List): Content[] {
  if (list.rows.length === 0) return [];
  return [
    chapter('Appendix C — Register of findings', 'register'),
    {
      text: 'Every finding of this report in one line, the most severe first. The last column is the beginning of its evidence’s hash.',
      style: 'body',
    },
    ...roomFor(list),
  ];
}
