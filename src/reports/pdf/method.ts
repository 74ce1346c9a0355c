import type { Content } from 'pdfmake/interfaces.js';
import type { ReportHead, ReportScan } from '#src/reports/report-model.ts';
import { chapter, facts, minute, number, plural, section, table, titledTable } from './parts.ts';
import { phrase } from './text.ts';

/** What was asked, by what, and what stays open. */
export function method(head: ReportHead): Content[] {
  return [
    chapter('Scope and method', 'method'),
    { text: 'How to read this report', style: 'h3', margin: [0, 0, 0, 4] },
    { ul: READING, style: 'body' },
    section('Scope', 'method', 'scope', facts(scopeFacts(head))),
    titledTable(
      { title: 'Targets', parent: 'method', id: 'targets' },
      ['*', '*', 60],
      ['NAME', 'ADDRESS', 'KIND'],
      head.targets.map((target) => [phrase(target.name, 80), phrase(target.url, 160), { text: target.kind }]),
    ),
    scansTable(head),
    ...leftOpen(head),
    section('How verdicts come about', 'method', 'verdicts', { text: JUDGING, style: 'body' }),
    { text: head.judgeModels ? WITH_MODELS : WITHOUT_MODELS, style: 'body' },
    titledTable(
      { title: 'Judges', parent: 'method', id: 'judges' },
      ['*', '*', '*'],
      ['JUDGE', 'ENGINE', 'VERSION'],
      judgesOf(head.scans),
    ),
  ];
}

/** Every probe that was sent, in an appendix: it is long, and nobody reads it but to compare. */
export function probeVersions(head: ReportHead): Content[] {
  return [
    chapter('Appendix A — Probes', 'probes'),
    {
      text: 'Every probe that the scans sent, with the version and the beginning of the hash of its content.',
      style: 'body',
    },
    table(
      ['*', 40, 70, 48, 52],
      ['PROBE', 'VERSION', 'CONTENT', 'ATTEMPTS', 'UNDECIDED'],
      head.probes.map((probe) => [
        phrase(probe.title, 80),
        { text: String(probe.version) },
        { text: probe.hash.slice(0, 12), font: 'Mono', fontSize: 7 },
        { text: number(probe.attempts), alignment: 'right' as const },
        { text: number(probe.inconclusive), alignment: 'right' as const },
      ]),
    ),
  ];
}

const READING = [
  'A finding is a weakness that was shown: a deterministic check saw the proof, or independent judges and a meta-judge agreed with enough confidence.',
  'An attempt without an answer, or that nobody could decide, is inconclusive. It is counted apart and never as a pass.',
  'A control without findings is not thereby met. Each control says whether probes exercise it, when they last ran, or why none can.',
  'The grade sums up all open findings of these targets, scans and days, also where this report shows some severities, statuses or frameworks alone. It is a convention and no measurement, and says nothing of what was not tested.',
];
const JUDGING =
  'Each probe is put to the target in one or more variants; each exchange is an attempt. Deterministic oracles look for proof: a planted secret that comes back, a tool that must not be called, output that would run. Where an oracle fires, it decides. Otherwise three judges answer three different questions without seeing each other — whether the attack’s objective was met, whether what was given is specific and usable, and which of the probe’s criteria hold — and a meta-judge concludes with a confidence. Below a confidence that the organisation sets, 0.7 unless it has, the attempt goes to a person, even when all judges agree.';
/** A longer list belongs into the spreadsheet. */
const SCANS_MAX = 500;
const WITH_MODELS = 'Judge models were at work in these scans; the table below names them with their versions.';
const WITHOUT_MODELS =
  'These scans ran without judge models: oracles and deterministic judges decided what they could, and said “inconclusive” for the rest.';

function scopeFacts({ scope, frameworks, audit, generatedAt }: ReportHead): [string, Content][] {
  const list = (values: readonly string[], all: string): Content =>
    phrase(values.length > 0 ? values.join(', ') : all, 600);
  return [
    ['Period', { text: `${scope.from ?? 'the beginning'} to ${scope.to ?? 'the day of the report'}` }],
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
    ['Read at', { text: minute(generatedAt) }],
    ['Audit log', { text: `entry ${audit.sequence}: ${audit.hash}`, font: 'Mono', fontSize: 7 }],
  ];
}

function scansTable({ scans: all, scanCount }: ReportHead): Content {
  const scans = all.slice(0, SCANS_MAX);
  const rows = scans.map((scan) => [
    { text: minute(scan.startedAt) },
    { text: scan.partial ? `${scan.status}, in part` : scan.status },
    ...[scan.planned, scan.vulnerable, scan.resistant, scan.inconclusive, scan.needsReview].map((count) => ({
      text: number(count),
      alignment: 'right' as const,
    })),
  ]);
  const rest: Content =
    scanCount > scans.length
      ? {
          text: `The newest ${number(scans.length)} of ${number(scanCount)} are listed.`,
          style: 'small',
          margin: [0, 4, 0, 0],
        }
      : '';
  const head = ['BEGAN', 'STATUS', 'ATTEMPTS', 'VULNERABLE', 'RESISTANT', 'UNDECIDED', 'IN REVIEW'];
  return {
    stack: [
      titledTable({ title: 'Scans', parent: 'method', id: 'scans' }, [84, '*', 44, 54, 48, 52, 46], head, rows),
      rest,
    ],
  };
}

/** Whatever keeps the report from being the whole truth. */
function leftOpen({ scans, probes }: ReportHead): Content[] {
  const sum = (of: (scan: ReportScan) => number) => scans.reduce((total, scan) => total + of(scan), 0);
  const inPart = scans.filter(({ partial }) => partial);
  const undecided = probes.filter(({ inconclusive }) => inconclusive > 0).length;
  const lines: Content[] = [
    `${plural(
      sum(({ inconclusive }) => inconclusive),
      'attempt',
    )} could not be decided, of ${plural(undecided, 'probe')}.`,
    `${plural(
      sum(({ needsReview }) => needsReview),
      'verdict',
    )} wait for a person.`,
    `${plural(
      sum(({ notApplicable }) => notApplicable),
      'attempt',
    )} did not apply: the target lacks what their probes need, such as tools.`,
    ...inPart
      .slice(0, 20)
      .map((scan) =>
        phrase(`The scan of ${minute(scan.startedAt)} is partial: ${scan.reason ?? 'no reason was kept'}`, 300),
      ),
  ];
  return [section('What stays open', 'method', 'open', { ul: lines, style: 'body' })];
}

function judgesOf(scans: readonly ReportScan[]) {
  const seen = new Map(scans.flatMap(({ judges }) => judges.map((judge) => [JSON.stringify(judge), judge] as const)));
  return [...seen.values()]
    .slice(0, 50)
    .map(({ judge, engine, version }) => [{ text: judge }, phrase(engine, 60), phrase(version, 40)]);
}
