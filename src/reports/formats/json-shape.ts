import { createHash } from 'node:crypto';
import { SEVERITIES } from '#src/probes/probe-file.ts';
import type {
  ReportAttempt,
  ReportFinding,
  ReportFramework,
  ReportHead,
  ReportScan,
} from '#src/reports/report-model.ts';
import { bounded } from './texts.ts';

// The members of a JSON report: those of the published schema under their own names, everything else of the model beside them. A member may be
// added within v1; none is renamed, and none changes its meaning.

/** What stands before the findings. */
export function openingMembers(head: ReportHead): Record<string, unknown> {
  return {
    schema_version: head.schemaVersion,
    report_id: head.reportId,
    generated_at: head.generatedAt,
    tenant_slug: head.tenant.slug,
    scope: scopeOf(head),
    frameworks: head.frameworks.map(({ slug }) => slug),
    summary: summaryOf(head),
    title: bounded(head.title),
    tenant_name: bounded(head.tenant.name),
    finding_count: head.summary.total,
    statuses: head.summary.statuses,
    regressed: head.summary.regressed,
    score: head.summary.score,
    grade: head.summary.grade,
    judge_models: head.judgeModels,
    audit_head: head.audit,
  };
}

/** What stands between the findings and the attempts. */
export function closingMembers(head: ReportHead): Record<string, unknown> {
  return {
    cross_framework_overlaps: head.overlaps.map(({ refA, refB, count, severities, curated }) => ({
      ref_a: refA,
      ref_b: refB,
      finding_count: count,
      severities,
      curated,
    })),
    framework_coverage: head.frameworks.map(frameworkOf),
    targets: head.targets.map(({ id, name, url, kind }) => ({ id, name: bounded(name), url: bounded(url), kind })),
    scan_count: head.scanCount,
    scans: head.scans.map(scanOf),
    probes: head.probes,
  };
}

/** Only what was asked for: an absent member is everything. */
function scopeOf({ scope }: ReportHead): Record<string, unknown> {
  const { from, to, endpointIds, scanIds, includeSeverities, includeStatuses } = scope;
  const members = {
    from,
    to,
    endpoint_ids: endpointIds,
    scan_ids: scanIds,
    include_severities: includeSeverities,
    include_statuses: includeStatuses,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value.length > 0));
}

/** The severities that the report includes, and all open findings together. */
function summaryOf({ scope, summary }: ReportHead): Record<string, number> {
  const included = SEVERITIES.filter(
    (one) => scope.includeSeverities.length === 0 || scope.includeSeverities.includes(one),
  );
  return { ...Object.fromEntries(included.map((one) => [one, summary.open[one]])), total_open: summary.totalOpen };
}

function frameworkOf({ controls, ...framework }: ReportFramework): Record<string, unknown> {
  return {
    slug: framework.slug,
    name: framework.name,
    short_name: framework.shortName,
    edition: framework.edition,
    edition_date: framework.editionDate,
    publisher: framework.publisher,
    url: framework.url,
    controls: controls.map((control) => ({
      ref: control.ref,
      local_id: control.localId,
      title: control.title,
      state: control.state,
      reason: control.reason,
      open: control.open,
      closed: control.closed,
      severities: control.severities,
      probes: control.probes,
      last_ran_at: control.lastRanAt,
    })),
  };
}

function scanOf(scan: ReportScan): Record<string, unknown> {
  return {
    id: scan.id,
    target_id: scan.targetId,
    status: scan.status,
    partial: scan.partial,
    reason: scan.reason && bounded(scan.reason),
    library_hash: scan.libraryHash,
    judges: scan.judges,
    planned: scan.planned,
    not_applicable: scan.notApplicable,
    vulnerable: scan.vulnerable,
    resistant: scan.resistant,
    inconclusive: scan.inconclusive,
    needs_review: scan.needsReview,
    started_at: scan.startedAt,
    finished_at: scan.finishedAt,
  };
}

/** What stands before a finding's controls. */
export function leadingMembers({ id, severity, title }: ReportFinding): Record<string, unknown> {
  return { id, severity, title: bounded(title) };
}

/** All of a finding but that and its controls. */
export function findingMembers(finding: ReportFinding): Record<string, unknown> {
  const { target, evidence } = finding;
  return {
    evidence_excerpt_sha256: sha256(evidence[0]?.excerpt ?? finding.evidenceLine),
    url: finding.url,
    status: finding.status,
    status_reason: finding.statusReason && bounded(finding.statusReason),
    description: bounded(finding.description),
    remediation: bounded(finding.remediation),
    probe_id: finding.probeId,
    risks: finding.risks,
    target_id: target.id,
    target_name: bounded(target.name),
    target_url: bounded(target.url),
    confidence: finding.confidence,
    regressed: finding.regressed,
    fingerprint: finding.fingerprint,
    evidence_line: bounded(finding.evidenceLine),
    evidence: evidence.map((one) => ({
      id: one.id,
      source: one.source,
      summary: bounded(one.summary),
      excerpt: bounded(one.excerpt),
      excerpt_sha256: sha256(one.excerpt),
      answer_sha256: one.sha256,
      created_at: one.createdAt,
    })),
    occurrences: finding.occurrences,
    first_seen_at: finding.firstSeenAt,
    last_seen_at: finding.lastSeenAt,
    resolved_at: finding.resolvedAt,
    last_scan_id: finding.lastScanId,
  };
}

export function attemptMembers(attempt: ReportAttempt): Record<string, unknown> {
  return {
    id: attempt.id,
    scan_id: attempt.scanId,
    probe_id: attempt.probeId,
    probe_version: attempt.probeVersion,
    variant: bounded(attempt.variant),
    repeat: attempt.repeat,
    verdict: attempt.verdict,
    confidence: attempt.confidence,
    failure_reason: attempt.failureReason && bounded(attempt.failureReason),
    transcript_sha256: attempt.transcriptSha256,
    answered_at: attempt.answeredAt,
  };
}

/** Of the text as it is stored, whole. */
function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
