import type { FrameworkSlug as Slug } from '#src/frameworks/framework-slugs.ts';
import { formatId } from '#src/platform/ids.ts';
import { downloadLink } from '#src/reports/download-link.ts';
import { REPORT_LIST } from '#src/reports/report-list.ts';
import { storedScope } from '#src/reports/report-scope.ts';
import { listReports, visibleReports } from '#src/reports/visible-reports.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { Severity } from './enums.ts';
import { FindingStatus } from './finding-filter.ts';
import { FrameworkSlug } from './framework.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { ReportFormat, ReportStatus } from './report-enums.ts';

const inputs = listInputs(REPORT_LIST, { ReportStatus, ReportFormat });

const ReportScope = builder.objectRef<ReturnType<typeof storedScope.parse>>('ReportScope').implement({
  description: 'What a report covers. Empty lists and nulls leave nothing out.',
  fields: (t) => ({
    targetIds: t.idList({
      description: 'Only these targets, `ep_…`.',
      resolve: ({ endpointIds }) => endpointIds.map((id) => formatId('endpoint', id)),
    }),
    scanIds: t.idList({
      description: 'Only what these scans saw, `scn_…`.',
      resolve: ({ scanIds }) => scanIds.map((id) => formatId('scan', id)),
    }),
    from: t.exposeString('from', {
      nullable: true,
      description: 'Seen on this day or later, as `2026-04-01`, in UTC.',
    }),
    to: t.exposeString('to', { nullable: true, description: 'Seen on this day or earlier.' }),
    severities: t.expose('includeSeverities', { type: [Severity], description: 'Only of these severities.' }),
    statuses: t.expose('includeStatuses', { type: [FindingStatus], description: 'Only in these stages of life.' }),
  }),
});

const ReportDownload = builder.objectRef<{ path: string; expiresAt: Date }>('ReportDownload').implement({
  description: 'A way to download a report without a token. Whoever has it has this report and nothing else.',
  fields: (t) => ({
    url: t.string({
      description:
        'Its address. Begins with `/` where the server does not know its own: it is then below the server’s.',
      resolve: ({ path }, _args, ctx) => `${ctx.config.publicUrl ?? ''}${path}`,
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When it ends: 60 seconds after it was made.' }),
  }),
});

export const Report = builder.prismaNode('Report', {
  id: { resolve: (report) => formatId('report', report.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'report', id),
  description: 'Findings with what they mean for frameworks, as a file that can be verified.',
  authScopes: { scope: 'reports:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What it is called.' }),
    format: t.expose('format', { type: ReportFormat, description: 'What it is written as.' }),
    status: t.expose('status', { type: ReportStatus, description: 'Where it is.' }),
    frameworks: t.field({
      type: [FrameworkSlug],
      description: 'The frameworks that it has pages of.',
      select: { frameworks: true },
      resolve: ({ frameworks }) => frameworks as Slug[],
    }),
    scope: t.field({
      type: ReportScope,
      description: 'What it covers.',
      select: { scope: true },
      resolve: ({ scope }) => storedScope.parse(scope),
    }),
    progress: t.exposeInt('progress', { description: 'How far it is, from 0 to 100.' }),
    findingCount: t.exposeInt('findingCount', {
      nullable: true,
      description: 'How many findings it holds. Null until it is ready.',
    }),
    size: t.float({
      nullable: true,
      description: 'Of its file, in bytes. Null until it is ready.',
      select: { size: true },
      resolve: ({ size }) => (size === null ? null : Number(size)),
    }),
    sha256: t.exposeString('sha256', { nullable: true, description: 'Of its file, in hex. Null until it is ready.' }),
    signature: t.string({
      nullable: true,
      description:
        'The detached signature as JSON: what is signed of the file, and Ed25519 over it. Null until it is ready. The public keys are at `/.well-known/tribunal-keys.json`.',
      select: { signature: true },
      resolve: ({ signature }) => (signature === null ? null : JSON.stringify(signature)),
    }),
    failureCode: t.exposeString('failureCode', { nullable: true, description: 'Why it failed, for programs.' }),
    failure: t.exposeString('failure', { nullable: true, description: 'Why it failed, in a sentence.' }),
    download: t.field({
      type: ReportDownload,
      nullable: true,
      description: 'A link that works for 60 seconds, made anew each time. Null while there is no file.',
      select: { status: true },
      resolve: ({ id, status }, _args, ctx) => (status === 'ready' ? downloadLink(ctx, id) : null),
    }),
    downloadUrl: t.string({
      nullable: true,
      description: 'The address of `download` alone.',
      select: { status: true },
      resolve: async ({ id, status }, _args, ctx) =>
        status === 'ready' ? `${ctx.config.publicUrl ?? ''}${(await downloadLink(ctx, id)).path}` : null,
    }),
    queuedAt: t.expose('queuedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a worker first began with it.',
    }),
    readyAt: t.expose('readyAt', { type: 'DateTime', nullable: true, description: 'When its file was there.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When its file goes.' }),
  }),
});

export const reports = nodeType('Report', ['report'], (ctx, ids, query) =>
  ctx.db.prisma.report.findMany({ ...query, where: { AND: [visibleReports(ctx), { id: { in: ids } }] } }),
);

const ReportConnection = builder.connectionObject(
  { type: Report, name: 'ReportConnection', description: 'A page of reports.' },
  { name: 'ReportEdge', description: 'A report and its place in the list.' },
);

builder.queryFields((t) => ({
  reports: t.connection(
    {
      type: Report,
      description:
        'The reports of the tenant, newest first unless asked for otherwise. Needs the scope `reports:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listReports(ctx, args, args), reports),
    },
    ReportConnection,
  ),
  report: t.field({
    type: Report,
    nullable: true,
    description: 'One report. Needs the scope `reports:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `rpt_…`.' }) },
    resolve: (_root, { id }, ctx, info) => reports.one(ctx, info, id),
  }),
}));
