import type { DlpNote } from '#src/dlp/dlp-engine.ts';
import { formatId } from '#src/platform/ids.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { ATTEMPT_LIST } from '#src/scans/attempt-list.ts';
import { listAttemptsOfScans, visibleAttempts } from '#src/scans/list-attempts.ts';
import { AttemptTurn, Opinion, Verdict } from './attempt-parts.ts';
import { builder } from './builder.ts';
import { below, toConnections } from './connection.ts';
import { DlpNoteType } from './dlp-rule.ts';
import { VerdictKind } from './enums.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { ProbeType } from './probe.ts';
import { Scan } from './scan.ts';

const AttemptState = builder.enumType('AttemptState', {
  description: 'Where an attempt is.',
  values: {
    PLANNED: { value: 'planned', description: 'Waits to be sent.' },
    CLAIMED: { value: 'claimed', description: 'A worker is sending it.' },
    ANSWERED: { value: 'answered', description: 'Its sending is over; it waits to be judged.' },
    JUDGING: { value: 'judging', description: 'A worker is judging it.' },
    JUDGED: { value: 'judged', description: 'It has its verdict.' },
    NOT_APPLICABLE: {
      value: 'not_applicable',
      description: 'The target lacks what the probe needs. Kept, so that nothing is silently left out.',
    },
  },
});

const inputs = listInputs(ATTEMPT_LIST, { AttemptState, VerdictKind });

export const Attempt = builder.prismaNode('Attempt', {
  id: { resolve: (attempt) => formatId('attempt', attempt.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'attempt', id),
  description: 'One way of putting one probe to one target, with what was said and what was made of it.',
  authScopes: { scope: 'scans:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    scan: t.relation('scan', { type: Scan, description: 'The scan that it belongs to.' }),
    position: t.exposeInt('position', { description: 'Its place in the order of sending, from 0.' }),
    probeId: t.exposeString('probeId', { description: 'The name of its probe.' }),
    probe: t.field({
      type: ProbeType,
      nullable: true,
      description: 'The probe as the library has it now. Null when it has it no more.',
      select: { probeId: true },
      resolve: (attempt) => probeLibrary().byId(attempt.probeId) ?? null,
    }),
    probeVersion: t.exposeInt('probeVersion', { description: 'The version of the probe that was used.' }),
    probeHash: t.exposeString('probeHash', { description: 'The exact content of the probe that was used.' }),
    variant: t.exposeString('variant', { description: 'Which of the probe’s prompts.' }),
    repeat: t.exposeInt('repeat', { description: 'Which repeat of it, from 0.' }),
    state: t.expose('state', { type: AttemptState, description: 'Where it is.' }),
    claims: t.exposeInt('claims', {
      description: 'How often a worker took it up: more than once when one died over it.',
    }),
    failureReason: t.exposeString('failureReason', {
      nullable: true,
      description: 'Why no answer could be had, for programs: `timeout`, `rate_limited`, `not_json`, `dlp_blocked`, …',
    }),
    failure: t.exposeString('failure', { nullable: true, description: 'The same in words.' }),
    verdict: t.expose('verdict', {
      type: VerdictKind,
      nullable: true,
      description: 'What it came to: by the ruling, or by a person who decided after it. Null until it is judged.',
    }),
    confidence: t.exposeFloat('confidence', {
      nullable: true,
      description: 'How sure the verdict is, from 0 to 1; 1 when a person decided. Null until it is judged.',
    }),
    answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When its sending was over.' }),
    judgedAt: t.expose('judgedAt', { type: 'DateTime', nullable: true, description: 'When it was judged.' }),
    system: t.string({
      nullable: true,
      description: 'The system message that was sent with it. Null when there was none.',
      select: { input: { select: { system: true } } },
      resolve: (attempt) => attempt.input?.system ?? null,
    }),
    tools: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The tool definitions that were sent with it. Null when there were none.',
      select: { input: { select: { tools: true } } },
      resolve: (attempt) => attempt.input?.tools ?? null,
    }),
    dlp: t.field({
      type: [DlpNoteType],
      description:
        'The rules that found something in what was to be sent, and what they did. Redacted texts stand here as they were sent.',
      select: { input: { select: { dlp: true } } },
      resolve: (attempt) => (attempt.input?.dlp ?? []) as DlpNote[],
    }),
    turns: t.relation('turns', {
      type: AttemptTurn,
      description: 'What was said, in order. At most ten turns.',
      query: { orderBy: { index: 'asc' } },
    }),
    opinions: t.relation('opinions', {
      type: Opinion,
      description: 'What each judge made of it, on its own.',
      query: { orderBy: { judge: 'asc' } },
    }),
    ruling: t.relation('ruling', {
      type: Verdict,
      nullable: true,
      description: 'What was concluded from the evidence and the opinions. Null until it is judged.',
    }),
  }),
});

export const attempts = nodeType('Attempt', ['attempt'], (ctx, ids, query) =>
  ctx.db.prisma.attempt.findMany({ ...query, where: { AND: [visibleAttempts(ctx), { id: { in: ids } }] } }),
);

export const AttemptConnection = builder.connectionObject(
  { type: Attempt, name: 'AttemptConnection', description: 'A page of attempts.' },
  { name: 'AttemptEdge', description: 'An attempt and its place in the order of sending.' },
);

builder.queryField('attempt', (t) =>
  t.field({
    type: Attempt,
    nullable: true,
    description: 'One attempt. Needs the scope `scans:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `att_…`.' }) },
    resolve: (_root, { id }, ctx, info) => attempts.one(ctx, info, id),
  }),
);

builder.prismaObjectField(Scan, 'attempts', (t) =>
  t.loadable({
    type: AttemptConnection,
    byPath: true,
    description: 'Its attempts, in the order of sending.',
    args: {
      ...t.arg.connectionArgs(),
      ...inputs.args(),
      state: t.arg({ type: [AttemptState], description: 'Only in these states.' }),
      verdict: t.arg({ type: [VerdictKind], description: 'Only with these verdicts.' }),
      probeId: t.arg.id({ description: 'Only of this probe.' }),
    },
    load: async (scanIds: string[], ctx, args, info) =>
      toConnections(ctx, info, await listAttemptsOfScans(ctx, scanIds, args, args), attempts),
    resolve: (scan, _args, ctx, info) => below(ctx, info, scan.id),
  }),
);
