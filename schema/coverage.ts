import {
  type ControlCoverage,
  type Coverage as CoverageOf,
  coverage,
  type ExercisingProbe,
  pageOfCoverage,
} from '#src/findings/coverage.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { Severity } from './enums.ts';
import { Control, Framework, FrameworkSlug } from './framework.ts';
import { ProbeType } from './probe.ts';
import { SeverityCounts } from './severity-counts.ts';

const CoverageState = builder.enumType('CoverageState', {
  description: 'What the tests of a control amount to. No state says that a control is met.',
  values: {
    TESTED: { value: 'tested', description: 'A probe of the control’s own risk came to a verdict.' },
    PARTLY_TESTED: {
      value: 'partly_tested',
      description: 'Only probes did of a risk that is a part of the control, or of which it is a part.',
    },
    RELATED_ONLY: {
      value: 'related_only',
      description: 'Only probes of related risks did: evidence to read, and no test of the control.',
    },
    NOT_TESTED: { value: 'not_tested', description: 'A probe could say something, and none came to a verdict.' },
    NOT_TESTABLE: {
      value: 'not_testable',
      description: 'No probe can say anything: it needs documents, inspections or people.',
    },
  } as const,
});

const ProbeReach = builder.enumType('ProbeReach', {
  description: 'How much of a control a probe tries.',
  values: {
    WHOLE: { value: 'whole', description: 'Its risk is the same as the control.' },
    PART: { value: 'part', description: 'Its risk is a part of the control, or the control a part of it.' },
    RELATED: { value: 'related', description: 'Its risk is related.' },
  } as const,
});

const StatusCounts = builder.objectRef<ControlCoverage['statuses']>('StatusCounts').implement({
  description: 'How many findings there are in each stage of life.',
  fields: (t) => ({
    open: t.exposeInt('open', { description: 'Open ones.' }),
    triaged: t.exposeInt('triaged', { description: 'Triaged ones.' }),
    resolved: t.exposeInt('resolved', { description: 'Resolved ones.' }),
    accepted: t.exposeInt('accepted', { description: 'Accepted ones: they are still there.' }),
    falsePositive: t.exposeInt('false_positive', { description: 'Those that are none.' }),
  }),
});

const ExercisingProbeType = builder.objectRef<ExercisingProbe>('ExercisingProbe').implement({
  description: 'A probe that has something to say of a control, and when it ran.',
  fields: (t) => ({
    probe: t.expose('probe', { type: ProbeType, description: 'The probe.' }),
    reach: t.expose('reach', { type: ProbeReach, description: 'How much of the control it tries.' }),
    lastRanAt: t.expose('ranAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a scan last ended that sent it. Null: none of the filter did.',
    }),
    lastConcludedAt: t.expose('concludedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it last came to a verdict that is not inconclusive. Null: it never did.',
    }),
  }),
});

const ControlCoverageType = builder.objectRef<ControlCoverage>('ControlCoverage').implement({
  description: 'What is known of one control: its findings, its tests, and what is not known.',
  fields: (t) => ({
    control: t.expose('control', { type: Control, description: 'The control.' }),
    state: t.expose('state', { type: CoverageState, description: 'What its tests amount to.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it is not tested, or not wholly. Null: it is.',
    }),
    openFindings: t.exposeInt('open', { description: 'Findings that touch it and are open or triaged.' }),
    closedFindings: t.exposeInt('closed', {
      description: 'Findings that touch it and are resolved, accepted or false positives.',
    }),
    statuses: t.expose('statuses', { type: StatusCounts, description: 'All of them by stage of life.' }),
    severities: t.expose('severities', { type: SeverityCounts, description: 'The open ones by severity.' }),
    probes: t.expose('probes', {
      type: [ExercisingProbeType],
      description: 'The probes of the library that exercise it, those that reach furthest first.',
    }),
    lastRanAt: t.expose('lastRanAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When one of them last ran. Null: none did.',
    }),
  }),
});

const CoverageSummary = builder.objectRef<CoverageOf['summary']>('CoverageSummary').implement({
  description: 'How many controls of a framework are in each state.',
  fields: (t) => ({
    tested: t.exposeInt('tested', { description: '`TESTED`.' }),
    partlyTested: t.exposeInt('partly_tested', { description: '`PARTLY_TESTED`.' }),
    relatedOnly: t.exposeInt('related_only', { description: '`RELATED_ONLY`.' }),
    notTested: t.exposeInt('not_tested', { description: '`NOT_TESTED`.' }),
    notTestable: t.exposeInt('not_testable', { description: '`NOT_TESTABLE`.' }),
  }),
});

const ControlCoverageConnection = builder.connectionObject(
  {
    type: ControlCoverageType,
    name: 'ControlCoverageConnection',
    description: 'A page of controls with what is known of each.',
  },
  { name: 'ControlCoverageEdge', description: 'A control and its place in its framework.' },
);

const Coverage = builder.objectRef<CoverageOf>('Coverage').implement({
  description:
    'What was tested of a framework, what was found, and what nobody looked at. Links that are only suggested are left out.',
  fields: (t) => ({
    framework: t.expose('framework', { type: Framework, description: 'The framework, in its edition.' }),
    summary: t.expose('summary', { type: CoverageSummary, description: 'How many controls are in each state.' }),
    crosswalkVersion: t.string({
      description: 'The version of the crosswalk from risks to controls.',
      resolve: ({ mapping }) => mapping.version,
    }),
    controls: t.connection(
      {
        type: ControlCoverageType,
        description: 'Its controls in their own order.',
        args: { states: t.arg({ type: [CoverageState], description: 'Only in these states.' }) },
        resolve: (of, args) => {
          const { page, rows, count } = pageOfCoverage(of, args.states, args);
          const byRef = new Map(rows.map((row) => [row.control.ref, row]));
          return shape(
            page,
            (ref) => byRef.get(ref),
            async () => count,
          );
        },
      },
      ControlCoverageConnection,
    ),
  }),
});

const CoverageFilter = builder.inputType('CoverageFilter', {
  description: 'Which scans and findings count. Every member that is given has to hold.',
  fields: (t) => ({
    targetIds: t.idList({ description: 'Scans and findings of these targets.' }),
    scanIds: t.idList({ description: 'These scans, and what they saw.' }),
    severities: t.field({
      type: [Severity],
      description: 'Findings of these severities. Tests count whatever they were for.',
    }),
    from: t.field({
      type: 'DateTime',
      description: 'Scans that ended, and findings last seen, at this moment or later.',
    }),
    to: t.field({ type: 'DateTime', description: 'Scans that ended, and findings last seen, before this moment.' }),
  }),
});

builder.queryField('coverage', (t) =>
  t.field({
    type: Coverage,
    nullable: true,
    description:
      'For each control of a framework: its findings, the probes that exercise it and when they ran, or that it was not tested or cannot be, and why. A blank is never a pass. Needs the scopes `findings:read` and `scans:read`.',
    args: {
      framework: t.arg({ type: FrameworkSlug, required: true, description: 'The framework.' }),
      edition: t.arg.string({ description: 'Its edition. Absent: the one that holds for the tenant.' }),
      filter: t.arg({ type: CoverageFilter, description: 'Which scans and findings count. Absent: all.' }),
    },
    resolve: (_root, { framework, edition, filter }, ctx) => coverage(ctx, framework, edition, filter ?? {}),
  }),
);
