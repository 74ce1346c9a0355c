import { formatId } from '#src/platform/ids.ts';
import { listScans, listScansOfTargets } from '#src/scans/list-scans.ts';
import { SCAN_LIST } from '#src/scans/scan-list.ts';
import { visibleScans } from '#src/scans/visible-scans.ts';
import { builder } from './builder.ts';
import { below, toConnection, toConnections } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { ScanCountsType, ScanJudge, ScanSpendType } from './scan-counts.ts';
import { Target } from './target.ts';

export const ScanStatus = builder.enumType('ScanStatus', {
  description: 'Where a scan is: `QUEUED → RUNNING → JUDGING`, then one of the three ends.',
  values: {
    QUEUED: { value: 'queued', description: 'Waits to be planned.' },
    RUNNING: { value: 'running', description: 'Attempts are being sent. Judging may have begun.' },
    JUDGING: { value: 'judging', description: 'Every attempt is over; verdicts are still to come.' },
    COMPLETED: { value: 'completed', description: 'The end: every attempt has a verdict. See `partial`.' },
    FAILED: { value: 'failed', description: 'The end: nothing can be said of the target. See `reason`.' },
    CANCELLED: { value: 'cancelled', description: 'The end: somebody stopped it.' },
  },
});

const ScanOrigin = builder.enumType('ScanOrigin', {
  description: 'What a scan has to do with the scan that it comes from.',
  values: {
    RERUN: { value: 'rerun', description: 'It runs that one again.' },
    RETRY: { value: 'retry', description: 'It asks again what that one could not decide.' },
  },
});

export const scanInputs = listInputs(SCAN_LIST, { ScanStatus });

// Without a type-level `select` the whole row is read in one statement, so that the cursor is true of the counts beside it.
export const Scan = builder.prismaNode('Scan', {
  id: { resolve: (scan) => formatId('scan', scan.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'scan', id),
  description:
    'One run of probes against one target. It is read in one go: its counts, status and cursor belong together.',
  authScopes: { scope: 'scans:read' },
  fields: (t) => ({
    status: t.expose('status', { type: ScanStatus, description: 'Where it is.' }),
    target: t.relation('target', {
      type: Target,
      nullable: true,
      description: 'What it scans. Null, with an error, when the token lacks `targets:read`.',
    }),
    probeIds: t.exposeStringList('probeIds', {
      description: 'The probes that were asked for. Empty: the whole library.',
    }),
    repeats: t.exposeInt('repeats', { description: 'How often each attempt is made.' }),
    requestedBy: t.id({
      nullable: true,
      description: 'The token that started it. Null when no token did.',
      resolve: (scan) => (scan.requestedBy === null ? null : formatId('token', scan.requestedBy)),
    }),
    requestedByUserId: t.id({
      nullable: true,
      description:
        'The person who started it, `usr_…`, signed in or by a token of theirs. Null when nobody in particular did.',
      resolve: (scan) => (scan.requestedByUser === null ? null : formatId('user', scan.requestedByUser)),
    }),
    origin: t.expose('origin', {
      type: ScanOrigin,
      nullable: true,
      description: 'What it has to do with `originScanId`. Null: it was asked for by itself.',
    }),
    originScanId: t.id({
      nullable: true,
      description:
        'The scan that it runs again, or whose open questions it asks again; that one may be gone. Null: none.',
      resolve: (scan) => (scan.originScanId === null ? null : formatId('scan', scan.originScanId)),
    }),
    libraryHash: t.exposeString('libraryHash', {
      nullable: true,
      description: 'Names the exact probe library that it used.',
    }),
    judges: t.field({
      type: [ScanJudge],
      description: 'The judges that it uses. Empty until it is planned.',
      resolve: (scan) => scan.judges as { judge: string; engine: string; version: string }[],
    }),
    partial: t.exposeBoolean('partial', { description: 'Whether something was left out: see `reason`.' }),
    reasonCode: t.exposeString('reasonCode', {
      nullable: true,
      description:
        'Why it ended as it did, for programs: `budget_exhausted`, `target_unavailable`, `dlp_blocked`, `cancelled`, …',
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'The same in words.' }),
    counts: t.field({
      type: ScanCountsType,
      description: 'Where its attempts stand.',
      resolve: (scan) => ({ ...scan, findings: scan.findingCount }),
    }),
    spend: t.field({
      type: ScanSpendType,
      description: 'What it has cost so far.',
      resolve: ({ spentCalls, spentTokens, spentUsd, ...scan }) => ({
        ...scan,
        calls: spentCalls,
        tokens: spentTokens,
        usd: spentUsd,
      }),
    }),
    cursor: t.string({
      description: 'The place in its events at which all of this is true: follow from here with `scanEvents(after:)`.',
      resolve: (scan, _args, ctx) => ctx.events.cursorAt(scan.id, scan.lastSequence),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When it was planned.' }),
    judgingAt: t.expose('judgingAt', { type: 'DateTime', nullable: true, description: 'When sending was over.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
  }),
});

export const scans = nodeType('Scan', ['scan'], (ctx, ids, query) =>
  ctx.db.prisma.scan.findMany({ ...query, where: { AND: [visibleScans(ctx), { id: { in: ids } }] } }),
);

export const ScanConnection = builder.connectionObject(
  { type: Scan, name: 'ScanConnection', description: 'A page of scans.' },
  { name: 'ScanEdge', description: 'A scan and its place in the list.' },
);

builder.queryFields((t) => ({
  scan: t.field({
    type: Scan,
    nullable: true,
    description: 'One scan. Needs the scope `scans:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `scn_…`.' }) },
    resolve: (_root, { id }, ctx, info) => scans.one(ctx, info, id),
  }),
  scans: t.connection(
    {
      type: Scan,
      description: 'The scans of the tenant, newest first unless ordered otherwise. Needs the scope `scans:read`.',
      args: {
        ...scanInputs.args(),
        targetId: t.arg.id({ description: 'Only of this target.' }),
        status: t.arg({ type: [ScanStatus], description: 'Only in these states.' }),
      },
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listScans(ctx, args, args), scans),
    },
    ScanConnection,
  ),
}));

builder.prismaObjectField(Target, 'scans', (t) =>
  t.loadable({
    type: ScanConnection,
    byPath: true,
    nullable: true,
    description: 'Its scans, newest first. Null, with an error, when the token lacks `scans:read`.',
    args: { ...t.arg.connectionArgs(), ...scanInputs.args() },
    load: async (targetIds: string[], ctx, args, info) =>
      toConnections(ctx, info, await listScansOfTargets(ctx, targetIds, args, args), scans),
    resolve: (target, _args, ctx, info) => below(ctx, info, target.id),
  }),
);
