import { type Paint, severityStyle } from './colours.ts';
import { confidence } from './numbers.ts';
import { type Column, type Row, renderTable } from './table.ts';
import { cutText, fitText, plainLine } from './width.ts';

/** A finding as the demo shows it. `reference` is its OWASP item, such as `LLM07`; `evidence` one line, possibly of the target's words. */
export type ShownFinding = {
  severity: string;
  title: string;
  reference: string;
  confidence: number | null;
  evidence: string | null;
};

const ORDER = ['critical', 'high', 'medium', 'low', 'info'];
const COLUMNS: readonly Column[] = [
  { title: 'SEVERITY' },
  { title: 'FINDING', grows: true },
  { title: 'OWASP' },
  { title: 'CONF.', align: 'right' },
];

/** The worst first, then the surest, then by title. */
export function sortFindings<T extends Pick<ShownFinding, 'severity' | 'confidence' | 'title'>>(
  findings: readonly T[],
): T[] {
  const rank = (finding: T) => {
    const place = ORDER.indexOf(finding.severity);
    return place === -1 ? ORDER.length : place;
  };
  return findings.toSorted(
    (a, b) => rank(a) - rank(b) || (b.confidence ?? 0) - (a.confidence ?? 0) || (a.title < b.title ? -1 : 1),
  );
}

/** The table at the end: one row a finding, its evidence below it. */
export function renderFindings(findings: readonly ShownFinding[], width: number, paint: Paint): string[] {
  if (findings.length === 0) return ['No findings.'];
  const rows = sortFindings(findings).map(
    (finding): Row => ({
      cells: [
        { text: finding.severity, style: severityStyle(finding.severity) },
        { text: plainLine(finding.title) },
        { text: finding.reference, style: 'cyan' },
        { text: confidence(finding.confidence) },
      ],
      ...(finding.evidence ? { notes: [{ text: plainLine(finding.evidence), style: 'dim' }] } : {}),
    }),
  );
  return renderTable(COLUMNS, rows, width, paint);
}

/** One line, for a finding that lands while the scan runs. */
export function findingLine(finding: ShownFinding, width: number, paint: Paint): string {
  const severity = fitText(finding.severity, 8);
  const reference = fitText(finding.reference, 6);
  const room = Math.max(8, width - severity.length - reference.length - 6);
  const title = cutText(plainLine(finding.title), room);
  return `${paint('red', '●')} ${paint(severityStyle(finding.severity), severity)}  ${paint('cyan', reference)} ${title}`;
}
