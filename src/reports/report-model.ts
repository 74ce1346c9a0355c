import type { CoverageState } from '#src/findings/coverage-states.ts';
import type { FindingStatus } from '#src/findings/finding-status.ts';
import type { Grade } from '#src/findings/grade.ts';
import type { Severity } from '#src/probes/probe-file.ts';

/** How many findings there are of each severity. */
export type BySeverity = Record<Severity, number>;

/** What a report covers, as it was asked for; ids in their public form. Null and empty: everything. */
export type ReportScope = {
  endpointIds: string[];
  scanIds: string[];
  /** Days, `YYYY-MM-DD`; both belong to the report. A finding belongs when it was seen within them. */
  from: string | null;
  to: string | null;
  includeSeverities: Severity[];
  includeStatuses: FindingStatus[];
};

export type ReportControl = {
  ref: string;
  localId: string;
  title: string;
  /** Never that it is met. */
  state: CoverageState;
  /** Why it is not tested, or not wholly; null when it is. */
  reason: string | null;
  open: number;
  closed: number;
  severities: BySeverity;
  probes: number;
  lastRanAt: Date | null;
};

export type ReportFramework = {
  slug: string;
  name: string;
  shortName: string;
  edition: string;
  editionDate: string;
  publisher: string;
  url: string;
  /** In the framework's own order. */
  controls: ReportControl[];
};

export type ReportOverlap = {
  refA: string;
  refB: string;
  count: number;
  severities: BySeverity;
  /** Set for the pairs that a curator drew. */
  curated: { tier: number; core: boolean; strength: string; confidence: string; rationale: string } | null;
};

export type ReportTarget = { id: string; name: string; url: string; kind: 'url' | 'repo' | 'llm' };

export type ReportScan = {
  id: string;
  targetId: string;
  status: string;
  partial: boolean;
  reason: string | null;
  libraryHash: string | null;
  judges: { judge: string; engine: string; version: string }[];
  planned: number;
  notApplicable: number;
  vulnerable: number;
  resistant: number;
  inconclusive: number;
  needsReview: number;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** Everything but the findings and attempts: small, and in memory. */
export type ReportHead = {
  schemaVersion: 'v1';
  reportId: string;
  title: string;
  generatedAt: Date;
  tenant: { slug: string; name: string };
  scope: ReportScope;
  frameworks: ReportFramework[];
  summary: {
    /** Open and triaged findings, by severity. */
    open: BySeverity;
    totalOpen: number;
    /** All that the scope covers, by status. */
    statuses: Record<FindingStatus, number>;
    total: number;
    regressed: number;
    /** Of all that is open in its targets, scans and days, whatever severities, statuses and frameworks it shows. Null: nothing was tested. */
    score: number | null;
    grade: Grade | null;
  };
  targets: ReportTarget[];
  /** The newest first; at most 20,000 are listed, `scanCount` says how many there are. */
  scans: ReportScan[];
  scanCount: number;
  /** Probes whose attempts the scans made, with the versions that ran. */
  probes: { id: string; title: string; version: number; hash: string; attempts: number; inconclusive: number }[];
  overlaps: ReportOverlap[];
  /** The end of the tenant's audit chain when the report was made: number and hash in hex. */
  audit: { sequence: string; hash: string };
  /** Whether judge models were at work, or the deterministic judges alone. */
  judgeModels: boolean;
};

export type ReportRef = { ref: string; framework: string; edition: string; direct: boolean; strength: string };

export type ReportEvidence = {
  id: string;
  source: string;
  summary: string;
  excerpt: string;
  sha256: string;
  createdAt: Date;
};

export type ReportFinding = {
  id: string;
  title: string;
  severity: Severity;
  status: FindingStatus;
  statusReason: string | null;
  description: string;
  remediation: string;
  probeId: string;
  risks: string[];
  refs: ReportRef[];
  target: ReportTarget;
  confidence: number;
  regressed: boolean;
  /** Stable over scans and reports. */
  fingerprint: string;
  evidenceLine: string;
  /** The newest few; redacted. */
  evidence: ReportEvidence[];
  occurrences: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  resolvedAt: Date | null;
  lastScanId: string;
  /** Where the console shows it. */
  url: string;
};

export type ReportAttempt = {
  id: string;
  scanId: string;
  probeId: string;
  probeVersion: number;
  variant: string;
  repeat: number;
  verdict: 'vulnerable' | 'resistant' | 'inconclusive' | null;
  confidence: number | null;
  failureReason: string | null;
  /** SHA-256 over the attempt's turns, prompts and answers, in hex; null when nothing was answered. */
  transcriptSha256: string | null;
  answeredAt: Date | null;
};

/**
 * What every format is written from. Findings come worst first, then the last seen; attempts by scan and position. Both are read in pages and
 * may be read more than once: nothing holds all of them.
 */
export type ReportModel = {
  head: ReportHead;
  findings(): AsyncIterable<ReportFinding>;
  attempts(): AsyncIterable<ReportAttempt>;
};
