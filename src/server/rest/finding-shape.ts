import { z } from 'zod';
import type { Prisma } from '#prisma/client/client.ts';
import type { FindingLine } from '#src/findings/read-finding-lines.ts';
import { refsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import type { Config } from '#src/platform/config.ts';
import { formatId } from '#src/platform/ids.ts';
import { moment, showMoment, shownId } from './identifiers.ts';

export const SEVERITY = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export const STATUS = z.enum(['open', 'triaged', 'resolved', 'accepted', 'false_positive']);

const line = {
  id: shownId,
  scan_id: z.uuid().describe('The scan that saw it last.'),
  endpoint_id: shownId,
  title: z.string(),
  severity: SEVERITY,
  status: STATUS,
  jira_issue_key: z.string().nullable().describe('The key of the ticket that it is tied to.'),
  probe_id: z.string(),
  risk_refs: z.array(z.string()).describe('The controls of all frameworks that it touches, in their written form.'),
  regressed: z.boolean(),
  confidence: z.number(),
  discovered_at: moment.describe('When it was first seen.'),
  last_seen_at: moment,
  url: z.string().describe('Where the console shows it.'),
};

export const findingLine = z.strictObject(line).meta({ id: 'FindingLine' });

const opinion = z.strictObject({
  judge: z.string(),
  engine: z.string(),
  version: z.string(),
  verdict: z.enum(['vulnerable', 'resistant', 'inconclusive']),
  confidence: z.number(),
  rationale: z.string(),
});

const evidence = z.strictObject({
  id: shownId,
  scan_id: z.uuid(),
  attempt_id: shownId,
  source: z.string().describe('What saw it: the kind of an oracle, `judges`, or `review`.'),
  summary: z.string(),
  excerpt: z.string().describe('The piece of the answer that shows it: redacted, untrusted, at most 2,000 characters.'),
  sha256: z.string().describe('SHA-256 of the whole answer, in hex.'),
  created_at: moment,
  withdrawn_at: moment.nullable(),
  judges: z.array(opinion).describe('What each judge made of the attempt.'),
});

const occurrence = z.strictObject({
  scan_id: z.uuid(),
  attempts: z.int(),
  confidence: z.number(),
  regressed: z.boolean(),
  seen_at: moment,
});

export const finding = z
  .strictObject({
    ...line,
    summary: z.string().describe('What was seen, in one redacted line.'),
    description: z.string(),
    remediation: z.string(),
    risks: z.array(z.string()),
    status_reason: z.string().nullable(),
    assignee_id: shownId.nullable(),
    tags: z.array(z.string()),
    resolved_at: moment.nullable(),
    evidence: z.array(evidence).describe('The newest 50 pieces.'),
    occurrences: z.array(occurrence).describe('The newest 50 scans that saw it.'),
  })
  .meta({ id: 'Finding' });

const NEWEST = 50;
const newest = { orderBy: { createdAt: 'desc' }, take: NEWEST } as const;

/** What a finding is read with when it is shown whole. */
export const WHOLE = { tags: { orderBy: { tag: 'asc' } }, evidence: newest, occurrences: newest } as const;

export type Whole = Prisma.FindingGetPayload<{ include: typeof WHOLE }>;
export type Judged = Prisma.OpinionGetPayload<object>;
export type Shown = { mapping: Mapping; config: Pick<Config, 'publicUrl'> };

export function showLine(row: FindingLine, { mapping, config }: Shown): z.input<typeof findingLine> {
  const id = formatId('finding', row.id);
  return {
    id,
    scan_id: row.lastScanId,
    endpoint_id: formatId('endpoint', row.targetId),
    title: row.title,
    severity: row.severity,
    status: row.status,
    jira_issue_key: row.ticketKey,
    probe_id: row.probeId,
    risk_refs: refsOfRisks(mapping, row.risks),
    regressed: row.regressed,
    confidence: row.confidence,
    discovered_at: showMoment(row.firstSeenAt),
    last_seen_at: showMoment(row.lastSeenAt),
    url: `${config.publicUrl ?? ''}/app/findings/${id}`,
  };
}

export function showFinding(row: Whole, judged: readonly Judged[], shown: Shown): z.input<typeof finding> {
  const byAttempt = Map.groupBy(judged, ({ attemptId }) => attemptId);
  return {
    ...showLine(row, shown),
    summary: row.evidenceLine,
    description: row.description,
    remediation: row.remediation,
    risks: row.risks,
    status_reason: row.statusReason,
    assignee_id: row.assigneeId && formatId('membership', row.assigneeId),
    tags: row.tags.map(({ tag }) => tag),
    resolved_at: showMoment(row.resolvedAt),
    evidence: row.evidence.map((piece) => showEvidence(piece, byAttempt.get(piece.attemptId) ?? [])),
    occurrences: row.occurrences.map(({ scanId, attempts, confidence, regressed, createdAt }) => ({
      scan_id: scanId,
      attempts,
      confidence,
      regressed,
      seen_at: showMoment(createdAt),
    })),
  };
}

function showEvidence(piece: Whole['evidence'][number], judged: readonly Judged[]): z.input<typeof evidence> {
  return {
    id: formatId('evidence', piece.id),
    scan_id: piece.scanId,
    attempt_id: formatId('attempt', piece.attemptId),
    source: piece.source,
    summary: piece.summary,
    excerpt: piece.excerpt,
    sha256: piece.sha256,
    created_at: showMoment(piece.createdAt),
    withdrawn_at: showMoment(piece.withdrawnAt),
    judges: judged.map(({ judge, engine, version, verdict, confidence, rationale }) => ({
      judge,
      engine,
      version,
      verdict,
      confidence,
      rationale,
    })),
  };
}
