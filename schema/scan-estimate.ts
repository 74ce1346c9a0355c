import { probeLibrary } from '#src/probes/probe-library.ts';
import type { LeftOut, ProbeEstimate, TierEstimate } from '#src/scans/estimate.ts';
import { estimateScan, type ScanEstimate } from '#src/scans/estimate-scan.ts';
import { builder } from './builder.ts';
import { ProbeTier, ProbeType } from './probe.ts';
import { RangeType } from './range.ts';
import { StartScanInput } from './run-scan.ts';
import { Target, targets } from './target.ts';

const ProbeEstimateType = builder.objectRef<ProbeEstimate>('ProbeEstimate').implement({
  description: 'What one probe will take in a scan.',
  fields: (t) => ({
    probeId: t.exposeString('probeId', { description: 'The name of the probe.' }),
    probe: t.field({
      type: ProbeType,
      nullable: true,
      description: 'The probe.',
      resolve: ({ probeId }) => probeLibrary().byId(probeId) ?? null,
    }),
    tier: t.expose('tier', { type: ProbeTier, description: 'How central it is.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that will be made with it.' }),
    calls: t.expose('calls', { type: RangeType, description: 'Requests to the target: without and with every retry.' }),
    tokens: t.expose('tokens', { type: RangeType, description: 'Tokens in and out of the target.' }),
  }),
});

const TierEstimateType = builder.objectRef<TierEstimate>('TierEstimate').implement({
  description: 'What the probes of one tier will take in a scan.',
  fields: (t) => ({
    tier: t.expose('tier', { type: ProbeTier, description: 'The tier.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that will be made with its probes.' }),
    calls: t.expose('calls', { type: RangeType, description: 'Requests to the target: without and with every retry.' }),
    tokens: t.expose('tokens', { type: RangeType, description: 'Tokens in and out of the target.' }),
  }),
});

const NotApplicableProbe = builder.objectRef<LeftOut>('NotApplicableProbe').implement({
  description:
    'A probe that a target cannot be asked. A scan keeps its attempts, with the reason, and does not send them.',
  fields: (t) => ({
    probeId: t.exposeString('probeId', { description: 'The name of the probe.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that will not be made.' }),
    reason: t.exposeString('reason', { description: 'What the target lacks for it, and how to say that it does not.' }),
  }),
});

const ScanEstimateType = builder.objectRef<ScanEstimate>('ScanEstimate').implement({
  description:
    'What a scan would do and cost, by the plan that it would follow. The low end takes every request to be answered at once and shortly; the high end is what a budget would set aside, with every retry.',
  fields: (t) => ({
    target: t.field({
      type: Target,
      nullable: true,
      description: 'What would be scanned. Null, with an error, when the token lacks `targets:read`.',
      resolve: (estimate, _args, ctx, info) => targets.one(ctx, info, estimate.targetId),
    }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that would be made.' }),
    calls: t.expose('calls', { type: RangeType, description: 'Requests to the target: without and with every retry.' }),
    judgeCalls: t.expose('judgeCalls', {
      type: RangeType,
      description: 'Requests to judge models; 0 where none is configured. A budget of calls covers them too.',
    }),
    tokens: t.expose('tokens', {
      type: RangeType,
      description:
        'Tokens in and out of the target. An answer is taken for 1,024 at most where nothing in the target’s configuration limits it.',
    }),
    costUsd: t.expose('costUsd', {
      type: RangeType,
      nullable: true,
      description: 'US dollars for the target, without judges. Null when its budget names no prices.',
    }),
    seconds: t.expose('seconds', {
      type: RangeType,
      description:
        'Time at the target’s own rate and concurrency: at the latency below, 0 where it is not known, and when every request takes its whole time-out.',
    }),
    latencyMs: t.exposeFloat('latencyMs', {
      nullable: true,
      description: 'Milliseconds that an answer took on average in the target’s last scan. Null: it has none.',
    }),
    mayExceed: t.exposeStringList('mayExceed', {
      description:
        'Limits of the target’s budget that the high end passes: `maxCalls`, `maxTokens`, `maxCostUsd`. The scan may then end early, as partial.',
    }),
    tiers: t.field({
      type: [TierEstimateType],
      description: 'The same by tier.',
      resolve: (estimate) => estimate.tiers,
    }),
    probes: t.field({
      type: [ProbeEstimateType],
      description: 'The same by probe, in the order in which they are asked.',
      resolve: (estimate) => estimate.probes,
    }),
    notApplicable: t.field({
      type: [NotApplicableProbe],
      description: 'Probes that would not be asked, with the reason.',
      resolve: (estimate) => estimate.notApplicable,
    }),
  }),
});

builder.queryField('estimateScan', (t) =>
  t.field({
    type: ScanEstimateType,
    nullable: true,
    description:
      'What a scan would do and cost. Writes nothing, sends nothing, and refuses what `startScan` would refuse. Needs the scope `scans:read`.',
    args: { input: t.arg({ type: StartScanInput, required: true, description: 'The scan, as it would be started.' }) },
    resolve: (_root, { input: { targetId, probeIds, repeats } }, ctx) =>
      estimateScan(ctx, { targetId, probeIds: probeIds ?? undefined, repeats: repeats ?? undefined }),
  }),
);
