import type { Ticket } from '#src/findings/finding-change.ts';
import { listFindings, listFindingsOfScans, listFindingsOfTargets } from '#src/findings/list-findings.ts';
import { visibleFindings } from '#src/findings/visible-findings.ts';
import { formatId } from '#src/platform/ids.ts';
import type { Risk } from '#src/probes/probe-file.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { builder } from './builder.ts';
import { below, toConnection, toConnections } from './connection.ts';
import { ControlLinkType, linkArgs, loadControls, loadLinks, loadRefs, riskKey } from './control-link.ts';
import { Severity } from './enums.ts';
import { FindingStatus, findingArgs } from './finding-filter.ts';
import { Control } from './framework.ts';
import { Member } from './member.ts';
import { inTenant, nodeType } from './node.ts';
import { ProbeType } from './probe.ts';
import { RiskType } from './risk.ts';
import { Scan } from './scan.ts';
import { Target } from './target.ts';

const TicketType = builder.objectRef<Ticket>('Ticket').implement({
  description: 'A ticket in another system.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'What it is called there, such as `SEC-42`.' }),
    url: t.exposeString('url', { description: 'Where it is, an http or https address.' }),
  }),
});

export const Finding = builder.prismaNode('Finding', {
  id: { resolve: (finding) => formatId('finding', finding.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'finding', id),
  description: 'A confirmed weakness of a target. It is one and the same over all scans that see it.',
  authScopes: { scope: 'findings:read' },
  select: { tenantId: true, id: true, risks: true },
  fields: (t) => ({
    target: t.relation('target', {
      type: Target,
      nullable: true,
      description: 'Where it is. Null, with an error, when the token lacks `targets:read`.',
    }),
    probeId: t.exposeString('probeId', { description: 'The name of the probe that shows it.' }),
    probe: t.field({
      type: ProbeType,
      nullable: true,
      description: 'That probe, as the library has it now. Null when it has it no more.',
      select: { probeId: true },
      resolve: (finding) => probeLibrary().byId(finding.probeId) ?? null,
    }),
    title: t.exposeString('title', { description: 'What it is, in a few words.' }),
    description: t.exposeString('description', { description: 'What the weakness is and why it matters.' }),
    remediation: t.exposeString('remediation', { description: 'What to do about it.' }),
    severity: t.expose('severity', { type: Severity, description: 'How bad it is.' }),
    risks: t.field({
      type: [RiskType],
      description: 'The risks that it is an instance of; it is counted under the first.',
      resolve: (finding) => finding.risks as Risk[],
    }),
    controls: t.loadableList({
      type: Control,
      byPath: true,
      description: 'The controls of all frameworks that it touches, by the crosswalk of its risks.',
      args: linkArgs(),
      load: loadControls,
      resolve: (finding) => riskKey(finding.risks),
    }),
    refs: t.loadableList({
      type: 'String',
      byPath: true,
      description: 'The written forms of those controls: `OWASP_LLM01`, …',
      args: linkArgs(),
      load: loadRefs,
      resolve: (finding) => riskKey(finding.risks),
    }),
    mapping: t.loadableList({
      type: ControlLinkType,
      byPath: true,
      description: 'Those controls with how it comes to touch each: directly or derived, how strongly, on what basis.',
      args: linkArgs(),
      load: loadLinks,
      resolve: (finding) => riskKey(finding.risks),
    }),
    status: t.expose('status', { type: FindingStatus, description: 'Where it is in its life.' }),
    statusReason: t.exposeString('statusReason', {
      nullable: true,
      description: 'Why it is there, where a reason was given.',
    }),
    assignee: t.relation('assignee', {
      type: Member,
      nullable: true,
      description: 'The member who looks after it. Null: nobody does.',
    }),
    tags: t.stringList({
      description: 'Words to find it by, in alphabetical order. At most 50.',
      select: { tags: { select: { tag: true }, orderBy: { tag: 'asc' } } },
      resolve: (finding) => finding.tags.map(({ tag }) => tag),
    }),
    ticket: t.field({
      type: TicketType,
      nullable: true,
      description: 'The ticket in another system that it is tied to. Null: none.',
      select: { ticketKey: true, ticketUrl: true },
      resolve: ({ ticketKey, ticketUrl }) => (ticketKey === null ? null : { key: ticketKey, url: ticketUrl ?? '' }),
    }),
    confidence: t.exposeFloat('confidence', { description: 'How sure its last sighting is, from 0 to 1.' }),
    evidenceLine: t.exposeString('evidenceLine', { description: 'What was seen, in one redacted line.' }),
    regressed: t.exposeBoolean('regressed', { description: 'Whether it was resolved once and is back.' }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime', description: 'When it was first seen.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it was last seen.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was resolved. Null: it is not.',
    }),
  }),
});

export const findings = nodeType('Finding', ['finding'], (ctx, ids, query) =>
  ctx.db.prisma.finding.findMany({ ...query, where: { AND: [visibleFindings(ctx), { id: { in: ids } }] } }),
);

export const FindingConnection = builder.connectionObject(
  { type: Finding, name: 'FindingConnection', description: 'A page of findings.' },
  { name: 'FindingEdge', description: 'A finding and its place in the list.' },
);

builder.queryFields((t) => ({
  finding: t.field({
    type: Finding,
    nullable: true,
    description: 'One finding. Needs the scope `findings:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `fnd_…`.' }) },
    resolve: (_root, { id }, ctx, info) => findings.one(ctx, info, id),
  }),
  findings: t.connection(
    {
      type: Finding,
      description:
        'The findings of the tenant, the last seen first unless ordered otherwise. Needs the scope `findings:read`.',
      args: findingArgs(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listFindings(ctx, args, args), findings),
    },
    FindingConnection,
  ),
}));

builder.prismaObjectField(Target, 'findings', (t) =>
  t.loadable({
    type: FindingConnection,
    byPath: true,
    nullable: true,
    description: 'Its findings, the last seen first. Null, with an error, when the token lacks `findings:read`.',
    args: { ...t.arg.connectionArgs(), ...findingArgs() },
    load: async (targetIds: string[], ctx, args, info) =>
      toConnections(ctx, info, await listFindingsOfTargets(ctx, targetIds, args, args), findings),
    resolve: (target, _args, ctx, info) => below(ctx, info, target.id),
  }),
);

builder.prismaObjectField(Scan, 'findings', (t) =>
  t.loadable({
    type: FindingConnection,
    byPath: true,
    nullable: true,
    description:
      'The findings that it saw, the last seen first. Null, with an error, when the token lacks `findings:read`.',
    args: { ...t.arg.connectionArgs(), ...findingArgs() },
    load: async (scanIds: string[], ctx, args, info) =>
      toConnections(ctx, info, await listFindingsOfScans(ctx, scanIds, args, args), findings),
    resolve: (scan, _args, ctx, info) => below(ctx, info, scan.id),
  }),
);
