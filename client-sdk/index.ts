export type {
  BulkUpdateFindingsInput,
  CreateReportInput,
  CreateTargetInput,
  FindingFilter,
  FindingStatus,
  HeaderInput,
  LlmConfigInput,
  LlmProvider,
  ReportFormat,
  ReportStatus,
  ScanStatus,
  Severity,
  StartScanInput,
  TargetKind,
  TicketInput,
  UpdateTargetInput,
} from './_generated/graphql.ts';
export {
  type Client,
  type ClientOptions,
  createClient,
  type Member,
  type Probe,
  type ProbeFilter,
  type Viewer,
} from './client.ts';
export { TribunalError } from './errors.ts';
export type { BulkOutcome, ChangedFinding, Finding, FindingChange, FindingComment } from './findings.ts';
export type { Report } from './reports.ts';
export type { JudgeScorecard, Review, Reviewed, ReviewedAttempt } from './review.ts';
export type { ScanDiff } from './scan-diff.ts';
export type { DeletedScan, Scan, ScanEstimate, ScanFilter } from './scans.ts';
export type { ScanEvent, WatchOptions } from './subscribe.ts';
export type { DeletedTarget, Provider, Target, TargetFilter, TargetTest } from './targets.ts';
