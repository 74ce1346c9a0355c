import type { Sql } from '#src/platform/database.ts';
import type { LogScope, NewEvent } from '#src/platform/events.ts';
import { newId } from '#src/platform/ids.ts';
import type { FindingBody } from '#src/scans/scan-events.ts';
import type { StatusValue } from './finding-change.ts';
import type { EvidenceDraft, FindingDraft } from './finding-draft.ts';
import { batchOfScan, recordSteps } from './record-steps.ts';

/** Evidence kept for one finding of one scan; more of the same proves nothing more. */
const EVIDENCE_PER_SCAN = 10;

type Old = { status: StatusValue['status']; reason: string | null; resolved_at: Date | null };
type Upserted = { id: string; is_new: boolean; was_resolved: boolean; old: Old | undefined };

/**
 * Records findings in the caller's transaction and answers an event for each that is new in this scan. A finding of an earlier scan is
 * the same row; one that was resolved is open again and marked as a regression; what a person accepted stays accepted. `seenAt` is the time
 * of a sighting that is recorded late: it never makes a finding younger than it is, and reopens nothing that was resolved after it.
 */
export async function recordFindings(
  tx: Sql,
  scope: LogScope,
  targetId: string,
  drafts: readonly FindingDraft[],
  seenAt: Date | null = null,
): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const draft of drafts) {
    const finding = await upsertFinding(tx, scope, targetId, draft, seenAt);
    if (finding.was_resolved) await recordReopening(tx, scope, finding);
    const seen = await countOccurrence(tx, scope, finding, draft, seenAt);
    if (seen < EVIDENCE_PER_SCAN)
      await keepEvidence(tx, scope, finding.id, draft.evidence.slice(0, EVIDENCE_PER_SCAN - seen));
    if (seen === 0) events.push(recordedEvent(finding, draft));
  }
  return events;
}

async function upsertFinding(
  tx: Sql,
  scope: LogScope,
  targetId: string,
  draft: FindingDraft,
  seenAt: Date | null,
): Promise<Upserted> {
  const { probe } = draft;
  // Asked first, and locked: in the statement that writes, the row as it was can no longer be seen.
  const [old] = await tx.query<Old>(
    'select status, status_reason as reason, resolved_at from findings where tenant_id = $1 and target_id = $2 and fingerprint = $3 for no key update',
    [scope.tenantId, targetId, draft.fingerprint],
  );
  const reopened = old?.status === 'resolved' && !(seenAt && old.resolved_at && seenAt <= old.resolved_at);
  const [row] = await tx.query<Pick<Upserted, 'id' | 'is_new'>>(
    `insert into findings as f (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence, evidence_line,
       first_scan_id, last_scan_id, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, coalesce($14, now()), coalesce($14, now()))
     on conflict (tenant_id, target_id, fingerprint) do update set
       title = excluded.title, description = excluded.description, remediation = excluded.remediation, severity = excluded.severity, risks = excluded.risks,
       confidence = case when f.last_scan_id = excluded.last_scan_id then greatest(f.confidence, excluded.confidence)
         when excluded.last_seen_at < f.last_seen_at then f.confidence else excluded.confidence end,
       evidence_line = case when f.last_scan_id = excluded.last_scan_id and f.confidence >= excluded.confidence then f.evidence_line
         when f.last_scan_id <> excluded.last_scan_id and excluded.last_seen_at < f.last_seen_at then f.evidence_line else excluded.evidence_line end,
       last_scan_id = case when excluded.last_seen_at < f.last_seen_at then f.last_scan_id else excluded.last_scan_id end,
       last_seen_at = greatest(f.last_seen_at, excluded.last_seen_at),
       regressed = f.regressed or $15, resolved_at = case when $15 then null else f.resolved_at end,
       status = case when $15 then 'open' else f.status end, status_reason = case when $15 then null else f.status_reason end
     returning f.id, f.id = $2 as is_new`,
    [
      scope.tenantId,
      newId(),
      targetId,
      draft.fingerprint,
      probe.id,
      probe.title,
      probe.description,
      probe.remediation,
      probe.severity,
      probe.risks,
      draft.confidence,
      draft.evidenceLine,
      scope.scanId,
      seenAt,
      reopened,
    ],
  );
  return { ...row!, was_resolved: reopened, old };
}

async function recordReopening(tx: Sql, scope: LogScope, { id, old }: Upserted): Promise<void> {
  const before = { status: old!.status, reason: old!.reason, resolvedAt: old!.resolved_at?.toISOString() ?? null };
  const after = { status: 'open', reason: null, resolvedAt: null } as const;
  const reason = 'A later scan saw it again.';
  await recordSteps(tx, batchOfScan(scope), [{ findingId: id, kind: 'status', before, after, reason }]);
}

/** How many attempts of this scan had shown the finding before. */
async function countOccurrence(
  tx: Sql,
  scope: LogScope,
  finding: Upserted,
  draft: FindingDraft,
  seenAt: Date | null,
): Promise<number> {
  const [row] = await tx.query<{ attempts: number }>(
    `insert into occurrences as o (tenant_id, finding_id, scan_id, attempts, confidence, regressed, created_at) values ($1, $2, $3, $4, $5, $6, coalesce($7, now()))
     on conflict (tenant_id, finding_id, scan_id) do update set attempts = o.attempts + excluded.attempts, confidence = greatest(o.confidence, excluded.confidence)
     returning o.attempts`,
    [scope.tenantId, finding.id, scope.scanId, draft.attempts, draft.confidence, finding.was_resolved, seenAt],
  );
  return row!.attempts - draft.attempts;
}

async function keepEvidence(
  tx: Sql,
  scope: LogScope,
  findingId: string,
  evidence: readonly EvidenceDraft[],
): Promise<void> {
  if (evidence.length === 0) return;
  await tx.query(
    `insert into finding_evidence (tenant_id, finding_id, scan_id, id, attempt_id, source, summary, excerpt, sha256)
     select $1, $2, $3, * from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[])
     on conflict (tenant_id, attempt_id, source) do update set withdrawn_at = null`,
    [
      scope.tenantId,
      findingId,
      scope.scanId,
      evidence.map(() => newId()),
      evidence.map((e) => e.attemptId),
      evidence.map((e) => e.source),
      evidence.map((e) => e.summary),
      evidence.map((e) => e.excerpt),
      evidence.map((e) => e.sha256),
    ],
  );
}

function recordedEvent(finding: Upserted, draft: FindingDraft): NewEvent {
  const { severity, risks } = draft.probe;
  const body = { isNew: finding.is_new, regressed: finding.was_resolved, risks: [...risks] };
  return {
    type: 'finding',
    body: bodyOf(finding, draft),
    tenant: { kind: 'finding', action: 'recorded', subjectId: finding.id, severity, body },
  };
}

function bodyOf(finding: Upserted, draft: FindingDraft): FindingBody {
  const { probe } = draft;
  return {
    findingId: finding.id,
    probeId: probe.id,
    title: probe.title,
    severity: probe.severity,
    risks: [...probe.risks],
    confidence: draft.confidence,
    evidenceLine: draft.evidenceLine,
    isNew: finding.is_new,
    regressed: finding.was_resolved,
  };
}
