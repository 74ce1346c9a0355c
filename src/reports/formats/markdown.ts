import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportFramework, ReportHead } from '#src/reports/report-model.ts';
import { gradeText } from '#src/reports/words.ts';
import { md, mdBlock, mdCode, mdFence, mdLink, mdTable } from './markdown-text.ts';
import { Outlet, told } from './outlet.ts';

const OVERLAPS_MAX = 50;

/** For people who read text: CommonMark with tables. Whatever came from a target or a person stands there as text, and is no markup. */
export const markdownFormat: ReportFormat = {
  name: 'markdown',
  extension: 'md',
  mediaType: 'text/markdown; charset=utf-8',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    const { head } = model;
    await out.write(`${frontOf(head)}${methodOf(head)}## Findings\n\n`);
    if (head.summary.total === 0)
      await out.write('No finding is within the scope. That says nothing of what was not tested.\n\n');
    for await (const finding of told(model.findings(), onProgress)) await out.write(findingOf(finding));
    for (const framework of head.frameworks) await out.write(frameworkOf(framework));
    await out.write(overlapsOf(head));
    await out.end();
  },
};

function frontOf(head: ReportHead): string {
  const { summary, scope, tenant, audit } = head;
  const { open, totalOpen, statuses, regressed } = summary;
  const days = scope.from || scope.to ? `${scope.from ?? 'the beginning'} to ${scope.to ?? 'today'}` : 'all days';
  const facts = [
    ['Report', mdCode(head.reportId)],
    ['Tenant', md(tenant.name)],
    ['Made', head.generatedAt.toISOString()],
    ['Days', days],
    ['Targets', head.targets.map(({ name }) => md(name, 100)).join(', ') || 'none'],
    ['Frameworks', head.frameworks.map(({ shortName, edition }) => md(`${shortName} ${edition}`)).join(', ')],
    ['Grade', gradeText(summary)],
    ['Audit chain', `${audit.sequence} ${mdCode(audit.hash)}`],
  ];
  const severities = SEVERITIES.map((severity) => [severity, String(open[severity])]);
  const stages = Object.entries(statuses).map(([status, count]) => [status.replace('_', ' '), String(count)]);
  return [
    `# ${md(head.title)}\n`,
    mdTable(['', ''], facts),
    '## Summary\n',
    `${totalOpen} findings are open or triaged; ${regressed} of all had been resolved once and are back.\n`,
    mdTable(['Open, by severity', 'Findings'], severities),
    mdTable(['All, by status', 'Findings'], stages),
  ].join('\n');
}

function methodOf({ scans, scanCount, probes, judgeModels }: ReportHead): string {
  const inconclusive = probes.reduce((sum, probe) => sum + probe.inconclusive, 0);
  const attempts = probes.reduce((sum, probe) => sum + probe.attempts, 0);
  const judges = judgeModels
    ? 'Judge models took part in the verdicts.'
    : 'Deterministic judges alone gave the verdicts.';
  const lines = scans
    .slice(0, OVERLAPS_MAX)
    .map((scan) => [
      mdCode(scan.id),
      scan.status + (scan.partial ? ', partial' : ''),
      scan.finishedAt?.toISOString() ?? '',
      ...[scan.planned, scan.vulnerable, scan.resistant, scan.inconclusive].map(String),
    ]);
  return [
    '## Method\n',
    `${scanCount} scans, ${probes.length} versions of probes, ${attempts} attempts, of which ${inconclusive} are inconclusive: nobody can say what they show, and they count as no pass. ${judges}\n`,
    mdTable(['Scan', 'Status', 'Ended', 'Planned', 'Vulnerable', 'Resistant', 'Inconclusive'], lines),
    '',
  ].join('\n');
}

function findingOf(finding: ReportFinding): string {
  const { severity, status, title, target, refs, evidence } = finding;
  const facts = [
    ['Id', mdLink(finding.id, finding.url)],
    ['Severity', severity],
    ['Status', status.replace('_', ' ') + (finding.statusReason ? `: ${md(finding.statusReason)}` : '')],
    ['Target', `${md(target.name)} ${mdCode(target.url)}`],
    ['Probe', mdCode(finding.probeId)],
    [
      'Seen',
      `${finding.firstSeenAt.toISOString()} to ${finding.lastSeenAt.toISOString()}, in ${finding.occurrences} scans`,
    ],
    ['Confidence', finding.confidence.toFixed(2)],
    ['Frameworks', refs.map(({ ref, direct }) => mdCode(ref) + (direct ? '' : ' (derived)')).join(', ')],
    ['Fingerprint', mdCode(finding.fingerprint)],
  ];
  const shown = evidence.map(
    (one) =>
      `${md(one.summary)} (${mdCode(one.source)}, answer SHA-256 ${mdCode(one.sha256)})\n\n${mdFence(one.excerpt)}`,
  );
  return [
    `### ${severity}: ${md(title)}\n`,
    mdTable(['', ''], facts),
    `${mdBlock(finding.description)}\n`,
    '#### Evidence\n',
    ...(shown.length > 0 ? shown : [`${md(finding.evidenceLine)}\n`]),
    '#### What to do\n',
    `${mdBlock(finding.remediation)}\n\n`,
  ].join('\n');
}

function frameworkOf({ name, edition, publisher, url, controls }: ReportFramework): string {
  const rows = controls.map(({ localId, title, state, reason, open, closed }) => [
    md(localId),
    md(title),
    state.replaceAll('_', ' ') + (reason ? `: ${md(reason)}` : ''),
    String(open),
    String(closed),
  ]);
  return [
    `## ${md(name)}, edition ${md(edition)}\n`,
    `${md(publisher)}, ${mdLink(url, url)}. No state says that a control is met.\n`,
    mdTable(['Control', 'Title', 'Tests', 'Open', 'Closed'], rows),
    '',
  ].join('\n');
}

function overlapsOf({ overlaps }: ReportHead): string {
  const rows = overlaps
    .slice(0, OVERLAPS_MAX)
    .map(({ refA, refB, count, curated }) => [mdCode(refA), mdCode(refB), String(count), md(curated?.rationale ?? '')]);
  const more =
    overlaps.length > rows.length ? `\n${overlaps.length - rows.length} more pairs are in the JSON report.\n` : '';
  return `## Overlaps\n\n${mdTable(['Control', 'Control', 'Findings that touch both', 'Why they are paired'], rows)}${more}`;
}
