import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { Outlet, told } from './outlet.ts';
import { seenLine } from './texts.ts';
import { xmlAttribute, xmlText } from './xml.ts';

const OPEN: ReadonlySet<string> = new Set(['open', 'triaged']);

/**
 * JUnit's XML, as build servers read it: a test case for each finding. One that is open or triaged has failed, one that is accepted or a false positive was
 * skipped for the reason given, one that is resolved has passed.
 */
export const junitFormat: ReportFormat = {
  name: 'junit',
  extension: 'xml',
  mediaType: 'application/xml',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    await out.write(headOf(model));
    for await (const finding of told(model.findings(), onProgress)) await out.write(caseOf(finding));
    await out.write('  </testsuite>\n</testsuites>\n');
    await out.end();
  },
};

function headOf({ head }: ReportModel): string {
  const { summary, reportId, generatedAt, scope, scanCount, audit } = head;
  const { total, totalOpen: failures, statuses, grade, score } = summary;
  const counts = `tests="${total}" failures="${failures}" errors="0" skipped="${statuses.accepted + statuses.false_positive}"`;
  const properties = {
    report_id: reportId,
    tenant: head.tenant.slug,
    frameworks: head.frameworks.map(({ slug, edition }) => `${slug} ${edition}`).join(', '),
    scope: JSON.stringify(scope),
    scans: String(scanCount),
    grade: grade ?? 'none: nothing was tested',
    ...(score === null ? {} : { score: String(score) }),
    audit_head: `${audit.sequence} ${audit.hash}`,
  };
  const lines = Object.entries(properties).map(
    ([name, value]) => `      <property name="${name}" value="${xmlAttribute(value)}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${xmlAttribute(seenLine(head.title))}" ${counts}>
  <testsuite name="${xmlAttribute(seenLine(head.title))}" ${counts} timestamp="${generatedAt.toISOString()}" time="0">
    <properties>
${lines.join('')}    </properties>
`;
}

function caseOf(finding: ReportFinding): string {
  const { risks, title, target, url, status } = finding;
  const suite = xmlAttribute(`tribunal.${risks[0] ?? 'other'}.${finding.probeId}`);
  const name = xmlAttribute(`${seenLine(title)} (${seenLine(target.name, 200)}) [${finding.id}]`);
  const open = `    <testcase classname="${suite}" name="${name}" time="0">`;
  if (OPEN.has(status)) {
    const message = xmlAttribute(seenLine(`${finding.severity}: ${title}`));
    return `${open}\n      <failure type="${finding.severity}" message="${message}">${xmlText(failureOf(finding))}</failure>\n    </testcase>\n`;
  }
  if (status === 'resolved') return `${open.slice(0, -1)}/>\n`;
  const reason = xmlAttribute(seenLine(`${status}: ${finding.statusReason ?? 'no reason was given'} ${url}`));
  return `${open}\n      <skipped message="${reason}"/>\n    </testcase>\n`;
}

function failureOf({ description, evidenceLine, remediation, refs, target, url }: ReportFinding): string {
  const parts = {
    Target: target.url,
    What: description,
    Evidence: evidenceLine,
    'What to do': remediation,
    Frameworks: refs.map(({ ref }) => ref).join(', '),
    More: url,
  };
  return Object.entries(parts)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n\n');
}
