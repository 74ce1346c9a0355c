import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportFinding, ReportHead } from '#src/reports/report-model.ts';
import { STATUS_WORD } from '#src/reports/words.ts';
import { severityChart } from './charts.ts';
import { coverageTable } from './frameworks.ts';
import { anchor, html, type Markup } from './markup.ts';
import { line, number, plural, row, severityTag, table } from './parts.ts';

/** How many of the worst open findings the summary names. */
export const WORST_MAX = 8;

/** For who reads one page. */
export function summary(head: ReportHead, worst: readonly ReportFinding[]): Markup {
  return html`<section id="summary" aria-labelledby="summary-h"><h2 id="summary-h">Executive summary</h2>
<p class="lead">${sentence(head)}</p>
${figures(head)}
<h3>Open findings by severity</h3>
${severityChart(head)}
${worstOf(worst)}
<h3>What became of the findings</h3>
${statuses(head)}
<h3>Coverage of the frameworks</h3>
<p>What was tried, entry by entry. An entry without open findings is not thereby met: see <a href="#frameworks">Frameworks</a> for what was not tested, and why.</p>
${coverageTable(head)}</section>\n`;
}

function sentence({ summary: { open, totalOpen, total, statuses }, targets, scanCount }: ReportHead): string {
  const scope = `${plural(targets.length, 'target')} in ${plural(scanCount, 'scan')}`;
  if (total === 0)
    return `No finding was recorded for ${scope}. “Scope and method” says what was asked, and what was left open.`;
  const severe = open.critical + open.high;
  const worst = severe === 0 ? 'none of them critical or high' : `${number(severe)} of them critical or high`;
  const closed = `${number(statuses.resolved)} resolved, ${number(statuses.accepted)} accepted and ${number(statuses.false_positive)} judged to be false`;
  return `Over ${scope}, ${plural(total, 'finding')} were recorded. ${number(totalOpen)} are open or triaged, ${worst}; ${closed}.`;
}

function figures({ summary, targets, scanCount }: ReportHead): Markup {
  const { grade, score, totalOpen, total, regressed } = summary;
  const pairs: [string, string, string][] = [
    grade ? [grade, `Grade, ${score} of 100`, `grade grade-${grade}`] : ['–', 'No grade: nothing was tested', ''],
    [number(totalOpen), 'findings open', ''],
    [number(total), 'findings in all', ''],
    [number(regressed), 'came back after a fix', ''],
    [number(targets.length), targets.length === 1 ? 'target' : 'targets', ''],
    [number(scanCount), scanCount === 1 ? 'scan' : 'scans', ''],
  ];
  return html`<dl class="figures">${pairs.map(([value, label, kind]) => html`<div class="${kind}"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<p class="quiet">The grade sums up all open findings of these targets, scans and days, also where this report shows some severities, statuses or frameworks alone. It is a convention and no measurement, and says nothing of what was not tested.</p>`;
}

function worstOf(findings: readonly ReportFinding[]): Markup {
  if (findings.length === 0) return html``;
  const rows = findings.map((finding) =>
    row(html`<a href="#${anchor(finding.id)}">${line(finding.title, 160)}</a>`, [
      severityTag(finding.severity),
      line(finding.target.name, 80),
      html`${finding.risks.join(', ')}`,
    ]),
  );
  return html`<h3>The most severe open findings</h3>\n${table('The most severe open findings', ['Finding', 'Severity', 'Target', 'Risks'], rows)}`;
}

function statuses({ summary: { statuses, open } }: ReportHead): Markup {
  const entries = Object.entries(statuses) as [keyof typeof statuses, number][];
  const items = entries.map(
    ([status, count]) => html`<li><b>${number(count)}</b> ${STATUS_WORD[status].toLowerCase()}</li>`,
  );
  const severe = SEVERITIES.filter((severity) => open[severity] > 0).map(
    (severity) => html`<li>${severityTag(severity)} ${number(open[severity])}</li>`,
  );
  return html`<ul class="inline">${items}</ul>${severe.length > 0 ? html`<p class="label">Open and triaged</p><ul class="inline">${severe}</ul>` : null}`;
}
