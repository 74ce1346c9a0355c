import type { ReportFinding } from '#src/reports/report-model.ts';
import { SEVERITY_WORD, STATUS_WORD } from '#src/reports/words.ts';
import type { Column } from './sheet.ts';
import { HASH, SEVERITY_STYLE, SHARE } from './style.ts';

/** What one reads comes first, what one looks up after it. */
export const FINDING_COLUMNS: readonly Column<ReportFinding>[] = [
  {
    head: 'Severity',
    width: 11,
    value: ({ severity }) => SEVERITY_WORD[severity],
    style: ({ severity }) => SEVERITY_STYLE[severity],
  },
  { head: 'Finding', width: 52, value: ({ title }) => title, link: ({ url }) => url },
  { head: 'Status', width: 14, value: ({ status }) => STATUS_WORD[status] },
  { head: 'Came back', width: 9, value: ({ regressed }) => (regressed ? 'Yes' : null) },
  { head: 'Target', width: 28, value: ({ target }) => target.name },
  { head: 'Risks', width: 14, value: ({ risks }) => risks.join(', ') },
  { head: 'Direct refs', width: 26, value: ({ refs }) => listed(refs.filter(({ direct }) => direct)) },
  { head: 'Derived refs', width: 26, value: ({ refs }) => listed(refs.filter(({ direct }) => !direct)) },
  { head: 'Confidence', width: 13, numbers: true, value: ({ confidence }) => confidence, style: SHARE },
  { head: 'Times seen', width: 9, numbers: true, value: ({ occurrences }) => occurrences },
  { head: 'First seen (UTC)', width: 17, value: ({ firstSeenAt }) => firstSeenAt },
  { head: 'Last seen (UTC)', width: 17, value: ({ lastSeenAt }) => lastSeenAt },
  { head: 'Resolved (UTC)', width: 17, value: ({ resolvedAt }) => resolvedAt },
  { head: 'Why this status', width: 30, value: ({ statusReason }) => statusReason },
  { head: 'Evidence', width: 60, value: ({ evidence, evidenceLine }) => evidence[0]?.excerpt ?? evidenceLine },
  { head: 'Answer’s SHA-256', width: 34, value: ({ evidence }) => evidence[0]?.sha256 ?? null, style: HASH },
  { head: 'Description', width: 60, value: ({ description }) => description },
  { head: 'Remediation', width: 60, value: ({ remediation }) => remediation },
  { head: 'Probe', width: 34, value: ({ probeId }) => probeId },
  { head: 'Target’s address', width: 36, value: ({ target }) => target.url },
  { head: 'Last scan', width: 38, value: ({ lastScanId }) => lastScanId, style: HASH },
  { head: 'Fingerprint', width: 34, value: ({ fingerprint }) => fingerprint, style: HASH },
  { head: 'Id', width: 34, value: ({ id }) => id, style: HASH },
];

function listed(refs: ReportFinding['refs']): string {
  return refs.map(({ ref }) => ref).join(', ');
}
