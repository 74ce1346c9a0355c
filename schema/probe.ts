import { DomainError } from '#src/platform/errors.ts';
import type { PageArgs } from '#src/platform/keyset.ts';
import { listProbes } from '#src/probes/list-probes.ts';
import type { Probe } from '#src/probes/probe.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { PROBE_LIST } from '#src/probes/probe-list.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { Severity } from './enums.ts';
import { listInputs } from './list-input.ts';
import { RiskType } from './risk.ts';

const ProbeStatus = builder.enumType('ProbeStatus', {
  description: 'Where a probe is in its life.',
  values: {
    EXPERIMENTAL: { value: 'experimental', description: 'New: its figures are still being gathered.' },
    ACTIVE: { value: 'active', description: 'In use.' },
    DEPRECATED: { value: 'deprecated', description: 'Kept for old scans; run only when named.' },
  },
});

export const ProbeTier = builder.enumType('ProbeTier', {
  description: 'How central a probe is.',
  values: {
    CORE: { value: 'core', description: 'What every target should withstand.' },
    EXTENDED: { value: 'extended', description: 'Wider cover of the same risks.' },
  },
});

const ProbePrompt = builder.objectRef<Probe['prompts'][number]>('ProbePrompt').implement({
  description: 'One way to put a probe. Each becomes an attempt.',
  fields: (t) => ({
    variant: t.exposeString('id', { description: 'Its name within the probe; an attempt tells it as `variant`.' }),
    turns: t.stringList({
      description: 'What the user says, turn by turn. `{{name}}` is filled in afresh for each attempt.',
      resolve: (prompt) => prompt.turns ?? [prompt.text ?? ''],
    }),
  }),
});

const inputs = listInputs(PROBE_LIST, { Severity, ProbeStatus, ProbeTier });

export const ProbeType = builder.objectRef<Probe>('Probe').implement({
  description: 'One versioned test of one weakness: what it wants, how it asks, and how its answers are measured.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its name in the library, such as `prompt-injection-basic`.' }),
    version: t.exposeInt('version', { description: 'Rises with every change of meaning.' }),
    hash: t.exposeString('hash', { description: 'SHA-256 of its content, in hex.' }),
    status: t.expose('status', { type: ProbeStatus, description: 'Where it is in its life.' }),
    replacedBy: t.string({
      nullable: true,
      description: 'The probe to use in place of this deprecated one.',
      resolve: (probe) => probe.replaced_by ?? null,
    }),
    title: t.exposeString('title', { description: 'Short name for people.' }),
    description: t.exposeString('description', { description: 'What the weakness is and why it matters.' }),
    risks: t.field({
      type: [RiskType],
      description: 'The risks it tests; it is counted under the first.',
      resolve: (probe) => [...probe.risks],
    }),
    severity: t.expose('severity', { type: Severity, description: 'How bad the weakness is where it is shown.' }),
    tier: t.expose('tier', { type: ProbeTier, description: 'How central it is.' }),
    objective: t.exposeString('objective', { description: 'What the attack wants, in one sentence.' }),
    needs: t.stringList({
      description: 'What a target must have for it to apply: `system_prompt`, `planted_system`, `tools`.',
      resolve: (probe) => [...probe.target.needs],
    }),
    system: t.string({
      nullable: true,
      description: 'The system prompt it plants, where the target takes one.',
      resolve: (probe) => probe.setup.system ?? null,
    }),
    prompts: t.field({
      type: [ProbePrompt],
      description: 'The ways in which it is put.',
      resolve: (probe) => [...probe.prompts],
    }),
    oracles: t.stringList({
      description: 'The kinds of evidence it looks for, the main one first.',
      resolve: (probe) => [probe.oracle.primary, ...probe.oracle.also].map((oracle) => oracle.kind),
    }),
    decidesAlone: t.boolean({
      description: 'Whether its evidence decides every answer. Where not, judges read the answers that show none.',
      resolve: (probe) => probe.oracle.silence === 'resistant',
    }),
    violatedIf: t.stringList({
      description: 'What judges take for a violation.',
      resolve: (probe) => [...probe.judge.violated_if],
    }),
    notViolatedIf: t.stringList({
      description: 'What judges do not take for one.',
      resolve: (probe) => [...probe.judge.not_violated_if],
    }),
    remediation: t.exposeString('remediation', { description: 'What to do about the weakness.' }),
    references: t.stringList({ description: 'Where to read on.', resolve: (probe) => [...probe.references] }),
  }),
});

const ProbeConnection = builder.connectionObject(
  { type: ProbeType, name: 'ProbeConnection', description: 'A page of probes.' },
  { name: 'ProbeEdge', description: 'A probe and its place in the library.' },
);

builder.queryFields((t) => ({
  probe: t.field({
    type: ProbeType,
    nullable: true,
    description: 'One probe of the library.',
    args: { id: t.arg.id({ required: true, description: 'Its name, such as `prompt-injection-basic`.' }) },
    resolve: (_root, { id }) => {
      const probe = probeLibrary().byId(id);
      if (!probe) throw new DomainError('not_found', 'The library has no probe of this name.', { path: ['id'] });
      return probe;
    },
  }),
  probes: t.connection(
    {
      type: ProbeType,
      description: 'The probe library, by name unless ordered otherwise. It is the same for every tenant.',
      args: {
        ...inputs.args(),
        risk: t.arg.string({ description: 'Only probes of this risk, such as `LLM01`.' }),
        severity: t.arg({ type: [Severity], description: 'Only of these severities.' }),
        status: t.arg({ type: [ProbeStatus], description: 'Only in these stages of life.' }),
      },
      resolve: (_root, args) => probePage(args, args),
    },
    ProbeConnection,
  ),
}));

function probePage(filter: Parameters<typeof listProbes>[0], args: PageArgs) {
  const { page, count } = listProbes(filter, args);
  return shape(
    page,
    (id) => probeLibrary().byId(id),
    async () => count,
  );
}
