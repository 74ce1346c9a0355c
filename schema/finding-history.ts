import { EVIDENCE_LIST, OCCURRENCE_LIST } from '#src/findings/evidence-list.ts';
import { listEvidenceOfFindings, listOccurrencesOfFindings } from '#src/findings/list-evidence.ts';
import { visibleEvidence, visibleOccurrences } from '#src/findings/visible-findings.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { below, toConnections } from './connection.ts';
import { Finding } from './finding.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';
import { Scan } from './scan.ts';

const evidenceInputs = listInputs(EVIDENCE_LIST);
const occurrenceInputs = listInputs(OCCURRENCE_LIST);

const Evidence = builder.prismaNode('FindingEvidence', {
  id: { resolve: (evidence) => formatId('evidence', evidence.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'evidence', id),
  description: 'What shows a finding, taken from one attempt.',
  authScopes: { scope: 'findings:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    scanId: t.id({
      description: 'The scan in which it was seen.',
      select: { scanId: true },
      resolve: (evidence) => formatId('scan', evidence.scanId),
    }),
    attemptId: t.id({
      description: 'The attempt that it was taken from.',
      select: { attemptId: true },
      resolve: (evidence) => formatId('attempt', evidence.attemptId),
    }),
    source: t.exposeString('source', { description: 'What saw it: the kind of an oracle, `judges`, or `review`.' }),
    summary: t.exposeString('summary', { description: 'What was seen, in one sentence.' }),
    excerpt: t.exposeString('excerpt', {
      description:
        'The piece of the answer that shows it; redacted, at most 2,000 characters. Untrusted: show it as text.',
    }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the whole answer, in hex.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was recorded.' }),
    withdrawnAt: t.expose('withdrawnAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a reviewer overturned the verdict that it rests on. Null: it stands.',
    }),
  }),
});

const evidence = nodeType('FindingEvidence', ['evidence'], (ctx, ids, query) =>
  ctx.db.prisma.findingEvidence.findMany({ ...query, where: { AND: [visibleEvidence(ctx), { id: { in: ids } }] } }),
);

const EvidenceConnection = builder.connectionObject(
  { type: Evidence, name: 'FindingEvidenceConnection', description: 'A page of evidence.' },
  { name: 'FindingEvidenceEdge', description: 'A piece of evidence and its place in the list.' },
);

const Occurrence = builder.prismaObject('Occurrence', {
  description: 'A finding seen in a scan.',
  select: { tenantId: true, findingId: true, scanId: true },
  fields: (t) => ({
    scan: t.relation('scan', {
      type: Scan,
      nullable: true,
      description: 'The scan. Null, with an error, when the token lacks `scans:read`.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How many attempts of the scan showed it.' }),
    confidence: t.exposeFloat('confidence', { description: 'The surest of them, from 0 to 1.' }),
    regressed: t.exposeBoolean('regressed', { description: 'Whether it had been resolved before that scan.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the scan first saw it.' }),
  }),
});

type OccurrenceKey = { findingId: string; scanId: string };

const occurrences = {
  read: (ctx: Ctx, ids: string[], query: object) => {
    const keys = ids.map((id) => id.split('/'));
    const some = { findingId: { in: keys.map(([id]) => id!) }, scanId: { in: keys.map(([, id]) => id!) } };
    return ctx.db.prisma.occurrence.findMany({ ...query, where: { AND: [visibleOccurrences(ctx), some] } });
  },
  idOf: (occurrence: OccurrenceKey) => `${occurrence.findingId}/${occurrence.scanId}`,
};

const OccurrenceConnection = builder.connectionObject(
  { type: Occurrence, name: 'OccurrenceConnection', description: 'A page of the scans that saw a finding.' },
  { name: 'OccurrenceEdge', description: 'A sighting and its place in the list.' },
);

builder.prismaObjectFields(Finding, (t) => ({
  evidence: t.loadable({
    type: EvidenceConnection,
    byPath: true,
    description: 'What shows it, the newest first.',
    args: { ...t.arg.connectionArgs(), ...evidenceInputs.args() },
    load: async (ids: string[], ctx, args, info) =>
      toConnections(ctx, info, await listEvidenceOfFindings(ctx, ids, args, args), evidence),
    resolve: (finding, _args, ctx, info) => below(ctx, info, finding.id),
  }),
  occurrences: t.loadable({
    type: OccurrenceConnection,
    byPath: true,
    description: 'The scans that saw it, the newest first.',
    args: { ...t.arg.connectionArgs(), ...occurrenceInputs.args() },
    load: async (ids: string[], ctx, args, info) =>
      toConnections(ctx, info, await listOccurrencesOfFindings(ctx, ids, args, args), occurrences),
    resolve: (finding, _args, ctx, info) => below(ctx, info, finding.id),
  }),
}));
