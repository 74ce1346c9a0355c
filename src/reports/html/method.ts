import type { ReportHead, ReportScan } from '#src/reports/report-model.ts';
import { html, type Markup } from './markup.ts';
import { counts, facts, hash, line, minute, number, plural, row, table } from './parts.ts';

const SCANS_MAX = 100;
const LISTED_MAX = 50;

/** What was asked, of what, by what; and what stays open. */
export function method(head: ReportHead): Markup {
  return html`<section id="method" aria-labelledby="method-h"><h2 id="method-h">Scope and method</h2>
<h3>How to read this report</h3>
<ul>${READING.map((text) => html`<li>${text}</li>`)}</ul>
<h3>Scope</h3>
${facts(scopeFacts(head))}
${table('Targets', ['Name', 'Address', 'Kind', 'Id'], head.targets.slice(0, 500).map(targetRow))}
<h3>What stays open</h3>
<ul>${leftOpen(head).map((text) => html`<li>${text}</li>`)}</ul>
<h3>Scans</h3>
${scans(head)}
<h3>How verdicts come about</h3>
<p>${JUDGING}</p>
<p>${head.judgeModels ? WITH_MODELS : WITHOUT_MODELS}</p>
${table('Judges', ['Judge', 'Engine', 'Version'], judgeRows(head.scans))}</section>\n`;
}

const READING = [
  'A finding is a weakness that was shown: a deterministic check saw the proof, or independent judges and a meta-judge agreed with enough confidence.',
  'An attempt without an answer, or that nobody could decide, is inconclusive. It is counted apart and never as a pass.',
  'An entry of a framework without findings is not thereby met. Each says whether probes exercise it and when they last ran, or why none can.',
  'F and a number is a finding, P and a number a pair of entries: both lead there.',
];
const JUDGING =
  'Each probe is put to the target in one or more variants; each exchange is an attempt. Deterministic oracles look for proof: a planted secret that comes back, a tool that must not be called, output that would run. Where an oracle fires, it decides. Otherwise three judges answer three different questions without seeing each other, and a meta-judge concludes with a confidence. What is not sure enough goes to a person.';
const WITH_MODELS = 'Judge models were at work in these scans; the table names them with their versions.';
const WITHOUT_MODELS =
  'These scans ran without judge models: oracles and deterministic judges decided what they could, and said “inconclusive” for the rest.';

function scopeFacts({ scope, frameworks, audit, generatedAt }: ReportHead): [string, Markup][] {
  const list = (values: readonly string[], all: string) => line(values.length > 0 ? values.join(', ') : all, 2000);
  return [
    ['Period', html`${scope.from ?? 'the beginning'} to ${scope.to ?? 'the day of the report'}`],
    ['Endpoints', list(scope.endpointIds, 'all of the organisation')],
    ['Scans', list(scope.scanIds, 'all of these endpoints')],
    ['Severities', list(scope.includeSeverities, 'all')],
    ['Statuses', list(scope.includeStatuses, 'all')],
    [
      'Frameworks',
      list(
        frameworks.map(({ name, edition }) => `${name} (${edition})`),
        'none',
      ),
    ],
    ['Read at', minute(generatedAt)],
    ['Audit log', html`entry ${audit.sequence}: ${hash(audit.hash)}`],
  ];
}

function targetRow({ id, name, url, kind }: ReportHead['targets'][number]): Markup {
  return row(line(name), [html`<code>${url.slice(0, 500)}</code>`, html`${kind}`, hash(id)]);
}

/** Whatever keeps the report from being the whole truth. */
function leftOpen({ scans, probes }: ReportHead): (string | Markup)[] {
  const sum = (of: (scan: ReportScan) => number) => scans.reduce((total, scan) => total + of(scan), 0);
  const undecided = probes.filter(({ inconclusive }) => inconclusive > 0).length;
  const attempts = (of: (scan: ReportScan) => number) => plural(sum(of), 'attempt');
  return [
    `${attempts(({ inconclusive }) => inconclusive)} could not be decided, of ${plural(undecided, 'probe')}.`,
    `${plural(
      sum(({ needsReview }) => needsReview),
      'verdict',
    )} wait for a person.`,
    `${attempts(({ notApplicable }) => notApplicable)} did not apply: the target lacks what their probes need, such as tools.`,
    ...scans
      .filter(({ partial }) => partial)
      .slice(0, LISTED_MAX)
      .map(
        ({ startedAt, reason }) =>
          html`The scan of ${minute(startedAt)} is partial: ${line(reason ?? 'no reason was kept', 500)}`,
      ),
  ];
}

function scans({ scans: all, scanCount }: ReportHead): Markup {
  const shown = all.slice(0, SCANS_MAX);
  const heads = ['Attempts', 'Vulnerable', 'Resistant', 'Undecided', 'In review'].map(counts);
  const rows = shown.map((scan) =>
    row(minute(scan.startedAt), [
      html`${scan.status}${scan.partial ? ', in part' : ''}`,
      scan.planned,
      scan.vulnerable,
      scan.resistant,
      scan.inconclusive,
      scan.needsReview,
      hash(scan.id),
    ]),
  );
  const rest =
    scanCount > shown.length
      ? html`<p>The newest ${number(shown.length)} of ${number(scanCount)} are listed.</p>`
      : null;
  return html`${table('Scans, the newest first', ['Began', 'Status', ...heads, 'Id'], rows)}${rest}`;
}

function judgeRows(scans: readonly ReportScan[]): Markup[] {
  const known = new Map(scans.flatMap(({ judges }) => judges.map((judge) => [JSON.stringify(judge), judge] as const)));
  return [...known.values()]
    .slice(0, LISTED_MAX)
    .map(({ judge, engine, version }) => row(html`${judge}`, [line(engine, 100), line(version, 100)]));
}
