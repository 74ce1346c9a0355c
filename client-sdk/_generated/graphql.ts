/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
/** Which attempts. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type AttemptFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<AttemptFilter> | null | undefined;
  /** When its sending was over. */
  answeredAt?: TimeComparison | null | undefined;
  /** How often a worker took it up. */
  claims?: IntComparison | null | undefined;
  /** How sure the verdict is, from 0 to 1. */
  confidence?: NumberComparison | null | undefined;
  /** Why no answer could be had: `timeout`, `rate_limited`, … */
  failureReason?: WordComparison | null | undefined;
  /** When it was judged. */
  judgedAt?: TimeComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: AttemptFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<AttemptFilter> | null | undefined;
  /** Its place in the order of sending. */
  position?: IntComparison | null | undefined;
  /** The name of its probe. */
  probe?: WordComparison | null | undefined;
  /** Where it is. */
  state?: AttemptStateComparison | null | undefined;
  /** Which of the probe’s prompts. */
  variant?: WordComparison | null | undefined;
  /** What it came to. */
  verdict?: VerdictKindComparison | null | undefined;
};

/** An order of attempts. Rows that are equal in it stand in one fixed order. */
export type AttemptOrder = {
  /** By what. */
  by: AttemptOrderBy;
  /** Which way. Absent: `ASC` by `POSITION`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What attempts can be ordered by. */
export type AttemptOrderBy =
  /** By how sure the verdict is. */
  | 'CONFIDENCE'
  /** In the order of sending. */
  | 'POSITION';

/** Where an attempt is. */
export type AttemptState =
  /** Its sending is over; it waits to be judged. */
  | 'ANSWERED'
  /** A worker is sending it. */
  | 'CLAIMED'
  /** It has its verdict. */
  | 'JUDGED'
  /** A worker is judging it. */
  | 'JUDGING'
  /** The target lacks what the probe needs. Kept, so that nothing is silently left out. */
  | 'NOT_APPLICABLE'
  /** Waits to be sent. */
  | 'PLANNED';

/** How a AttemptState is compared. Every member that is given has to hold. */
export type AttemptStateComparison = {
  /** Equal to this. */
  eq?: AttemptState | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<AttemptState> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which audit events. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type AuditEventFilter = {
  /** What was done: `scan.started`, `finding.status_changed`, `api.call`, … */
  action?: WordComparison | null | undefined;
  /** All of these have to hold. Of none: every row. */
  and?: Array<AuditEventFilter> | null | undefined;
  /** When. */
  at?: TimeComparison | null | undefined;
  /** The row itself. */
  id?: IdComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: AuditEventFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<AuditEventFilter> | null | undefined;
  /** How it ended. */
  result?: AuditResultComparison | null | undefined;
  /** The schedule that did it. */
  schedule?: IdComparison | null | undefined;
  /** The kind of what it was done to: `scan`, `finding`, `token`, … */
  subjectKind?: WordComparison | null | undefined;
  /** The token that did it. */
  token?: IdComparison | null | undefined;
  /** The person who did it. */
  user?: IdComparison | null | undefined;
};

/** An order of audit events. Rows that are equal in it stand in one fixed order. */
export type AuditEventOrder = {
  /** By what. */
  by: AuditEventOrderBy;
  /** Which way. Absent: `DESC` by `AT`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What audit events can be ordered by. */
export type AuditEventOrderBy =
  /** By when it was done. */
  | 'AT';

/** How something that was done ended. */
export type AuditResult =
  /** It was tried, and refused or not completed. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** How a AuditResult is compared. Every member that is given has to hold. */
export type AuditResultComparison = {
  /** Equal to this. */
  eq?: AuditResult | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<AuditResult> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which findings, and what is to change. */
export type BulkUpdateFindingsInput = {
  /** What is to change. */
  change: FindingChangeInput;
  /** Counts what would be changed, and writes nothing. */
  dryRun?: boolean | null | undefined;
  /** Whatever this leaves, at most 5,000; an empty one leaves all. Not together with `ids`. */
  filter?: FindingFilter | null | undefined;
  /** These findings, at most 5,000. Not together with `filter`. */
  ids?: Array<string> | null | undefined;
};

/** The present password and the next. */
export type ChangePasswordInput = {
  /** As it is to be: 12 to 256 characters, not the own address. */
  next: string;
  /** The password as it is. */
  present: string;
};

/** Which controls. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ControlFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ControlFilter> | null | undefined;
  /** The framework that it belongs to, such as `OWASP_LLM`. */
  framework?: WordComparison | null | undefined;
  /** What it is in its framework: `item`, `technique`, `article`, … */
  kind?: WordComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ControlFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ControlFilter> | null | undefined;
  /** The control that it is a part of. */
  parentRef?: WordComparison | null | undefined;
  /** Its written form. */
  ref?: WordComparison | null | undefined;
  /** Its title. */
  title?: TextComparison | null | undefined;
};

/** An order of controls. Rows that are equal in it stand in one fixed order. */
export type ControlOrder = {
  /** By what. */
  by: ControlOrderBy;
  /** Which way. Absent: `ASC` by `POSITION`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What controls can be ordered by. */
export type ControlOrderBy =
  /** In the framework’s own order. */
  | 'POSITION'
  /** By its title. */
  | 'TITLE';

/** Which scans and findings count. Every member that is given has to hold. */
export type CoverageFilter = {
  /** Scans that ended, and findings last seen, at this moment or later. */
  from?: string | null | undefined;
  /** These scans, and what they saw. */
  scanIds?: Array<string> | null | undefined;
  /** Findings of these severities. Tests count whatever they were for. */
  severities?: Array<Severity> | null | undefined;
  /** Scans and findings of these targets. */
  targetIds?: Array<string> | null | undefined;
  /** Scans that ended, and findings last seen, before this moment. */
  to?: string | null | undefined;
};

/** What the tests of a control amount to. No state says that a control is met. */
export type CoverageState =
  /** No probe can say anything: it needs documents, inspections or people. */
  | 'NOT_TESTABLE'
  /** A probe could say something, and none came to a verdict. */
  | 'NOT_TESTED'
  /** Only probes did of a risk that is a part of the control, or of which it is a part. */
  | 'PARTLY_TESTED'
  /** Only probes of related risks did: evidence to read, and no test of the control. */
  | 'RELATED_ONLY'
  /** A probe of the control’s own risk came to a verdict. */
  | 'TESTED';

/** The rule to make. */
export type CreateDlpRuleInput = {
  /** What it does. */
  action: DlpAction;
  /** What it is for; up to 500 characters. */
  description?: string | null | undefined;
  /** Whether it is switched on. Default true. */
  enabled?: boolean | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** Its name; up to 100 characters, once in the tenant. */
  name: string;
  /** A regular expression in RE2 syntax, up to 500 characters and 300 steps compiled. It must not match the empty text. `(?i)` in front: whatever the case. */
  pattern: string;
  /** Only texts that hold one of these are looked through; up to 20, of 2 to 100 characters. */
  words?: Array<string> | null | undefined;
};

/** What to report, and how. */
export type CreateReportInput = {
  /** Editions other than the tenant’s. */
  editions?: Array<EditionInput> | null | undefined;
  /** What to write it as. */
  format: ReportFormat;
  /** The frameworks to map to. Absent or empty: all six. */
  frameworks?: Array<FrameworkSlug> | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What it covers. */
  scope: ReportScopeInput;
  /** What it is called; up to 200 characters. */
  title: string;
};

/** A name, and the query of one list. */
export type CreateSavedViewInput = {
  /** Makes it a view of findings. */
  findings?: FindingViewInput | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** Its name; up to 100 characters, once among the views of the list. */
  name: string;
  /** Makes it a view of scans. */
  scans?: ScanViewInput | null | undefined;
  /** Whether everybody in the tenant sees it. Default false: the caller alone. */
  shared?: boolean | null | undefined;
  /** Makes it a view of targets. */
  targets?: TargetViewInput | null | undefined;
};

/** The schedule to make. */
export type CreateScheduleInput = {
  /** When it is due, as five fields: minute, hour, day, month, weekday. `0 3 * * 1-5` is three in the morning on weekdays. Not more often than every 5 minutes. */
  cron: string;
  /** Default true. */
  enabled?: boolean | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What it is for; up to 200 characters. */
  name: string;
  /** Names of probes, at most 1,000. Empty: the whole library of the day. */
  probeIds?: Array<string> | null | undefined;
  /** How often each attempt is made, 1 to 100. Default 1. */
  repeats?: number | null | undefined;
  /** What to scan, `ep_…`: an active `LLM` target. */
  targetId: string;
  /** Where `cron` is read: a name of the IANA database, such as `Europe/Berlin`. Default UTC. */
  timeZone?: string | null | undefined;
};

/** The target to make. */
export type CreateTargetInput = {
  /** For `URL` and `REPO`: paths to leave alone. */
  excludePaths?: Array<string> | null | undefined;
  /** Headers of every request, credentials among them. */
  headers?: Array<HeaderInput> | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What it is. Default `LLM`. */
  kind?: TargetKind | null | undefined;
  /** For `LLM`: how it is spoken to. Absent: the defaults. */
  llm?: LlmConfigInput | null | undefined;
  /** Name for people, up to 200 characters. */
  name: string;
  /** For `URL` and `REPO`: what is in scope. */
  scope?: Array<string> | null | undefined;
  /** Words to find it by; at most 20. */
  tags?: Array<string> | null | undefined;
  /** Where it is: an http or https address; for `REPO` also a git address. */
  url: string;
};

/** The webhook to make. */
export type CreateWebhookInput = {
  /** Default true. */
  enabled?: boolean | null | undefined;
  /** Names of events, from `webhookEventKinds`. Empty: all of them, those of later versions too. */
  events?: Array<string> | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What it is for; up to 100 characters. */
  name: string;
  /** Where to send; http or https. Private addresses are refused. */
  url: string;
};

/** What becomes of a text in which a rule finds something. Where several do, the first of these holds. */
export type DlpAction =
  /** Nothing is sent. */
  | 'BLOCK'
  /** It is sent with `[redacted <rule>]` in the place of what was found. */
  | 'REDACT'
  /** It is sent as it is, and that is noted. */
  | 'WARN';

/** How a DlpAction is compared. Every member that is given has to hold. */
export type DlpActionComparison = {
  /** Equal to this. */
  eq?: DlpAction | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<DlpAction> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** What a rule looks for. */
export type DlpCategory =
  /** Credentials of named services. */
  | 'CREDENTIAL'
  /** What a tenant’s own rule says. */
  | 'CUSTOM'
  /** Hosts and addresses of an internal network. */
  | 'INTERNAL'
  /** Keys and credentials of no one service. */
  | 'KEY'
  /** What names a person or an account. */
  | 'PERSONAL';

/** How a DlpCategory is compared. Every member that is given has to hold. */
export type DlpCategoryComparison = {
  /** Equal to this. */
  eq?: DlpCategory | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<DlpCategory> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which dlp_rules. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type DlpRuleFilter = {
  /** What it does. */
  action?: DlpActionComparison | null | undefined;
  /** All of these have to hold. Of none: every row. */
  and?: Array<DlpRuleFilter> | null | undefined;
  /** What it looks for. */
  category?: DlpCategoryComparison | null | undefined;
  /** Whether it is switched on. */
  enabled?: boolean | null | undefined;
  /** Its name for people. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: DlpRuleFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<DlpRuleFilter> | null | undefined;
  /** Where it comes from. */
  source?: DlpSourceComparison | null | undefined;
};

/** An order of dlp_rules. Rows that are equal in it stand in one fixed order. */
export type DlpRuleOrder = {
  /** By what. */
  by: DlpRuleOrderBy;
  /** Which way. Absent: `ASC` by `NAME`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What dlp_rules can be ordered by. */
export type DlpRuleOrderBy =
  /** By its id: those that come with Tribunal by their names, then the tenant’s. */
  | 'ID'
  /** By its name for people. */
  | 'NAME';

/** Where a rule comes from. */
export type DlpSource =
  /** It comes with Tribunal. */
  | 'BUILT_IN'
  /** The tenant wrote it. */
  | 'TENANT';

/** How a DlpSource is compared. Every member that is given has to hold. */
export type DlpSourceComparison = {
  /** Equal to this. */
  eq?: DlpSource | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<DlpSource> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which edition of a framework to answer in, instead of the one that holds for the tenant. */
export type EditionInput = {
  /** Its edition, such as `2026`. */
  edition: string;
  /** The framework. */
  framework: FrameworkSlug;
};

/** What is to change. What is absent stays as it is. */
export type FindingChangeInput = {
  /** Tags to put on. */
  addTags?: Array<string> | null | undefined;
  /** The member to give them to, `mbr_…`. */
  assigneeId?: string | null | undefined;
  /** Why. Needed for `ACCEPTED` and `FALSE_POSITIVE`. */
  reason?: string | null | undefined;
  /** Tags to take off. */
  removeTags?: Array<string> | null | undefined;
  /** The stage of life to move to. */
  status?: FindingStatus | null | undefined;
  /** Give them to nobody. Not together with `assigneeId`. */
  unassign?: boolean | null | undefined;
};

/** What of a finding was changed. */
export type FindingChangeKind =
  /** Who looks after it. */
  | 'ASSIGNEE'
  /** Where it is in its life. */
  | 'STATUS'
  /** One of its tags: put on when `from` is null, taken off when `to` is. */
  | 'TAG'
  /** The ticket that it is tied to. */
  | 'TICKET';

/** Which findings. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type FindingFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<FindingFilter> | null | undefined;
  /** Only those that a member looks after, or only those that nobody does. */
  assigned?: boolean | null | undefined;
  /** The member who looks after it. */
  assignee?: IdComparison | null | undefined;
  /** Only those of this member, `mbr_…`. */
  assigneeId?: string | null | undefined;
  /** How sure its last sighting is, from 0 to 1. */
  confidence?: NumberComparison | null | undefined;
  /** The written forms of the controls that it touches by the crosswalk of its risks, such as `OWASP_LLM01`. */
  control?: ListComparison | null | undefined;
  /** When it was first seen. */
  firstSeenAt?: TimeComparison | null | undefined;
  /** The frameworks of those controls, such as `OWASP_LLM`. */
  framework?: ListComparison | null | undefined;
  /** Only last seen at this moment or later. */
  from?: string | null | undefined;
  /** The finding itself. */
  id?: IdComparison | null | undefined;
  /** When it was last seen. */
  lastSeenAt?: TimeComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: FindingFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<FindingFilter> | null | undefined;
  /** The name of the probe that shows it. */
  probe?: WordComparison | null | undefined;
  /** Only those that this probe shows. */
  probeId?: string | null | undefined;
  /** Only those that were resolved once and are back, or only the others. */
  regressed?: boolean | null | undefined;
  /** When it was resolved. */
  resolvedAt?: TimeComparison | null | undefined;
  /** Only of this risk, such as `LLM01`. */
  risk?: string | null | undefined;
  /** The risks that it is an instance of, such as `LLM01`. */
  risks?: ListComparison | null | undefined;
  /** A scan that saw it. */
  scan?: IdComparison | null | undefined;
  /** Only those that this scan saw. */
  scanId?: string | null | undefined;
  /** Only of these severities. */
  severity?: Array<Severity> | null | undefined;
  /** How bad it is. `gte: HIGH` leaves high and critical. */
  severityIs?: SeverityComparison | null | undefined;
  /** Only in these stages of life. */
  status?: Array<FindingStatus> | null | undefined;
  /** Where it is in its life. */
  statusIs?: FindingStatusComparison | null | undefined;
  /** Only with this tag, in whatever case. */
  tag?: string | null | undefined;
  /** Its tags, in whatever case. */
  tags?: ListComparison | null | undefined;
  /** The target that it is a weakness of. */
  target?: IdComparison | null | undefined;
  /** Only of this target. */
  targetId?: string | null | undefined;
  /** Only those that hold all of these words, or words that begin so, in title, description, evidence line or probe. At most 200 characters. */
  text?: string | null | undefined;
  /** The key of the ticket that it is tied to, such as `SEC-42`. */
  ticket?: WordComparison | null | undefined;
  /** What it is called. `contains` takes three characters or more. */
  title?: TextComparison | null | undefined;
  /** Only last seen before this moment. */
  to?: string | null | undefined;
};

/** What findings can be counted by. */
export type FindingGroupBy =
  /** By who looks after them. */
  | 'ASSIGNEE'
  /** By the control of any framework, by the crosswalk of their risks. */
  | 'CONTROL'
  /** By the framework of those controls. */
  | 'FRAMEWORK'
  /** By the probe. */
  | 'PROBE'
  /** By the risk. */
  | 'RISK'
  /** By how bad they are. */
  | 'SEVERITY'
  /** By the stage of life. */
  | 'STATUS'
  /** By the tag. */
  | 'TAG'
  /** By the target. */
  | 'TARGET';

/** An order of findings. Rows that are equal in it stand in one fixed order. */
export type FindingOrder = {
  /** By what. */
  by: FindingOrderBy;
  /** Which way. Absent: `DESC` by `LAST_SEEN`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What findings can be ordered by. */
export type FindingOrderBy =
  /** By how sure its last sighting is. */
  | 'CONFIDENCE'
  /** By when it was first seen. */
  | 'FIRST_SEEN'
  /** By when it was last seen. */
  | 'LAST_SEEN'
  /** By when it was resolved. */
  | 'RESOLVED'
  /** By how bad it is: the worst first in `DESC`, and of equals the last seen. */
  | 'SEVERITY'
  /** By what it is called. */
  | 'TITLE';

/** Where a finding is in its life. */
export type FindingStatus =
  /** Known and lived with, for the reason given. */
  | 'ACCEPTED'
  /** Not a weakness after all, for the reason given. */
  | 'FALSE_POSITIVE'
  /** Shown, and nobody has taken it up. */
  | 'OPEN'
  /** Gone: a later scan withstood every attempt, or a person said so. */
  | 'RESOLVED'
  /** Looked at and taken for real. */
  | 'TRIAGED';

/** How a FindingStatus is compared. Every member that is given has to hold. */
export type FindingStatusComparison = {
  /** Equal to this. */
  eq?: FindingStatus | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<FindingStatus> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** A filter and an order of findings. */
export type FindingViewInput = {
  /** Which. Absent: all. */
  filter?: FindingFilter | null | undefined;
  /** In which order. Absent: the list’s own. */
  orderBy?: FindingOrder | null | undefined;
};

/** A framework, by its name for programs. */
export type FrameworkSlug =
  /** Regulation (EU) 2024/1689, the AI Act. */
  | 'EU_AI_ACT'
  /** ISO/IEC 42001: AI management systems. */
  | 'ISO_42001'
  /** MITRE ATLAS: tactics and techniques against AI systems. */
  | 'MITRE_ATLAS'
  /** NIST AI 600-1, the generative AI profile of the AI Risk Management Framework. */
  | 'NIST_AI_600_1'
  /** OWASP Top 10 for agentic applications. */
  | 'OWASP_AGENTIC'
  /** OWASP Top 10 for LLM applications. */
  | 'OWASP_LLM';

/** A header that is sent with every request to a target. */
export type HeaderInput = {
  /** Its name, such as `Authorization`. */
  name: string;
  /** Its value, sealed at once. It may hold references to secrets: `Bearer secret:my_key`. */
  value: string;
};

/** How an id is compared. A public id or a plain UUID will do. Every member that is given has to hold. */
export type IdComparison = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<string> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** How a whole number is compared. Several members make a range. Every member that is given has to hold. */
export type IntComparison = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** More than this; of a moment, later; of what is ranked, higher. */
  gt?: number | null | undefined;
  /** This or more. */
  gte?: number | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<number> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
  /** Less than this; of a moment, earlier; of what is ranked, lower. */
  lt?: number | null | undefined;
  /** This or less. */
  lte?: number | null | undefined;
};

/** Which invitations. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type InvitationFilter = {
  /** When it was accepted. */
  acceptedAt?: TimeComparison | null | undefined;
  /** All of these have to hold. Of none: every row. */
  and?: Array<InvitationFilter> | null | undefined;
  /** When it was made. */
  createdAt?: TimeComparison | null | undefined;
  /** The person’s address. */
  email?: TextComparison | null | undefined;
  /** From when on it is refused. */
  expiresAt?: TimeComparison | null | undefined;
  /** The invitation itself. */
  id?: IdComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: InvitationFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<InvitationFilter> | null | undefined;
  /** When it was revoked. */
  revokedAt?: TimeComparison | null | undefined;
  /** What the person becomes. */
  role?: RoleComparison | null | undefined;
};

/** An order of invitations. Rows that are equal in it stand in one fixed order. */
export type InvitationOrder = {
  /** By what. */
  by: InvitationOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What invitations can be ordered by. */
export type InvitationOrderBy =
  /** By when it was made. */
  | 'CREATED';

/** Whom to invite. */
export type InviteMemberInput = {
  /** How long the link is good, from 1 to 30 days; 7 unless given. */
  days?: number | null | undefined;
  /** The person’s address, by which they sign in. */
  email: string;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What they become: at most what the caller is. */
  role: Role;
};

/** Which scorecards. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type JudgeScorecardFilter = {
  /** Right of all reviewed, from 0 to 1. */
  accuracy?: NumberComparison | null | undefined;
  /** All of these have to hold. Of none: every row. */
  and?: Array<JudgeScorecardFilter> | null | undefined;
  /** A model’s name, or `deterministic`; for `meta` also `rules`. */
  engine?: WordComparison | null | undefined;
  /** The harmonic mean of precision and recall, from 0 to 1. */
  f1?: NumberComparison | null | undefined;
  /** `objective`, `specificity`, `criteria` or `meta`. */
  judge?: WordComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: JudgeScorecardFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<JudgeScorecardFilter> | null | undefined;
  /** Of those that it called `VULNERABLE`, those that are, from 0 to 1. */
  precision?: NumberComparison | null | undefined;
  /** Of those that are `VULNERABLE`, those that it called so, from 0 to 1. */
  recall?: NumberComparison | null | undefined;
  /** How many attempts people decided that it was asked about. */
  reviewed?: IntComparison | null | undefined;
  /** Its version. */
  version?: WordComparison | null | undefined;
};

/** An order of scorecards. Rows that are equal in it stand in one fixed order. */
export type JudgeScorecardOrder = {
  /** By what. */
  by: JudgeScorecardOrderBy;
  /** Which way. Absent: `DESC` by `REVIEWED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What scorecards can be ordered by. */
export type JudgeScorecardOrderBy =
  /** By accuracy. */
  | 'ACCURACY'
  /** By F1. */
  | 'F1'
  /** By judge, engine and version. */
  | 'JUDGE'
  /** By how many attempts people decided. */
  | 'REVIEWED';

/** What a link rests on. */
export type LinkBasis =
  /** One of the two texts names the other’s subject. */
  | 'DEFINITION'
  /** Judged by this catalogue. */
  | 'EDITORIAL'
  /** Follows from an equal or wider entry that is linked. */
  | 'INHERITED'
  /** A source links the two directly. */
  | 'PUBLISHED'
  /** Sources link both to a third entry. */
  | 'PUBLISHED_INDIRECT'
  /** A suggestion to look at, and no fact. */
  | 'SUGGESTED';

/** How a list of words is compared. Every member that is given has to hold. */
export type ListComparison = {
  /** Holds this one. */
  has?: string | null | undefined;
  /** Holds all of these, at most 200. */
  hasAll?: Array<string> | null | undefined;
  /** Holds at least one of these, at most 200. */
  hasAny?: Array<string> | null | undefined;
};

/** What one scan of the target may spend. Leave out what is not to be limited. */
export type LlmBudgetInput = {
  /** US dollars for 1,000 tokens in. */
  inputCostPer1k?: number | null | undefined;
  /** Requests to the target. */
  maxCalls?: number | null | undefined;
  /** US dollars, by the two costs below. */
  maxCostUsd?: number | null | undefined;
  /** Tokens in and out, a whole number. */
  maxTokens?: number | null | undefined;
  /** US dollars for 1,000 tokens out. */
  outputCostPer1k?: number | null | undefined;
};

/** How an `llm` target is spoken to and within which limits. Credentials go into `headers`, not here. */
export type LlmConfigInput = {
  /** Whether the endpoint takes a system message. Default true. */
  acceptsSystem?: boolean | null | undefined;
  /** Whether the endpoint takes tool definitions. Default true. */
  acceptsTools?: boolean | null | undefined;
  /** For `BEDROCK`. */
  awsRegion?: string | null | undefined;
  /** For `AZURE_OPENAI`. */
  azureApiVersion?: string | null | undefined;
  /** For `AZURE_OPENAI`. */
  azureDeployment?: string | null | undefined;
  /** Seconds before the first repeat; doubles each time. Default 0.25. */
  backoffS?: number | null | undefined;
  /** What one scan may spend. */
  budget?: LlmBudgetInput | null | undefined;
  /** Whether equal requests may share an answer. Default true. */
  cache?: boolean | null | undefined;
  /** Answers kept for that, up to 10,000. Default 256. */
  cacheSize?: number | null | undefined;
  /** For `EXECUTABLE`: program and arguments. */
  command?: Array<string> | null | undefined;
  /** Conversations at once, 1 to 256, over all workers together. Default 5. */
  concurrency?: number | null | undefined;
  /** The prompt the application is known to run with. Never sent; leaks are measured against it. */
  deployedSystemPrompt?: string | null | undefined;
  /** Requests a minute over all workers together. 0 is no limit, as null. */
  maxRpm?: number | null | undefined;
  /** Requests a second over all workers together; wins over `maxRpm`. 0 is no limit, as null. */
  maxRps?: number | null | undefined;
  /** The model to ask for. */
  model?: string | null | undefined;
  /** The form of its requests and answers. Default `OPENAI_CHAT`. */
  provider?: LlmProvider | null | undefined;
  /** Requests that may go at once before the rate holds, at least 1. 0, as null: as many as the rate allows in a second. */
  rateBurst?: number | null | undefined;
  /** Red-team settings, an object. Kept as given; values of `headers` objects and of members named like a credential are sealed. */
  redteam?: unknown;
  /** For `CUSTOM`: the request’s JSON with `{{prompt}}`, `{{system}}`, `{{model}}`, `{{messages}}`. */
  requestTemplate?: string | null | undefined;
  /** For `CUSTOM`: where the answer’s text stands, such as `choices[0].message.content`. */
  responsePath?: string | null | undefined;
  /** Repeats of a request that failed for a passing reason, 0 to 5. Default 1. */
  retries?: number | null | undefined;
  /** System message of every attempt that plants none of its own. */
  systemPrompt?: string | null | undefined;
  /** From where on an answer is too slow or too long. */
  thresholds?: LlmThresholdsInput | null | undefined;
  /** Seconds that one answer may take, 1 to 120. Default 30. */
  timeoutS?: number | null | undefined;
  /** For `VERTEX`. */
  vertexLocation?: string | null | undefined;
  /** For `VERTEX`. */
  vertexProject?: string | null | undefined;
};

/** How an `llm` target is spoken to. Some names can be stored and not be scanned yet; a scan then says so. */
export type LlmProvider =
  /** Azure OpenAI. */
  | 'AZURE_OPENAI'
  /** Amazon Bedrock. */
  | 'BEDROCK'
  /** A chat in a web page. */
  | 'BROWSER'
  /** Any JSON endpoint, by `requestTemplate` and `responsePath`. */
  | 'CUSTOM'
  /** A program on the worker’s machine. */
  | 'EXECUTABLE'
  /** The messages form of Anthropic. */
  | 'MESSAGES'
  /** The chat completions form of OpenAI, which most servers speak. */
  | 'OPENAI_CHAT'
  /** A prompt in, a text out, without roles. */
  | 'TEXT_COMPLETIONS'
  /** Google Vertex AI. */
  | 'VERTEX'
  /** A websocket. */
  | 'WEBSOCKET';

/** From where on an answer is too slow or too long. */
export type LlmThresholdsInput = {
  /** Milliseconds for one answer. */
  maxLatencyMs?: number | null | undefined;
  /** Tokens in one answer. */
  maxTokensPerCall?: number | null | undefined;
};

/** Which members. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type MemberFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<MemberFilter> | null | undefined;
  /** When the person joined. */
  createdAt?: TimeComparison | null | undefined;
  /** The person’s address. */
  email?: TextComparison | null | undefined;
  /** The member itself. */
  id?: IdComparison | null | undefined;
  /** The person’s name. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: MemberFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<MemberFilter> | null | undefined;
  /** What the person is here. */
  role?: RoleComparison | null | undefined;
};

/** An order of members. Rows that are equal in it stand in one fixed order. */
export type MemberOrder = {
  /** By what. */
  by: MemberOrderBy;
  /** Which way. Absent: `ASC` by `JOINED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What members can be ordered by. */
export type MemberOrderBy =
  /** By when the person joined. */
  | 'JOINED';

/** The token to mint. */
export type MintTokenInput = {
  /** Blocks of addresses it may be used from, such as `10.0.0.0/8`. Absent: from anywhere. */
  allowedCidrs?: Array<string> | null | undefined;
  /** When it ends by itself. Absent: never. */
  expiresAt?: string | null | undefined;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** What it is for; up to 100 characters. */
  name: string;
  /** What it may do. Only scopes that the calling token has. */
  scopes: Array<string>;
};

/** How a number is compared. Several members make a range. Every member that is given has to hold. */
export type NumberComparison = {
  /** More than this; of a moment, later; of what is ranked, higher. */
  gt?: number | null | undefined;
  /** This or more. */
  gte?: number | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
  /** Less than this; of a moment, earlier; of what is ranked, lower. */
  lt?: number | null | undefined;
  /** This or less. */
  lte?: number | null | undefined;
};

/** What an oracle saw. */
export type OracleState =
  /** It saw the weakness. */
  | 'FIRED'
  /** It looked and did not see it. */
  | 'SILENT'
  /** It could not look. */
  | 'UNABLE';

/** Which way an order runs. Null stands after every value: last in `ASC`, first in `DESC`. */
export type OrderDirection =
  /** Upwards: from the least, the earliest, the letter A. */
  | 'ASC'
  /** Downwards: from the most, the latest, the letter Z. */
  | 'DESC';

/** An edition of the OWASP Top 10 for LLM applications. */
export type OwaspLlmEdition =
  /** That of 2025. */
  | 'E2025'
  /** That of 2026. */
  | 'E2026';

/** Which probes. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ProbeFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ProbeFilter> | null | undefined;
  /** Its name in the library. */
  id?: TextComparison | null | undefined;
  /** What a target must have for it to apply. */
  needs?: ListComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ProbeFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ProbeFilter> | null | undefined;
  /** The risks it tests. */
  risks?: ListComparison | null | undefined;
  /** How bad the weakness is where it is shown. `gte: HIGH` leaves high and critical. */
  severityIs?: SeverityComparison | null | undefined;
  /** Where it is in its life. */
  status?: ProbeStatusComparison | null | undefined;
  /** How central it is. */
  tier?: ProbeTierComparison | null | undefined;
  /** Its name for people. */
  title?: TextComparison | null | undefined;
  /** Its version. */
  version?: IntComparison | null | undefined;
};

/** An order of probes. Rows that are equal in it stand in one fixed order. */
export type ProbeOrder = {
  /** By what. */
  by: ProbeOrderBy;
  /** Which way. Absent: `ASC` by `NAME`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What probes can be ordered by. */
export type ProbeOrderBy =
  /** By its name. */
  | 'NAME'
  /** By its name for people. */
  | 'TITLE';

/** Where a probe is in its life. */
export type ProbeStatus =
  /** In use. */
  | 'ACTIVE'
  /** Kept for old scans; run only when named. */
  | 'DEPRECATED'
  /** New: its figures are still being gathered. */
  | 'EXPERIMENTAL';

/** How a ProbeStatus is compared. Every member that is given has to hold. */
export type ProbeStatusComparison = {
  /** Equal to this. */
  eq?: ProbeStatus | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<ProbeStatus> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** How central a probe is. */
export type ProbeTier =
  /** What every target should withstand. */
  | 'CORE'
  /** Wider cover of the same risks. */
  | 'EXTENDED';

/** How a ProbeTier is compared. Every member that is given has to hold. */
export type ProbeTierComparison = {
  /** Equal to this. */
  eq?: ProbeTier | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<ProbeTier> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which reports. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ReportFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ReportFilter> | null | undefined;
  /** What it is written as. */
  format?: ReportFormatComparison | null | undefined;
  /** The report itself. */
  id?: IdComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ReportFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ReportFilter> | null | undefined;
  /** When it was asked for. */
  queuedAt?: TimeComparison | null | undefined;
  /** Where it is. */
  status?: ReportStatusComparison | null | undefined;
};

/** What a report is written as. */
export type ReportFormat =
  /** The findings as a table. */
  | 'CSV'
  /** A page in one file, which asks for nothing from anywhere. */
  | 'HTML'
  /** Everything, by the schema at `/api/v2/schemas/report-v1.json`. */
  | 'JSON'
  /** JUnit’s XML, for build servers: a test case for each finding. */
  | 'JUNIT'
  /** Text with tables. */
  | 'MARKDOWN'
  /** To hand to an auditor: signed, so that a change shows. */
  | 'PDF'
  /** SARIF 2.1.0, for code hosts and scanners’ dashboards. */
  | 'SARIF'
  /** A workbook: findings, a sheet for each framework, overlaps, attempts. */
  | 'XLSX';

/** How a ReportFormat is compared. Every member that is given has to hold. */
export type ReportFormatComparison = {
  /** Equal to this. */
  eq?: ReportFormat | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<ReportFormat> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** An order of reports. Rows that are equal in it stand in one fixed order. */
export type ReportOrder = {
  /** By what. */
  by: ReportOrderBy;
  /** Which way. Absent: `DESC` by `QUEUED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What reports can be ordered by. */
export type ReportOrderBy =
  /** By when it was asked for. */
  | 'QUEUED';

/** What a report is to cover. Every member that is given has to hold, and at least one has to be. */
export type ReportScopeInput = {
  /** Only what was seen on this day or later, as `2026-04-01`, in UTC. */
  from?: string | null | undefined;
  /** Only these scans and what they saw, `scn_…`, at most 1,000. */
  scanIds?: Array<string> | null | undefined;
  /** Only findings of these severities. */
  severities?: Array<Severity> | null | undefined;
  /** Only findings in these stages of life. */
  statuses?: Array<FindingStatus> | null | undefined;
  /** Only findings and scans of these targets, `ep_…`, at most 1,000. */
  targetIds?: Array<string> | null | undefined;
  /** Only what was seen on this day or earlier. */
  to?: string | null | undefined;
};

/** Where a report is. */
export type ReportStatus =
  /** Its file is gone, as its time is over. Generate it again. */
  | 'EXPIRED'
  /** It was not written: see `failure`. */
  | 'FAILED'
  /** A worker will begin with it. */
  | 'QUEUED'
  /** Its file can be downloaded. */
  | 'READY'
  /** A worker writes it. */
  | 'RUNNING';

/** How a ReportStatus is compared. Every member that is given has to hold. */
export type ReportStatusComparison = {
  /** Equal to this. */
  eq?: ReportStatus | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<ReportStatus> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Days from 1 to 36,500. Null: it stays for ever. Absent: as it is. */
export type RetentionDaysInput = {
  /** The prompts and answers of attempts. Verdicts and findings stay. */
  answers?: number | null | undefined;
  /** The audit log. */
  audit?: number | null | undefined;
  /** The events of scans and of the tenant, which are followed live. */
  events?: number | null | undefined;
  /** Reports and their files. */
  reports?: number | null | undefined;
  /** Scans that have ended, with their attempts. Findings stay. */
  scans?: number | null | undefined;
  /** Traces of the gateway. */
  traces?: number | null | undefined;
};

/** What a person said of a verdict. */
export type ReviewDecision =
  /** That it is right. */
  | 'CONFIRM'
  /** That it is wrong, and what is right. */
  | 'OVERTURN';

/** Which review-queue. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ReviewQueueFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ReviewQueueFilter> | null | undefined;
  /** How sure the conclusion is, from 0 to 1. */
  confidence?: NumberComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ReviewQueueFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ReviewQueueFilter> | null | undefined;
  /** The scan of the attempt. */
  scan?: IdComparison | null | undefined;
  /** Only of this scan. */
  scanId?: string | null | undefined;
  /** What was concluded. */
  verdict?: VerdictKindComparison | null | undefined;
  /** When it was concluded. */
  waitingSince?: TimeComparison | null | undefined;
};

/** An order of review-queue. Rows that are equal in it stand in one fixed order. */
export type ReviewQueueOrder = {
  /** By what. */
  by: ReviewQueueOrderBy;
  /** Which way. Absent: `ASC` by `WAITING`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What review-queue can be ordered by. */
export type ReviewQueueOrderBy =
  /** By how sure the conclusion is. */
  | 'CONFIDENCE'
  /** By when it was concluded. */
  | 'WAITING';

/** What a member is in the tenant. */
export type Role =
  /** Everything but the tenant itself and its owners. */
  | 'ADMIN'
  /** The daily work. */
  | 'MEMBER'
  /** Everything, the tenant itself included. */
  | 'OWNER'
  /** Looks and changes nothing. */
  | 'VIEWER';

/** How a Role is compared. Every member that is given has to hold. */
export type RoleComparison = {
  /** Equal to this. */
  eq?: Role | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<Role> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which views. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type SavedViewFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<SavedViewFilter> | null | undefined;
  /** The view itself. */
  id?: IdComparison | null | undefined;
  /** Its name. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: SavedViewFilter | null | undefined;
  /** The list that it is a view of. */
  noun?: SavedViewNounComparison | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<SavedViewFilter> | null | undefined;
  /** Only those that everybody in the tenant sees, or only the caller’s own. */
  shared?: boolean | null | undefined;
  /** When it was last changed. */
  updatedAt?: TimeComparison | null | undefined;
};

/** The lists that there are views of. */
export type SavedViewNoun =
  /** Findings. */
  | 'FINDINGS'
  /** Scans. */
  | 'SCANS'
  /** Targets. */
  | 'TARGETS';

/** How a SavedViewNoun is compared. Every member that is given has to hold. */
export type SavedViewNounComparison = {
  /** Equal to this. */
  eq?: SavedViewNoun | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<SavedViewNoun> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** An order of views. Rows that are equal in it stand in one fixed order. */
export type SavedViewOrder = {
  /** By what. */
  by: SavedViewOrderBy;
  /** Which way. Absent: `ASC` by `NAME`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What views can be ordered by. */
export type SavedViewOrderBy =
  /** By its name. */
  | 'NAME'
  /** By when it was last changed. */
  | 'UPDATED';

/** Which scans. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ScanFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ScanFilter> | null | undefined;
  /** When it was asked for. */
  createdAt?: TimeComparison | null | undefined;
  /** How many findings it has seen. */
  findings?: IntComparison | null | undefined;
  /** When it ended. */
  finishedAt?: TimeComparison | null | undefined;
  /** The scan itself. */
  id?: IdComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ScanFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ScanFilter> | null | undefined;
  /** The scan that it runs again, or whose open questions it asks again. */
  originScan?: IdComparison | null | undefined;
  /** The token that started it. */
  requestedBy?: IdComparison | null | undefined;
  /** Where it is. */
  status?: ScanStatusComparison | null | undefined;
  /** What it scans. */
  target?: IdComparison | null | undefined;
};

/** An order of scans. Rows that are equal in it stand in one fixed order. */
export type ScanOrder = {
  /** By what. */
  by: ScanOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What scans can be ordered by. */
export type ScanOrderBy =
  /** By when it was asked for. */
  | 'CREATED'
  /** By how many findings it has seen. */
  | 'FINDINGS'
  /** By when it ended. */
  | 'FINISHED';

/** Where a scan is: `QUEUED → RUNNING → JUDGING`, then one of the three ends. */
export type ScanStatus =
  /** The end: somebody stopped it. */
  | 'CANCELLED'
  /** The end: every attempt has a verdict. See `partial`. */
  | 'COMPLETED'
  /** The end: nothing can be said of the target. See `reason`. */
  | 'FAILED'
  /** Every attempt is over; verdicts are still to come. */
  | 'JUDGING'
  /** Waits to be planned. */
  | 'QUEUED'
  /** Attempts are being sent. Judging may have begun. */
  | 'RUNNING';

/** How a ScanStatus is compared. Every member that is given has to hold. */
export type ScanStatusComparison = {
  /** Equal to this. */
  eq?: ScanStatus | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<ScanStatus> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** A filter and an order of scans. */
export type ScanViewInput = {
  /** Which. Absent: all. */
  filter?: ScanFilter | null | undefined;
  /** In which order. Absent: the list’s own. */
  orderBy?: ScanOrder | null | undefined;
};

/** Which schedules. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type ScheduleFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<ScheduleFilter> | null | undefined;
  /** When it was made. */
  createdAt?: TimeComparison | null | undefined;
  /** Whether it runs. */
  enabled?: boolean | null | undefined;
  /** The schedule itself. */
  id?: IdComparison | null | undefined;
  /** What it is for. */
  name?: TextComparison | null | undefined;
  /** When it is due next. */
  nextRunAt?: TimeComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: ScheduleFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<ScheduleFilter> | null | undefined;
  /** What it scans. */
  target?: IdComparison | null | undefined;
  /** What it scans, `ep_…`. */
  targetId?: string | null | undefined;
};

/** An order of schedules. Rows that are equal in it stand in one fixed order. */
export type ScheduleOrder = {
  /** By what. */
  by: ScheduleOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What schedules can be ordered by. */
export type ScheduleOrderBy =
  /** By when it was made. */
  | 'CREATED';

/** Which secrets. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type SecretFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<SecretFilter> | null | undefined;
  /** When a value was first put. */
  createdAt?: TimeComparison | null | undefined;
  /** The secret itself. */
  id?: IdComparison | null | undefined;
  /** What it is referred to by. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: SecretFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<SecretFilter> | null | undefined;
  /** When the present value was put. */
  updatedAt?: TimeComparison | null | undefined;
};

/** An order of secrets. Rows that are equal in it stand in one fixed order. */
export type SecretOrder = {
  /** By what. */
  by: SecretOrderBy;
  /** Which way. Absent: `ASC` by `NAME`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What secrets can be ordered by. */
export type SecretOrderBy =
  /** By when a value was first put. */
  | 'CREATED'
  /** By its name. */
  | 'NAME'
  /** By when the present value was put. */
  | 'UPDATED';

/** Which sessions. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type SessionFilter = {
  /** The address that it was last used from. */
  address?: WordComparison | null | undefined;
  /** All of these have to hold. Of none: every row. */
  and?: Array<SessionFilter> | null | undefined;
  /** When the person signed in. */
  createdAt?: TimeComparison | null | undefined;
  /** The browser as it names itself. */
  device?: TextComparison | null | undefined;
  /** The session itself. */
  id?: IdComparison | null | undefined;
  /** When it was last used. */
  lastUsedAt?: TimeComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: SessionFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<SessionFilter> | null | undefined;
};

/** An order of sessions. Rows that are equal in it stand in one fixed order. */
export type SessionOrder = {
  /** By what. */
  by: SessionOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What sessions can be ordered by. */
export type SessionOrderBy =
  /** By when the person signed in. */
  | 'CREATED';

/** How bad a weakness is. */
export type Severity =
  /** Act now: the system or its data can be taken over. */
  | 'CRITICAL'
  /** Act soon: data leaks, or an action is taken that nobody asked for. */
  | 'HIGH'
  /** Worth knowing. */
  | 'INFO'
  /** Fix when convenient. */
  | 'LOW'
  /** Plan a fix: harm needs more than the weakness alone. */
  | 'MEDIUM';

/** How a Severity is compared. Upwards: `INFO`, `LOW`, `MEDIUM`, `HIGH`, `CRITICAL`. Every member that is given has to hold. */
export type SeverityComparison = {
  /** Equal to this. */
  eq?: Severity | null | undefined;
  /** More than this; of a moment, later; of what is ranked, higher. */
  gt?: Severity | null | undefined;
  /** This or more. */
  gte?: Severity | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<Severity> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
  /** Less than this; of a moment, earlier; of what is ranked, lower. */
  lt?: Severity | null | undefined;
  /** This or less. */
  lte?: Severity | null | undefined;
};

/** How somebody signed in. */
export type SignInMethod =
  /** By an invitation, which they accepted. */
  | 'INVITATION'
  /** By the OpenID provider of the installation. */
  | 'OIDC'
  /** By address and password. */
  | 'PASSWORD';

/** What to scan, and with what. */
export type StartScanInput = {
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** Names of probes, at most 1,000. Absent or empty: the whole library. */
  probeIds?: Array<string> | null | undefined;
  /** How often each attempt is made, 1 to 100. Default 1. */
  repeats?: number | null | undefined;
  /** The target, `ep_…`. It has to be of the kind `LLM` and active. */
  targetId: string;
};

/** Which targets. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type TargetFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<TargetFilter> | null | undefined;
  /** When it was made. */
  createdAt?: TimeComparison | null | undefined;
  /** The target itself. */
  id?: IdComparison | null | undefined;
  /** What it is. */
  kind?: TargetKindComparison | null | undefined;
  /** Its name. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: TargetFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<TargetFilter> | null | undefined;
  /** Whether it may be scanned. */
  status?: TargetStatusComparison | null | undefined;
  /** The words to find it by. */
  tags?: ListComparison | null | undefined;
  /** When it was last changed. */
  updatedAt?: TimeComparison | null | undefined;
  /** Where it is. */
  url?: TextComparison | null | undefined;
};

/** What a target is. */
export type TargetKind =
  /** A model or an application built on one, behind an HTTP endpoint. */
  | 'LLM'
  /** A source repository. Kept and shown; scanned by a later version. */
  | 'REPO'
  /** A web application. Kept and shown; scanned by a later version. */
  | 'URL';

/** How a TargetKind is compared. Every member that is given has to hold. */
export type TargetKindComparison = {
  /** Equal to this. */
  eq?: TargetKind | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<TargetKind> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** An order of targets. Rows that are equal in it stand in one fixed order. */
export type TargetOrder = {
  /** By what. */
  by: TargetOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What targets can be ordered by. */
export type TargetOrderBy =
  /** By when it was made. */
  | 'CREATED'
  /** By its name. */
  | 'NAME'
  /** By when it was last changed. */
  | 'UPDATED';

/** Whether a target may be scanned. */
export type TargetStatus =
  /** May be scanned. */
  | 'ACTIVE'
  /** Kept, and not scanned. */
  | 'DISABLED'
  /** Not confirmed yet. */
  | 'PENDING';

/** How a TargetStatus is compared. Every member that is given has to hold. */
export type TargetStatusComparison = {
  /** Equal to this. */
  eq?: TargetStatus | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<TargetStatus> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Why the test of a target failed. */
export type TargetTestFailureReason =
  /** It wants a credential, and no header of the target looks like one. */
  | 'AUTH_MISSING'
  /** It did not accept the credential that was sent. */
  | 'AUTH_REFUSED'
  /** The request template cannot be filled in. */
  | 'BAD_REQUEST_TEMPLATE'
  /** It refused the request for another reason (4xx). The message holds what it said. */
  | 'CLIENT_ERROR'
  /** It closed the connection before its answer was complete, or does not speak HTTP. */
  | 'CONNECTION_CLOSED'
  /** Nothing listens there, or it cannot be reached from here. */
  | 'CONNECTION_REFUSED'
  /** Its own filter withheld the answer. */
  | 'CONTENT_FILTERED'
  /** Its name does not resolve. */
  | 'DNS'
  /** It answered, and there was nothing in the answer. */
  | 'EMPTY_ANSWER'
  /** It answered something that is not JSON: a web page, most often. */
  | 'NOT_JSON'
  /** Something else: see the message. */
  | 'OTHER'
  /** It has a private address, and the operator has not allowed that. */
  | 'PRIVATE_ADDRESS'
  /** Its own quota or credit is used up. */
  | 'QUOTA_EXHAUSTED'
  /** It asked to be left alone for a while (429). Scans of it wait too. */
  | 'RATE_LIMITED'
  /** It redirects, and redirects are not followed. */
  | 'REDIRECT_REFUSED'
  /** It answered JSON of another form than the provider’s. The message says where. */
  | 'SCHEMA_MISMATCH'
  /** It failed (5xx). */
  | 'SERVER_ERROR'
  /** It did not answer in time: its own time-out, and at most 30 seconds. */
  | 'TIMEOUT'
  /** No trusted TLS connection could be made. The message says which check failed. */
  | 'TLS'
  /** Its answer is larger than what is read. */
  | 'TOO_LARGE';

/** Whether an answer has the form that the provider expects. */
export type TargetTestFormat =
  /** It has not: choose another provider, or correct `responsePath`. */
  | 'DIFFERS'
  /** It has: the text was read from it. */
  | 'MATCHES'
  /** There was no answer to read. */
  | 'UNKNOWN';

/** A filter and an order of targets. */
export type TargetViewInput = {
  /** Which. Absent: all. */
  filter?: TargetFilter | null | undefined;
  /** In which order. Absent: the list’s own. */
  orderBy?: TargetOrder | null | undefined;
};

/** What an event of the tenant is about. */
export type TenantEventKind =
  /** A finding: `recorded` by a scan, `resolved` by one, or changed by a person: `status_changed`, `assigned`, `commented`, `changed`, … Needs `findings:read`. */
  | 'FINDING'
  /** An invitation: `invited`, `revoked`, … Needs `members:write`. */
  | 'INVITATION'
  /** A member of the tenant: `joined`, `role_changed`, `removed`. Needs `findings:read`. */
  | 'MEMBER'
  /** A report: `ready`, `failed`, … Needs `reports:read`. */
  | 'REPORT'
  /** Verdicts that wait for a person: `queued`, `settled`; `decided` where none had waited. Needs `scans:read`. */
  | 'REVIEW'
  /** A scan: the status that it came to, in small letters, or `deleted`. Needs `scans:read`. */
  | 'SCAN'
  /** A schedule: `created`, `updated`, `deleted`, … Needs `scans:read`. */
  | 'SCHEDULE'
  /** A secret: `put`. Needs `secrets:read`. */
  | 'SECRET'
  /** A target: `created`, `updated`, `enabled`, `disabled`, `tested`, `deleted`. Needs `targets:read`. */
  | 'TARGET'
  /** The tenant itself: its name, its settings. Needs `settings:write`. */
  | 'TENANT'
  /** A token: `minted`, `revoked`. Needs `tokens:read`. */
  | 'TOKEN'
  /** A webhook: `created`, `updated`, `deleted`, … Needs `webhooks:write`. */
  | 'WEBHOOK';

/** How a text is compared. Every member that is given has to hold. */
export type TextComparison = {
  /** Holds this piece of text, whatever its case. 200 characters at most. */
  contains?: string | null | undefined;
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<string> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
  /** Begins with this text, whatever its case. 200 characters at most. */
  startsWith?: string | null | undefined;
};

/** A ticket in another system. */
export type TicketInput = {
  /** What it is called there, such as `SEC-42`; up to 100 characters. */
  key: string;
  /** Where it is: http or https, without a user name or password. Kept and shown, never asked. */
  url: string;
};

/** How a moment is compared. Several members make a range. Every member that is given has to hold. */
export type TimeComparison = {
  /** More than this; of a moment, later; of what is ranked, higher. */
  gt?: string | null | undefined;
  /** This or more. */
  gte?: string | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
  /** Less than this; of a moment, earlier; of what is ranked, lower. */
  lt?: string | null | undefined;
  /** This or less. */
  lte?: string | null | undefined;
};

/** Which tokens. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type TokenFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<TokenFilter> | null | undefined;
  /** When it was minted. */
  createdAt?: TimeComparison | null | undefined;
  /** From when on it is refused. */
  expiresAt?: TimeComparison | null | undefined;
  /** The token itself. */
  id?: IdComparison | null | undefined;
  /** When it was last used. */
  lastUsedAt?: TimeComparison | null | undefined;
  /** What it is for. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: TokenFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<TokenFilter> | null | undefined;
  /** The first characters of its clear text. */
  prefix?: WordComparison | null | undefined;
  /** When it was revoked. */
  revokedAt?: TimeComparison | null | undefined;
  /** What it may do. */
  scopes?: ListComparison | null | undefined;
};

/** An order of tokens. Rows that are equal in it stand in one fixed order. */
export type TokenOrder = {
  /** By what. */
  by: TokenOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What tokens can be ordered by. */
export type TokenOrderBy =
  /** By when it was minted. */
  | 'CREATED'
  /** By when it ends. */
  | 'EXPIRES'
  /** By when it was last used. */
  | 'LAST_USED'
  /** By what it is for. */
  | 'NAME';

/** How long a step of a time series is. */
export type TrendInterval =
  /** From midnight to midnight. */
  | 'DAY'
  /** Full hours. */
  | 'HOUR'
  /** Calendar months. */
  | 'MONTH'
  /** From Monday to Monday. */
  | 'WEEK';

/** What is to be different. Absent: as it is. Null: the installation’s default again. */
export type UpdateSettingsInput = {
  /** From 0 to 1. */
  judgeConfidenceThreshold?: number | null | undefined;
  /** The edition to map findings to. */
  owaspLlmEdition?: OwaspLlmEdition | null | undefined;
  /** How long things are kept. */
  retentionDays?: RetentionDaysInput | null | undefined;
};

/** What usage is counted by. */
export type UsageBucket =
  /** By days of UTC; at most 366 at once. */
  | 'DAY'
  /** By months of UTC; at most 120 at once. */
  | 'MONTH';

/** Which usage. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type UsageFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<UsageFilter> | null | undefined;
  /** How many attempts have their answers. */
  attempts?: IntComparison | null | undefined;
  /** How many findings were seen for the first time. */
  findings?: IntComparison | null | undefined;
  /** Tokens of judge models. */
  judgeTokens?: NumberComparison | null | undefined;
  /** US dollars for judge models. */
  judgeUsd?: NumberComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: UsageFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<UsageFilter> | null | undefined;
  /** How many scans were started. */
  scans?: IntComparison | null | undefined;
  /** Tokens of targets. */
  targetTokens?: NumberComparison | null | undefined;
  /** US dollars for targets. */
  targetUsd?: NumberComparison | null | undefined;
};

/** An order of usage. Rows that are equal in it stand in one fixed order. */
export type UsageOrder = {
  /** By what. */
  by: UsageOrderBy;
  /** Which way. Absent: `ASC` by `FROM`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What usage can be ordered by. */
export type UsageOrderBy =
  /** By attempts. */
  | 'ATTEMPTS'
  /** By new findings. */
  | 'FINDINGS'
  /** By time. */
  | 'FROM'
  /** By dollars for judge models. */
  | 'JUDGE_USD'
  /** By scans. */
  | 'SCANS'
  /** By dollars for targets. */
  | 'TARGET_USD';

/** What a verdict rests on. */
export type VerdictBasis =
  /** The judges’ opinions. */
  | 'JUDGES'
  /** A model that weighed opinions and evidence. */
  | 'META_MODEL'
  /** Nothing: there was no answer to read, or nobody could decide. */
  | 'NONE'
  /** Evidence in the answer, which outranks every opinion. */
  | 'ORACLE';

/** What an attempt came to. */
export type VerdictKind =
  /** Nobody can say: no answer, a blocked one, or judges that could not decide. Never a pass. */
  | 'INCONCLUSIVE'
  /** The target answered and withstood the attempt. */
  | 'RESISTANT'
  /** The weakness was shown. */
  | 'VULNERABLE';

/** How a VerdictKind is compared. Every member that is given has to hold. */
export type VerdictKindComparison = {
  /** Equal to this. */
  eq?: VerdictKind | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<VerdictKind> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which deliveries. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type WebhookDeliveryFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<WebhookDeliveryFilter> | null | undefined;
  /** When it was made. */
  createdAt?: TimeComparison | null | undefined;
  /** The event. */
  event?: WordComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: WebhookDeliveryFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<WebhookDeliveryFilter> | null | undefined;
  /** How far it has come. */
  state?: WebhookDeliveryStateComparison | null | undefined;
};

/** How far a delivery has come. */
export type WebhookDeliveryState =
  /** The receiver answered with a status from 200 to 299. */
  | 'DELIVERED'
  /** It was given up after 24 hours. It can be sent again. */
  | 'FAILED'
  /** It is on its way, or waits for its next attempt. */
  | 'PENDING';

/** How a WebhookDeliveryState is compared. Every member that is given has to hold. */
export type WebhookDeliveryStateComparison = {
  /** Equal to this. */
  eq?: WebhookDeliveryState | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<WebhookDeliveryState> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

/** Which webhooks. Every member that is given has to hold. At most 60 comparisons, 5 levels deep. */
export type WebhookFilter = {
  /** All of these have to hold. Of none: every row. */
  and?: Array<WebhookFilter> | null | undefined;
  /** When it was made. */
  createdAt?: TimeComparison | null | undefined;
  /** Whether it is told what happens. */
  enabled?: boolean | null | undefined;
  /** The events that it names. */
  events?: ListComparison | null | undefined;
  /** Since when no attempt has been taken. */
  failingSince?: TimeComparison | null | undefined;
  /** The webhook itself. */
  id?: IdComparison | null | undefined;
  /** What it is for. */
  name?: TextComparison | null | undefined;
  /** This must not hold. What is missing is not equal to anything, so it is left. */
  not?: WebhookFilter | null | undefined;
  /** At least one of these has to hold. Of none: no row. */
  or?: Array<WebhookFilter> | null | undefined;
};

/** An order of webhooks. Rows that are equal in it stand in one fixed order. */
export type WebhookOrder = {
  /** By what. */
  by: WebhookOrderBy;
  /** Which way. Absent: `DESC` by `CREATED`, `DESC` by all else. */
  direction?: OrderDirection | null | undefined;
};

/** What webhooks can be ordered by. */
export type WebhookOrderBy =
  /** By when it was made. */
  | 'CREATED';

/** How a text is compared as a whole, case included. Every member that is given has to hold. */
export type WordComparison = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<string> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

export type AttemptsGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type AttemptsGetQuery = { attempt: { id: string, position: number, probeId: string, variant: string, verdict: VerdictKind | null, confidence: number | null, system: string | null, scan: { id: string }, turns: Array<{ index: number, prompt: string, answer: string }>, opinions: Array<{ judge: string, engine: string, version: string, verdict: VerdictKind, confidence: number, rationale: string }>, ruling: { kind: VerdictKind, confidence: number, basis: VerdictBasis, reasons: Array<string>, needsReview: boolean, evidence: Array<{ kind: string, state: OracleState, summary: string }> } | null } | null };

export type AttemptsListQueryVariables = Exact<{
  scanId: string;
  filter?: AttemptFilter | null | undefined;
  orderBy?: AttemptOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type AttemptsListQuery = { scan: { attempts: { nodes: Array<{ id: string, position: number, probeId: string, variant: string, repeat: number, state: AttemptState, verdict: VerdictKind | null, confidence: number | null, failureReason: string | null, answeredAt: string | null, judgedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AttemptFieldsFragment = { id: string, position: number, probeId: string, variant: string, repeat: number, state: AttemptState, verdict: VerdictKind | null, confidence: number | null, failureReason: string | null, answeredAt: string | null, judgedAt: string | null };

export type AuditEventFieldsFragment = { id: string, sequence: string, at: string, action: string, result: AuditResult, subjectKind: string, subjectId: string | null, address: string | null, requestId: string | null, hash: string, actor: { tokenId: string | null, userId: string | null } | null };

export type AuditListQueryVariables = Exact<{
  filter?: AuditEventFilter | null | undefined;
  orderBy?: AuditEventOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type AuditListQuery = { auditEvents: { nodes: Array<{ id: string, sequence: string, at: string, action: string, result: AuditResult, subjectKind: string, subjectId: string | null, address: string | null, requestId: string | null, hash: string, actor: { tokenId: string | null, userId: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ViewerQueryVariables = Exact<{
  waitFor?: string | null | undefined;
}>;


export type ViewerQuery = { viewer: { scopes: Array<string>, tenant: { id: string, slug: string, name: string, cursor: string }, token: { id: string, name: string, prefix: string, expiresAt: string | null } | null, member: { id: string, name: string, email: string, role: Role, createdAt: string, lastSeenAt: string | null } | null, limits: { documentPoints: number, budgets: Array<{ name: string, perMinute: number, burst: number, remaining: number, resetAt: string }> } } };

export type ViewerFieldsFragment = { scopes: Array<string>, tenant: { id: string, slug: string, name: string, cursor: string }, token: { id: string, name: string, prefix: string, expiresAt: string | null } | null, member: { id: string, name: string, email: string, role: Role, createdAt: string, lastSeenAt: string | null } | null, limits: { documentPoints: number, budgets: Array<{ name: string, perMinute: number, burst: number, remaining: number, resetAt: string }> } };

export type UsageQueryVariables = Exact<{
  by: UsageBucket;
  from: string;
  to: string;
  filter?: UsageFilter | null | undefined;
  orderBy?: UsageOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type UsageQuery = { usage: { nodes: Array<{ from: string, scans: number, attempts: number, findings: number, targetCalls: number, targetTokens: number, targetUsd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UsageFieldsFragment = { from: string, scans: number, attempts: number, findings: number, targetCalls: number, targetTokens: number, targetUsd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number };

export type DlpRuleFieldsFragment = { id: string, name: string, description: string, category: DlpCategory, source: DlpSource, pattern: string, words: Array<string>, action: DlpAction, defaultAction: DlpAction | null, enabled: boolean, updatedAt: string | null };

export type DlpRulesGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type DlpRulesGetQuery = { dlpRule: { id: string, name: string, description: string, category: DlpCategory, source: DlpSource, pattern: string, words: Array<string>, action: DlpAction, defaultAction: DlpAction | null, enabled: boolean, updatedAt: string | null } | null };

export type DlpRulesListQueryVariables = Exact<{
  filter?: DlpRuleFilter | null | undefined;
  orderBy?: DlpRuleOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type DlpRulesListQuery = { dlpRules: { nodes: Array<{ id: string, name: string, description: string, category: DlpCategory, source: DlpSource, pattern: string, words: Array<string>, action: DlpAction, defaultAction: DlpAction | null, enabled: boolean, updatedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DlpRulesCreateMutationVariables = Exact<{
  input: CreateDlpRuleInput;
}>;


export type DlpRulesCreateMutation = { createDlpRule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, rule: { id: string, name: string, description: string, category: DlpCategory, source: DlpSource, pattern: string, words: Array<string>, action: DlpAction, defaultAction: DlpAction | null, enabled: boolean, updatedAt: string | null } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DlpRulesUpdateMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  description?: string | null | undefined;
  pattern?: string | null | undefined;
  words?: Array<string> | string | null | undefined;
  action?: DlpAction | null | undefined;
  enabled?: boolean | null | undefined;
}>;


export type DlpRulesUpdateMutation = { updateDlpRule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, rule: { id: string, name: string, description: string, category: DlpCategory, source: DlpSource, pattern: string, words: Array<string>, action: DlpAction, defaultAction: DlpAction | null, enabled: boolean, updatedAt: string | null } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DlpRulesDeleteMutationVariables = Exact<{
  id: string;
}>;


export type DlpRulesDeleteMutation = { deleteDlpRule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DlpRulesTestMutationVariables = Exact<{
  text: string;
}>;


export type DlpRulesTestMutation = { testDlp:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, action: DlpAction | null, sent: string | null, matchCount: number, matches: Array<{ ruleId: string, name: string, action: DlpAction, start: number, end: number }> }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type EventsWatchSubscriptionVariables = Exact<{
  kinds?: Array<TenantEventKind> | TenantEventKind | null | undefined;
  targets?: Array<string> | string | null | undefined;
  minSeverity?: Severity | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsWatchSubscription = { tenantEvents:
    | { __typename: 'FindingChanged', findingId: string, isNew: boolean, regressed: boolean, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, finding: { id: string, title: string, severity: Severity, status: FindingStatus, probeId: string } | null }
    | { __typename: 'ReviewQueueChanged', attemptIds: Array<string>, waiting: number, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null }
    | { __typename: 'ScanChanged', status: ScanStatus | null, reasonCode: string | null, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number } | null }
    | { __typename: 'SubjectChanged', subjectId: string | null, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null }
    | { __typename: 'TargetChanged', action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, target: { id: string, name: string, status: TargetStatus } | null }
   };

type TenantEventFields_FindingChanged_Fragment = { __typename: 'FindingChanged', findingId: string, isNew: boolean, regressed: boolean, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, finding: { id: string, title: string, severity: Severity, status: FindingStatus, probeId: string } | null };

type TenantEventFields_ReviewQueueChanged_Fragment = { __typename: 'ReviewQueueChanged', attemptIds: Array<string>, waiting: number, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null };

type TenantEventFields_ScanChanged_Fragment = { __typename: 'ScanChanged', status: ScanStatus | null, reasonCode: string | null, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number } | null };

type TenantEventFields_SubjectChanged_Fragment = { __typename: 'SubjectChanged', subjectId: string | null, action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null };

type TenantEventFields_TargetChanged_Fragment = { __typename: 'TargetChanged', action: string, at: string, cursor: string, kind: TenantEventKind, scanId: string | null, targetId: string | null, severity: Severity | null, target: { id: string, name: string, status: TargetStatus } | null };

export type TenantEventFieldsFragment =
  | TenantEventFields_FindingChanged_Fragment
  | TenantEventFields_ReviewQueueChanged_Fragment
  | TenantEventFields_ScanChanged_Fragment
  | TenantEventFields_SubjectChanged_Fragment
  | TenantEventFields_TargetChanged_Fragment
;

export type FindingFieldsFragment = { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> };

export type FindingsGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type FindingsGetQuery = { finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null };

export type FindingsListQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
  orderBy?: FindingOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsListQuery = { findings: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FindingsSearchQueryVariables = Exact<{
  text: string;
  filter?: FindingFilter | null | undefined;
  editions?: Array<EditionInput> | EditionInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsSearchQuery = { searchFindings: { edges: Array<{ rank: number, snippet: Array<{ text: string, isHit: boolean }>, node: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FindingsStatsQueryVariables = Exact<{
  groupBy: FindingGroupBy;
  filter?: FindingFilter | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsStatsQuery = { findingStats: { total: number, groups: Array<{ key: string | null, label: string | null, count: number }> } };

export type FindingGroupFieldsFragment = { key: string | null, label: string | null, count: number };

export type FindingsFacetsQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsFacetsQuery = { findingFacets: { severity: Array<{ key: string | null, label: string | null, count: number }>, status: Array<{ key: string | null, label: string | null, count: number }>, risk: Array<{ key: string | null, label: string | null, count: number }>, target: Array<{ key: string | null, label: string | null, count: number }>, probe: Array<{ key: string | null, label: string | null, count: number }>, framework: Array<{ key: string | null, label: string | null, count: number }>, tag: Array<{ key: string | null, label: string | null, count: number }>, assignee: Array<{ key: string | null, label: string | null, count: number }> } };

export type FindingsTrendQueryVariables = Exact<{
  interval: TrendInterval;
  from: string;
  to: string;
  filter?: FindingFilter | null | undefined;
  timeZone?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsTrendQuery = { findingTrend: Array<{ start: string, end: string, opened: number, resolved: number, dismissed: number, openAtEnd: number }> };

export type FindingsHistoryQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsHistoryQuery = { finding: { history: { nodes: Array<{ id: string, number: number, batchId: string, undoes: string | null, kind: FindingChangeKind, from: string | null, to: string | null, reason: string | null, scanId: string | null, createdAt: string, author: { tokenId: string | null, userId: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FindingChangeFieldsFragment = { id: string, number: number, batchId: string, undoes: string | null, kind: FindingChangeKind, from: string | null, to: string | null, reason: string | null, scanId: string | null, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type FindingsCommentsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FindingsCommentsQuery = { finding: { comments: { nodes: Array<{ id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FindingCommentFieldsFragment = { id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type FindingsSetStatusMutationVariables = Exact<{
  id: string;
  status: FindingStatus;
  reason?: string | null | undefined;
}>;


export type FindingsSetStatusMutation = { setFindingStatus:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsAssignMutationVariables = Exact<{
  id: string;
  memberId?: string | null | undefined;
}>;


export type FindingsAssignMutation = { assignFinding:
    | { cursor: string, batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsTagMutationVariables = Exact<{
  id: string;
  add?: Array<string> | string | null | undefined;
  remove?: Array<string> | string | null | undefined;
}>;


export type FindingsTagMutation = { tagFinding:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsLinkTicketMutationVariables = Exact<{
  id: string;
  ticket?: TicketInput | null | undefined;
}>;


export type FindingsLinkTicketMutation = { linkTicket:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsCommentMutationVariables = Exact<{
  id: string;
  body: string;
  idempotencyKey?: string | null | undefined;
}>;


export type FindingsCommentMutation = { commentFinding:
    | { cursor: string, comment: { id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsBulkMutationVariables = Exact<{
  input: BulkUpdateFindingsInput;
}>;


export type FindingsBulkMutation = { bulkUpdateFindings:
    | { cursor: string, batchId: string | null, matched: number, changed: number, skipped: Array<{ code: string, message: string, count: number, findingIds: Array<string> }> }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsUndoMutationVariables = Exact<{
  batchId: string;
}>;


export type FindingsUndoMutation = { undoFindingChange:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, batchId: string | null, matched: number, changed: number, skipped: Array<{ code: string, message: string, count: number, findingIds: Array<string> }> }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type FindingsAddedSubscriptionVariables = Exact<{
  filter?: FindingFilter | null | undefined;
}>;


export type FindingsAddedSubscription = { findingAdded: { at: string, cursor: string, scanId: string, isNew: boolean, regressed: boolean, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null } };

export type FrameworkFieldsFragment = { slug: string, name: string, shortName: string, edition: string, editions: Array<string>, editionDate: string, publisher: string, url: string };

export type ControlFieldsFragment = { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } };

export type FrameworksListQueryVariables = Exact<{
  editions?: Array<EditionInput> | EditionInput | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksListQuery = { frameworks: Array<{ slug: string, name: string, shortName: string, edition: string, editions: Array<string>, editionDate: string, publisher: string, url: string }> };

export type FrameworksControlsQueryVariables = Exact<{
  framework?: FrameworkSlug | null | undefined;
  filter?: ControlFilter | null | undefined;
  search?: string | null | undefined;
  editions?: Array<EditionInput> | EditionInput | null | undefined;
  orderBy?: ControlOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksControlsQuery = { controls: { nodes: Array<{ ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FrameworksControlQueryVariables = Exact<{
  ref: string;
  editions?: Array<EditionInput> | EditionInput | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksControlQuery = { control: { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } } | null };

export type FrameworksConvertQueryVariables = Exact<{
  framework: FrameworkSlug;
  ref: string;
  from: string;
  to?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksConvertQuery = { convertRef: { kind: string, note: string | null, controls: Array<{ ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }> } | null };

export type FrameworksCoverageQueryVariables = Exact<{
  framework: FrameworkSlug;
  filter?: CoverageFilter | null | undefined;
  edition?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksCoverageQuery = { coverage: { crosswalkVersion: string, framework: { slug: string, name: string, shortName: string, edition: string, editions: Array<string>, editionDate: string, publisher: string, url: string }, summary: { tested: number, partlyTested: number, relatedOnly: number, notTested: number, notTestable: number } } | null };

export type FrameworksCoveredControlsQueryVariables = Exact<{
  framework: FrameworkSlug;
  states?: Array<CoverageState> | CoverageState | null | undefined;
  filter?: CoverageFilter | null | undefined;
  edition?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type FrameworksCoveredControlsQuery = { coverage: { controls: { nodes: Array<{ state: CoverageState, reason: string | null, openFindings: number, closedFindings: number, lastRanAt: string | null, control: { ref: string, title: string }, severities: { critical: number, high: number, medium: number, low: number, info: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ControlCoverageFieldsFragment = { state: CoverageState, reason: string | null, openFindings: number, closedFindings: number, lastRanAt: string | null, control: { ref: string, title: string }, severities: { critical: number, high: number, medium: number, low: number, info: number } };

export type MemberFieldsFragment = { id: string, name: string, email: string, role: Role, createdAt: string, lastSeenAt: string | null };

export type InvitationFieldsFragment = { id: string, email: string, role: Role, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null };

export type MembersListQueryVariables = Exact<{
  filter?: MemberFilter | null | undefined;
  orderBy?: MemberOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type MembersListQuery = { members: { nodes: Array<{ id: string, name: string, email: string, role: Role, createdAt: string, lastSeenAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MembersChangeRoleMutationVariables = Exact<{
  id: string;
  role: Role;
}>;


export type MembersChangeRoleMutation = { changeMemberRole:
    | { cursor: string, member: { id: string, name: string, email: string, role: Role, createdAt: string, lastSeenAt: string | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type MembersRemoveMutationVariables = Exact<{
  id: string;
}>;


export type MembersRemoveMutation = { removeMember:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, revokedTokens: number, unassignedFindings: number, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type MembersInviteMutationVariables = Exact<{
  input: InviteMemberInput;
}>;


export type MembersInviteMutation = { inviteMember:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, text: string | null, url: string | null, invitation: { id: string, email: string, role: Role, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type MembersInvitationsQueryVariables = Exact<{
  filter?: InvitationFilter | null | undefined;
  orderBy?: InvitationOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type MembersInvitationsQuery = { invitations: { nodes: Array<{ id: string, email: string, role: Role, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MembersRevokeInvitationMutationVariables = Exact<{
  id: string;
}>;


export type MembersRevokeInvitationMutation = { revokeInvitation:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, invitation: { id: string, email: string, role: Role, createdAt: string, expiresAt: string, acceptedAt: string | null, revokedAt: string | null } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type OverlapsListQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
  frameworks?: Array<FrameworkSlug> | FrameworkSlug | null | undefined;
  ref?: string | null | undefined;
  tier?: number | null | undefined;
  curated?: boolean | null | undefined;
  suggested?: boolean | null | undefined;
  editions?: Array<EditionInput> | EditionInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type OverlapsListQuery = { overlaps: { nodes: Array<{ refA: string, refB: string, findingCount: number, severities: { critical: number, high: number, medium: number, low: number, info: number }, controlA: { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }, controlB: { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }, curated: { id: string, tier: number, core: boolean, strength: string, basis: LinkBasis, rationale: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OverlapFieldsFragment = { refA: string, refB: string, findingCount: number, severities: { critical: number, high: number, medium: number, low: number, info: number }, controlA: { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }, controlB: { ref: string, localId: string, title: string, kind: string, group: string | null, parentRef: string | null, edition: string, framework: { slug: string, shortName: string } }, curated: { id: string, tier: number, core: boolean, strength: string, basis: LinkBasis, rationale: string } | null };

export type ProbeFieldsFragment = { id: string, version: number, status: ProbeStatus, title: string, description: string, severity: Severity, tier: ProbeTier, objective: string, decidesAlone: boolean, risks: Array<{ id: string, title: string }> };

export type ProbesGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type ProbesGetQuery = { probe: { id: string, version: number, status: ProbeStatus, title: string, description: string, severity: Severity, tier: ProbeTier, objective: string, decidesAlone: boolean, risks: Array<{ id: string, title: string }> } | null };

export type ProbesListQueryVariables = Exact<{
  risk?: string | null | undefined;
  severity?: Array<Severity> | Severity | null | undefined;
  filter?: ProbeFilter | null | undefined;
  orderBy?: ProbeOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ProbesListQuery = { probes: { nodes: Array<{ id: string, version: number, status: ProbeStatus, title: string, description: string, severity: Severity, tier: ProbeTier, objective: string, decidesAlone: boolean, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProbesRisksQueryVariables = Exact<{
  waitFor?: string | null | undefined;
}>;


export type ProbesRisksQuery = { risks: Array<{ id: string, title: string }> };

type ProblemFields_ConflictProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

type ProblemFields_ForbiddenProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

type ProblemFields_InvalidProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

type ProblemFields_LimitedProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

type ProblemFields_NotFoundProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

type ProblemFields_UpstreamProblem_Fragment = { code: string, message: string, path: Array<string>, retry: boolean };

export type ProblemFieldsFragment =
  | ProblemFields_ConflictProblem_Fragment
  | ProblemFields_ForbiddenProblem_Fragment
  | ProblemFields_InvalidProblem_Fragment
  | ProblemFields_LimitedProblem_Fragment
  | ProblemFields_NotFoundProblem_Fragment
  | ProblemFields_UpstreamProblem_Fragment
;

export type ReportFieldsFragment = { id: string, title: string, status: ReportStatus, format: ReportFormat, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, queuedAt: string, startedAt: string | null, readyAt: string | null, expiresAt: string | null, size: number | null, sha256: string | null, signature: string | null, failure: string | null, failureCode: string | null, download: { url: string, expiresAt: string } | null };

export type ReportsGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type ReportsGetQuery = { report: { id: string, title: string, status: ReportStatus, format: ReportFormat, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, queuedAt: string, startedAt: string | null, readyAt: string | null, expiresAt: string | null, size: number | null, sha256: string | null, signature: string | null, failure: string | null, failureCode: string | null, download: { url: string, expiresAt: string } | null } | null };

export type ReportsListQueryVariables = Exact<{
  filter?: ReportFilter | null | undefined;
  orderBy?: ReportOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ReportsListQuery = { reports: { nodes: Array<{ id: string, title: string, status: ReportStatus, format: ReportFormat, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, queuedAt: string, startedAt: string | null, readyAt: string | null, expiresAt: string | null, size: number | null, sha256: string | null, signature: string | null, failure: string | null, failureCode: string | null, download: { url: string, expiresAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReportsCreateMutationVariables = Exact<{
  input: CreateReportInput;
}>;


export type ReportsCreateMutation = { createReport:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, report: { id: string, title: string, status: ReportStatus, format: ReportFormat, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, queuedAt: string, startedAt: string | null, readyAt: string | null, expiresAt: string | null, size: number | null, sha256: string | null, signature: string | null, failure: string | null, failureCode: string | null, download: { url: string, expiresAt: string } | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ReportsDeleteMutationVariables = Exact<{
  id: string;
}>;


export type ReportsDeleteMutation = { deleteReport:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ReportsWatchSubscriptionVariables = Exact<{
  id: string;
}>;


export type ReportsWatchSubscription = { reportProgress: { reportId: string, status: ReportStatus, progress: number, stage: string | null, failureCode: string | null } };

export type ReportProgressFieldsFragment = { reportId: string, status: ReportStatus, progress: number, stage: string | null, failureCode: string | null };

export type ReviewFieldsFragment = { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type ReviewedAttemptFieldsFragment = { id: string, position: number, probeId: string, variant: string, verdict: VerdictKind | null, confidence: number | null, system: string | null, scan: { id: string }, turns: Array<{ index: number, prompt: string, answer: string }>, opinions: Array<{ judge: string, engine: string, version: string, verdict: VerdictKind, confidence: number, rationale: string }>, ruling: { kind: VerdictKind, confidence: number, basis: VerdictBasis, reasons: Array<string>, needsReview: boolean, evidence: Array<{ kind: string, state: OracleState, summary: string }> } | null };

export type ReviewListQueryVariables = Exact<{
  filter?: ReviewQueueFilter | null | undefined;
  orderBy?: ReviewQueueOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ReviewListQuery = { reviewQueue: { nodes: Array<{ id: string, position: number, probeId: string, variant: string, verdict: VerdictKind | null, confidence: number | null, system: string | null, scan: { id: string }, turns: Array<{ index: number, prompt: string, answer: string }>, opinions: Array<{ judge: string, engine: string, version: string, verdict: VerdictKind, confidence: number, rationale: string }>, ruling: { kind: VerdictKind, confidence: number, basis: VerdictBasis, reasons: Array<string>, needsReview: boolean, evidence: Array<{ kind: string, state: OracleState, summary: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReviewConfirmMutationVariables = Exact<{
  attemptId: string;
  expected?: VerdictKind | null | undefined;
  reason?: string | null | undefined;
}>;


export type ReviewConfirmMutation = { confirmVerdict:
    | { cursor: string, review: { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ReviewOverturnMutationVariables = Exact<{
  attemptId: string;
  verdict: VerdictKind;
  reason: string;
  expected?: VerdictKind | null | undefined;
}>;


export type ReviewOverturnMutation = { overturnVerdict:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, review: { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ReviewScorecardsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  filter?: JudgeScorecardFilter | null | undefined;
  orderBy?: JudgeScorecardOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ReviewScorecardsQuery = { judgeScorecards: { nodes: Array<{ judge: string, engine: string, version: string, reviewed: number, decided: number, undecided: number, truePositives: number, falsePositives: number, trueNegatives: number, falseNegatives: number, accuracy: { value: number, low: number, high: number } | null, accuracyDecided: { value: number, low: number, high: number } | null, precision: { value: number, low: number, high: number } | null, recall: { value: number, low: number, high: number } | null, f1: { value: number, low: number, high: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ShareFieldsFragment = { value: number, low: number, high: number };

export type JudgeScorecardFieldsFragment = { judge: string, engine: string, version: string, reviewed: number, decided: number, undecided: number, truePositives: number, falsePositives: number, trueNegatives: number, falseNegatives: number, accuracy: { value: number, low: number, high: number } | null, accuracyDecided: { value: number, low: number, high: number } | null, precision: { value: number, low: number, high: number } | null, recall: { value: number, low: number, high: number } | null, f1: { value: number, low: number, high: number } | null };

export type ReviewWatchSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ReviewWatchSubscription = { reviewQueue: { __typename: 'ReviewQueueChanged', action: string, at: string, cursor: string, attemptIds: Array<string>, scanId: string | null, targetId: string | null, waiting: number } };

export type SavedViewFieldsFragment = { id: string, name: string, noun: SavedViewNoun, filter: unknown, orderBy: unknown, shared: boolean, problem: string | null, createdAt: string, updatedAt: string };

export type SavedViewsGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type SavedViewsGetQuery = { savedView: { id: string, name: string, noun: SavedViewNoun, filter: unknown, orderBy: unknown, shared: boolean, problem: string | null, createdAt: string, updatedAt: string } | null };

export type SavedViewsListQueryVariables = Exact<{
  filter?: SavedViewFilter | null | undefined;
  orderBy?: SavedViewOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type SavedViewsListQuery = { savedViews: { nodes: Array<{ id: string, name: string, noun: SavedViewNoun, filter: unknown, orderBy: unknown, shared: boolean, problem: string | null, createdAt: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SavedViewsCreateMutationVariables = Exact<{
  input: CreateSavedViewInput;
}>;


export type SavedViewsCreateMutation = { createSavedView:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, view: { id: string, name: string, noun: SavedViewNoun, filter: unknown, orderBy: unknown, shared: boolean, problem: string | null, createdAt: string, updatedAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SavedViewsUpdateMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  shared?: boolean | null | undefined;
  findings?: FindingViewInput | null | undefined;
  scans?: ScanViewInput | null | undefined;
  targets?: TargetViewInput | null | undefined;
}>;


export type SavedViewsUpdateMutation = { updateSavedView:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, view: { id: string, name: string, noun: SavedViewNoun, filter: unknown, orderBy: unknown, shared: boolean, problem: string | null, createdAt: string, updatedAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SavedViewsDeleteMutationVariables = Exact<{
  id: string;
}>;


export type SavedViewsDeleteMutation = { deleteSavedView:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type CountsFieldsFragment = { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number };

export type SpendFieldsFragment = { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number };

export type ScanFieldsFragment = { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> };

export type ScansGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type ScansGetQuery = { scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null };

export type ScansListQueryVariables = Exact<{
  targetId?: string | null | undefined;
  status?: Array<ScanStatus> | ScanStatus | null | undefined;
  filter?: ScanFilter | null | undefined;
  orderBy?: ScanOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ScansListQuery = { scans: { nodes: Array<{ id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ScansStartMutationVariables = Exact<{
  input: StartScanInput;
}>;


export type ScansStartMutation = { startScan:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScansEstimateQueryVariables = Exact<{
  input: StartScanInput;
  waitFor?: string | null | undefined;
}>;


export type ScansEstimateQuery = { estimateScan: { attempts: number, latencyMs: number | null, mayExceed: Array<string>, calls: { low: number, high: number }, judgeCalls: { low: number, high: number }, tokens: { low: number, high: number }, costUsd: { low: number, high: number } | null, seconds: { low: number, high: number }, tiers: Array<{ tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, probes: Array<{ probeId: string, tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, notApplicable: Array<{ probeId: string, attempts: number, reason: string }> } | null };

export type RangeFieldsFragment = { low: number, high: number };

export type ScanEstimateFieldsFragment = { attempts: number, latencyMs: number | null, mayExceed: Array<string>, calls: { low: number, high: number }, judgeCalls: { low: number, high: number }, tokens: { low: number, high: number }, costUsd: { low: number, high: number } | null, seconds: { low: number, high: number }, tiers: Array<{ tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, probes: Array<{ probeId: string, tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, notApplicable: Array<{ probeId: string, attempts: number, reason: string }> };

export type ScansCancelMutationVariables = Exact<{
  id: string;
}>;


export type ScansCancelMutation = { cancelScan:
    | { cursor: string, scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScansRerunMutationVariables = Exact<{
  id: string;
  idempotencyKey?: string | null | undefined;
}>;


export type ScansRerunMutation = { rerunScan:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScansRetryInconclusiveMutationVariables = Exact<{
  id: string;
  idempotencyKey?: string | null | undefined;
}>;


export type ScansRetryInconclusiveMutation = { retryInconclusive:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, target: { id: string, name: string } | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScansDeleteMutationVariables = Exact<{
  id: string;
}>;


export type ScansDeleteMutation = { deleteScan:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, deletedFindings: number, keptFindings: number, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScansWatchSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ScansWatchSubscription = { scanEvents:
    | { __typename: 'AttemptsAnswered', scanId: string, cursor: string, sequence: number, at: string }
    | { __typename: 'AttemptsJudged', scanId: string, cursor: string, sequence: number, at: string }
    | { __typename: 'FindingRecorded', findingId: string, probeId: string, title: string, severity: Severity, confidence: number, evidenceLine: string, isNew: boolean, regressed: boolean, scanId: string, cursor: string, sequence: number, at: string, risks: Array<{ id: string, title: string }> }
    | { __typename: 'OtherScanEvent', scanId: string, cursor: string, sequence: number, at: string }
    | { __typename: 'ScanProgressed', underWay: number, scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } | null }
    | { __typename: 'ScanStatusChanged', status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } | null }
   };

type ScanEventFields_AttemptsAnswered_Fragment = { __typename: 'AttemptsAnswered', scanId: string, cursor: string, sequence: number, at: string };

type ScanEventFields_AttemptsJudged_Fragment = { __typename: 'AttemptsJudged', scanId: string, cursor: string, sequence: number, at: string };

type ScanEventFields_FindingRecorded_Fragment = { __typename: 'FindingRecorded', findingId: string, probeId: string, title: string, severity: Severity, confidence: number, evidenceLine: string, isNew: boolean, regressed: boolean, scanId: string, cursor: string, sequence: number, at: string, risks: Array<{ id: string, title: string }> };

type ScanEventFields_OtherScanEvent_Fragment = { __typename: 'OtherScanEvent', scanId: string, cursor: string, sequence: number, at: string };

type ScanEventFields_ScanProgressed_Fragment = { __typename: 'ScanProgressed', underWay: number, scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } | null };

type ScanEventFields_ScanStatusChanged_Fragment = { __typename: 'ScanStatusChanged', status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } | null };

export type ScanEventFieldsFragment =
  | ScanEventFields_AttemptsAnswered_Fragment
  | ScanEventFields_AttemptsJudged_Fragment
  | ScanEventFields_FindingRecorded_Fragment
  | ScanEventFields_OtherScanEvent_Fragment
  | ScanEventFields_ScanProgressed_Fragment
  | ScanEventFields_ScanStatusChanged_Fragment
;

export type ScansProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type ScansProgressSubscription = { scanProgress: { scanId: string, status: ScanStatus, partial: boolean, reasonCode: string | null, underWay: number, cursor: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } } };

export type ScanProgressFieldsFragment = { scanId: string, status: ScanStatus, partial: boolean, reasonCode: string | null, underWay: number, cursor: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number } };

export type ScansDiffPageQueryVariables = Exact<{
  base: string;
  head: string;
  after?: string | null | undefined;
  new?: boolean | null | undefined;
  regressed?: boolean | null | undefined;
  unchanged?: boolean | null | undefined;
  fixed?: boolean | null | undefined;
  undecided?: boolean | null | undefined;
  notTested?: boolean | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type ScansDiffPageQuery = { scanDiff: { new?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, regressed?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, unchanged?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, fixed?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, undecided?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, notTested?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DiffPageFragment = { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type ScheduleFieldsFragment = { id: string, name: string, cron: string, timeZone: string, enabled: boolean, probeIds: Array<string>, repeats: number, nextRunAt: string | null, nextRuns: Array<string>, lastRunAt: string | null, lastScanId: string | null, lastMissed: number, missedTotal: number, createdAt: string, updatedAt: string, lastProblem: { code: string, message: string } | null, target: { id: string, name: string } | null };

export type SchedulesGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type SchedulesGetQuery = { schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, probeIds: Array<string>, repeats: number, nextRunAt: string | null, nextRuns: Array<string>, lastRunAt: string | null, lastScanId: string | null, lastMissed: number, missedTotal: number, createdAt: string, updatedAt: string, lastProblem: { code: string, message: string } | null, target: { id: string, name: string } | null } | null };

export type SchedulesListQueryVariables = Exact<{
  filter?: ScheduleFilter | null | undefined;
  orderBy?: ScheduleOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type SchedulesListQuery = { schedules: { nodes: Array<{ id: string, name: string, cron: string, timeZone: string, enabled: boolean, probeIds: Array<string>, repeats: number, nextRunAt: string | null, nextRuns: Array<string>, lastRunAt: string | null, lastScanId: string | null, lastMissed: number, missedTotal: number, createdAt: string, updatedAt: string, lastProblem: { code: string, message: string } | null, target: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SchedulesCreateMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type SchedulesCreateMutation = { createSchedule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, probeIds: Array<string>, repeats: number, nextRunAt: string | null, nextRuns: Array<string>, lastRunAt: string | null, lastScanId: string | null, lastMissed: number, missedTotal: number, createdAt: string, updatedAt: string, lastProblem: { code: string, message: string } | null, target: { id: string, name: string } | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SchedulesUpdateMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  cron?: string | null | undefined;
  timeZone?: string | null | undefined;
  enabled?: boolean | null | undefined;
  probeIds?: Array<string> | string | null | undefined;
  repeats?: number | null | undefined;
}>;


export type SchedulesUpdateMutation = { updateSchedule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, probeIds: Array<string>, repeats: number, nextRunAt: string | null, nextRuns: Array<string>, lastRunAt: string | null, lastScanId: string | null, lastMissed: number, missedTotal: number, createdAt: string, updatedAt: string, lastProblem: { code: string, message: string } | null, target: { id: string, name: string } | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SchedulesDeleteMutationVariables = Exact<{
  id: string;
}>;


export type SchedulesDeleteMutation = { deleteSchedule:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SecretFieldsFragment = { id: string, name: string, createdAt: string, updatedAt: string };

export type SecretsListQueryVariables = Exact<{
  filter?: SecretFilter | null | undefined;
  orderBy?: SecretOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type SecretsListQuery = { secrets: { nodes: Array<{ id: string, name: string, createdAt: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SecretsPutMutationVariables = Exact<{
  name: string;
  value: string;
}>;


export type SecretsPutMutation = { putSecret:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, reference: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SecretsDeleteMutationVariables = Exact<{
  id: string;
}>;


export type SecretsDeleteMutation = { deleteSecret:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, name: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SessionFieldsFragment = { id: string, device: string, address: string, method: SignInMethod, current: boolean, createdAt: string, lastUsedAt: string, expiresAt: string };

export type SessionsListQueryVariables = Exact<{
  filter?: SessionFilter | null | undefined;
  orderBy?: SessionOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type SessionsListQuery = { sessions: { nodes: Array<{ id: string, device: string, address: string, method: SignInMethod, current: boolean, createdAt: string, lastUsedAt: string, expiresAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SessionsRevokeMutationVariables = Exact<{
  id: string;
}>;


export type SessionsRevokeMutation = { revokeSession:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SessionsSignOutEverywhereMutationVariables = Exact<{
  keepThis?: boolean | null | undefined;
}>;


export type SessionsSignOutEverywhereMutation = { signOutEverywhere:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, ended: number }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SessionsChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type SessionsChangePasswordMutation = { changePassword:
    | { cursor: string, ended: number }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SettingsFieldsFragment = { judgeConfidenceThreshold: number, owaspLlmEdition: OwaspLlmEdition, retentionDays: { answers: number | null, audit: number | null, events: number | null, reports: number | null, scans: number | null, traces: number | null } };

export type SettingsGetQueryVariables = Exact<{
  waitFor?: string | null | undefined;
}>;


export type SettingsGetQuery = { settings: { judgeConfidenceThreshold: number, owaspLlmEdition: OwaspLlmEdition, retentionDays: { answers: number | null, audit: number | null, events: number | null, reports: number | null, scans: number | null, traces: number | null } } };

export type SettingsUpdateMutationVariables = Exact<{
  input: UpdateSettingsInput;
}>;


export type SettingsUpdateMutation = { updateSettings:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, settings: { judgeConfidenceThreshold: number, owaspLlmEdition: OwaspLlmEdition, retentionDays: { answers: number | null, audit: number | null, events: number | null, reports: number | null, scans: number | null, traces: number | null } } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type SettingsRenameTenantMutationVariables = Exact<{
  name?: string | null | undefined;
  slug?: string | null | undefined;
}>;


export type SettingsRenameTenantMutation = { updateTenant:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, tenant: { id: string, slug: string, name: string } }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetFieldsFragment = { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string };

export type TargetsGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type TargetsGetQuery = { target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null };

export type TargetsListQueryVariables = Exact<{
  kind?: TargetKind | null | undefined;
  tag?: string | null | undefined;
  filter?: TargetFilter | null | undefined;
  orderBy?: TargetOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type TargetsListQuery = { targets: { nodes: Array<{ id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TargetsCreateMutationVariables = Exact<{
  input: CreateTargetInput;
}>;


export type TargetsCreateMutation = { createTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsUpdateMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  url?: string | null | undefined;
  tags?: Array<string> | string | null | undefined;
  scope?: Array<string> | string | null | undefined;
  excludePaths?: Array<string> | string | null | undefined;
  headers?: Array<HeaderInput> | HeaderInput | null | undefined;
  llm?: LlmConfigInput | null | undefined;
}>;


export type TargetsUpdateMutation = { updateTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsEnableMutationVariables = Exact<{
  id: string;
}>;


export type TargetsEnableMutation = { enableTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsDisableMutationVariables = Exact<{
  id: string;
}>;


export type TargetsDisableMutation = { disableTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsTestMutationVariables = Exact<{
  id: string;
}>;


export type TargetsTestMutation = { testTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, ok: boolean, httpStatus: number | null, latencyMs: number, format: TargetTestFormat, model: string | null, excerpt: string | null, failure: { reason: TargetTestFailureReason, message: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsDeleteMutationVariables = Exact<{
  id: string;
}>;


export type TargetsDeleteMutation = { deleteTarget:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, scans: number, findings: number, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsProvidersQueryVariables = Exact<{
  waitFor?: string | null | undefined;
}>;


export type TargetsProvidersQuery = { providers: Array<{ name: LlmProvider, available: boolean, needs: Array<string>, bounds: Array<{ name: string, minimum: number | null, exclusiveMinimum: boolean, maximum: number | null, default: number | null, integer: boolean }> }> };

export type ProviderFieldsFragment = { name: LlmProvider, available: boolean, needs: Array<string>, bounds: Array<{ name: string, minimum: number | null, exclusiveMinimum: boolean, maximum: number | null, default: number | null, integer: boolean }> };

export type TokenFieldsFragment = { id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null };

export type TokensListQueryVariables = Exact<{
  filter?: TokenFilter | null | undefined;
  orderBy?: TokenOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type TokensListQuery = { tokens: { nodes: Array<{ id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TokensMintMutationVariables = Exact<{
  input: MintTokenInput;
}>;


export type TokensMintMutation = { mintToken:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, text: string | null, token: { id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TokensRotateMutationVariables = Exact<{
  id: string;
  overlapHours?: number | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type TokensRotateMutation = { rotateToken:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, text: string | null, token: { id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null } | null, oldToken: { id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TokensRevokeMutationVariables = Exact<{
  id: string;
}>;


export type TokensRevokeMutation = { revokeToken:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, token: { id: string, name: string, prefix: string, scopes: Array<string>, allowedCidrs: Array<string>, userId: string | null, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, revokedAt: string | null, replacedById: string | null } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhookFieldsFragment = { id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string };

export type WebhookDeliveryFieldsFragment = { id: string, event: string, state: WebhookDeliveryState, attemptCount: number, createdAt: string, deliveredAt: string | null, nextAttemptAt: string | null, attempts: Array<{ number: number, at: string, httpStatus: number | null, latencyMs: number, failure: string | null }> };

export type WebhooksGetQueryVariables = Exact<{
  id: string;
  waitFor?: string | null | undefined;
}>;


export type WebhooksGetQuery = { webhook: { id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string } | null };

export type WebhooksListQueryVariables = Exact<{
  filter?: WebhookFilter | null | undefined;
  orderBy?: WebhookOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type WebhooksListQuery = { webhooks: { nodes: Array<{ id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WebhooksEventKindsQueryVariables = Exact<{
  waitFor?: string | null | undefined;
}>;


export type WebhooksEventKindsQuery = { webhookEventKinds: Array<{ name: string, description: string }> };

export type WebhooksCreateMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type WebhooksCreateMutation = { createWebhook:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, secret: string | null, webhook: { id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhooksUpdateMutationVariables = Exact<{
  id: string;
  name?: string | null | undefined;
  url?: string | null | undefined;
  events?: Array<string> | string | null | undefined;
  enabled?: boolean | null | undefined;
}>;


export type WebhooksUpdateMutation = { updateWebhook:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, webhook: { id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhooksRotateSecretMutationVariables = Exact<{
  id: string;
}>;


export type WebhooksRotateSecretMutation = { rotateWebhookSecret:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, secret: string, webhook: { id: string, name: string, url: string, events: Array<string>, enabled: boolean, failingSince: string | null, createdAt: string, updatedAt: string } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhooksTestMutationVariables = Exact<{
  id: string;
}>;


export type WebhooksTestMutation = { testWebhook:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, delivered: boolean, delivery: { id: string, event: string, state: WebhookDeliveryState, attemptCount: number, createdAt: string, deliveredAt: string | null, nextAttemptAt: string | null, attempts: Array<{ number: number, at: string, httpStatus: number | null, latencyMs: number, failure: string | null }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhooksDeleteMutationVariables = Exact<{
  id: string;
}>;


export type WebhooksDeleteMutation = { deleteWebhook:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, id: string }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export type WebhooksDeliveriesQueryVariables = Exact<{
  id: string;
  filter?: WebhookDeliveryFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  waitFor?: string | null | undefined;
}>;


export type WebhooksDeliveriesQuery = { webhook: { deliveries: { nodes: Array<{ id: string, event: string, state: WebhookDeliveryState, attemptCount: number, createdAt: string, deliveredAt: string | null, nextAttemptAt: string | null, attempts: Array<{ number: number, at: string, httpStatus: number | null, latencyMs: number, failure: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type WebhooksRedeliverMutationVariables = Exact<{
  deliveryId: string;
}>;


export type WebhooksRedeliverMutation = { redeliverWebhook:
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { code: string, message: string, path: Array<string>, retry: boolean }
    | { cursor: string, delivery: { id: string, event: string, state: WebhookDeliveryState, attemptCount: number, createdAt: string, deliveredAt: string | null, nextAttemptAt: string | null, attempts: Array<{ number: number, at: string, httpStatus: number | null, latencyMs: number, failure: string | null }> } | null }
    | { code: string, message: string, path: Array<string>, retry: boolean }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AttemptFieldsFragmentDoc = new TypedDocumentString(`
    fragment AttemptFields on Attempt {
  id
  position
  probeId
  variant
  repeat
  state
  verdict
  confidence
  failureReason
  answeredAt
  judgedAt
}
    `, {"fragmentName":"AttemptFields"}) as unknown as TypedDocumentString<AttemptFieldsFragment, unknown>;
export const AuditEventFieldsFragmentDoc = new TypedDocumentString(`
    fragment AuditEventFields on AuditEvent {
  id
  sequence
  at
  action
  result
  subjectKind
  subjectId
  address
  requestId
  hash
  actor {
    tokenId
    userId
  }
}
    `, {"fragmentName":"AuditEventFields"}) as unknown as TypedDocumentString<AuditEventFieldsFragment, unknown>;
export const MemberFieldsFragmentDoc = new TypedDocumentString(`
    fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
  lastSeenAt
}
    `, {"fragmentName":"MemberFields"}) as unknown as TypedDocumentString<MemberFieldsFragment, unknown>;
export const ViewerFieldsFragmentDoc = new TypedDocumentString(`
    fragment ViewerFields on Viewer {
  scopes
  tenant {
    id
    slug
    name
    cursor
  }
  token {
    id
    name
    prefix
    expiresAt
  }
  member {
    ...MemberFields
  }
  limits {
    documentPoints
    budgets {
      name
      perMinute
      burst
      remaining
      resetAt
    }
  }
}
    fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
  lastSeenAt
}`, {"fragmentName":"ViewerFields"}) as unknown as TypedDocumentString<ViewerFieldsFragment, unknown>;
export const UsageFieldsFragmentDoc = new TypedDocumentString(`
    fragment UsageFields on Usage {
  from
  scans
  attempts
  findings
  targetCalls
  targetTokens
  targetUsd
  judgeCalls
  judgeTokens
  judgeUsd
}
    `, {"fragmentName":"UsageFields"}) as unknown as TypedDocumentString<UsageFieldsFragment, unknown>;
export const DlpRuleFieldsFragmentDoc = new TypedDocumentString(`
    fragment DlpRuleFields on DlpRule {
  id
  name
  description
  category
  source
  pattern
  words
  action
  defaultAction
  enabled
  updatedAt
}
    `, {"fragmentName":"DlpRuleFields"}) as unknown as TypedDocumentString<DlpRuleFieldsFragment, unknown>;
export const CountsFieldsFragmentDoc = new TypedDocumentString(`
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
    `, {"fragmentName":"CountsFields"}) as unknown as TypedDocumentString<CountsFieldsFragment, unknown>;
export const TenantEventFieldsFragmentDoc = new TypedDocumentString(`
    fragment TenantEventFields on TenantEvent {
  __typename
  action
  at
  cursor
  kind
  scanId
  targetId
  severity
  ... on ScanChanged {
    status
    reasonCode
    counts {
      ...CountsFields
    }
  }
  ... on FindingChanged {
    findingId
    isNew
    regressed
    finding {
      id
      title
      severity
      status
      probeId
    }
  }
  ... on ReviewQueueChanged {
    attemptIds
    waiting
  }
  ... on TargetChanged {
    target {
      id
      name
      status
    }
  }
  ... on SubjectChanged {
    subjectId
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}`, {"fragmentName":"TenantEventFields"}) as unknown as TypedDocumentString<TenantEventFieldsFragment, unknown>;
export const FindingGroupFieldsFragmentDoc = new TypedDocumentString(`
    fragment FindingGroupFields on FindingGroup {
  key
  label
  count
}
    `, {"fragmentName":"FindingGroupFields"}) as unknown as TypedDocumentString<FindingGroupFieldsFragment, unknown>;
export const FindingChangeFieldsFragmentDoc = new TypedDocumentString(`
    fragment FindingChangeFields on FindingChange {
  id
  number
  batchId
  undoes
  kind
  from
  to
  reason
  scanId
  createdAt
  author {
    tokenId
    userId
  }
}
    `, {"fragmentName":"FindingChangeFields"}) as unknown as TypedDocumentString<FindingChangeFieldsFragment, unknown>;
export const FindingCommentFieldsFragmentDoc = new TypedDocumentString(`
    fragment FindingCommentFields on FindingComment {
  id
  body
  createdAt
  author {
    tokenId
    userId
  }
}
    `, {"fragmentName":"FindingCommentFields"}) as unknown as TypedDocumentString<FindingCommentFieldsFragment, unknown>;
export const FrameworkFieldsFragmentDoc = new TypedDocumentString(`
    fragment FrameworkFields on Framework {
  slug
  name
  shortName
  edition
  editions
  editionDate
  publisher
  url
}
    `, {"fragmentName":"FrameworkFields"}) as unknown as TypedDocumentString<FrameworkFieldsFragment, unknown>;
export const ControlCoverageFieldsFragmentDoc = new TypedDocumentString(`
    fragment ControlCoverageFields on ControlCoverage {
  state
  reason
  openFindings
  closedFindings
  lastRanAt
  control {
    ref
    title
  }
  severities {
    critical
    high
    medium
    low
    info
  }
}
    `, {"fragmentName":"ControlCoverageFields"}) as unknown as TypedDocumentString<ControlCoverageFieldsFragment, unknown>;
export const InvitationFieldsFragmentDoc = new TypedDocumentString(`
    fragment InvitationFields on Invitation {
  id
  email
  role
  createdAt
  expiresAt
  acceptedAt
  revokedAt
}
    `, {"fragmentName":"InvitationFields"}) as unknown as TypedDocumentString<InvitationFieldsFragment, unknown>;
export const ControlFieldsFragmentDoc = new TypedDocumentString(`
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}
    `, {"fragmentName":"ControlFields"}) as unknown as TypedDocumentString<ControlFieldsFragment, unknown>;
export const OverlapFieldsFragmentDoc = new TypedDocumentString(`
    fragment OverlapFields on Overlap {
  refA
  refB
  findingCount
  severities {
    critical
    high
    medium
    low
    info
  }
  controlA {
    ...ControlFields
  }
  controlB {
    ...ControlFields
  }
  curated {
    id
    tier
    core
    strength
    basis
    rationale
  }
}
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}`, {"fragmentName":"OverlapFields"}) as unknown as TypedDocumentString<OverlapFieldsFragment, unknown>;
export const ProbeFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProbeFields on Probe {
  id
  version
  status
  title
  description
  severity
  tier
  objective
  decidesAlone
  risks {
    id
    title
  }
}
    `, {"fragmentName":"ProbeFields"}) as unknown as TypedDocumentString<ProbeFieldsFragment, unknown>;
export const ProblemFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
    `, {"fragmentName":"ProblemFields"}) as unknown as TypedDocumentString<ProblemFieldsFragment, unknown>;
export const ReportFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReportFields on Report {
  id
  title
  status
  format
  frameworks
  progress
  findingCount
  queuedAt
  startedAt
  readyAt
  expiresAt
  size
  sha256
  signature
  failure
  failureCode
  download {
    url
    expiresAt
  }
}
    `, {"fragmentName":"ReportFields"}) as unknown as TypedDocumentString<ReportFieldsFragment, unknown>;
export const ReportProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReportProgressFields on ReportProgress {
  reportId
  status
  progress
  stage
  failureCode
}
    `, {"fragmentName":"ReportProgressFields"}) as unknown as TypedDocumentString<ReportProgressFieldsFragment, unknown>;
export const ReviewFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReviewFields on Review {
  id
  decision
  verdictBefore
  verdict
  reason
  wasQueued
  createdAt
  author {
    tokenId
    userId
  }
}
    `, {"fragmentName":"ReviewFields"}) as unknown as TypedDocumentString<ReviewFieldsFragment, unknown>;
export const ReviewedAttemptFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReviewedAttemptFields on Attempt {
  id
  position
  probeId
  variant
  verdict
  confidence
  system
  scan {
    id
  }
  turns {
    index
    prompt
    answer
  }
  opinions {
    judge
    engine
    version
    verdict
    confidence
    rationale
  }
  ruling {
    kind
    confidence
    basis
    reasons
    needsReview
    evidence {
      kind
      state
      summary
    }
  }
}
    `, {"fragmentName":"ReviewedAttemptFields"}) as unknown as TypedDocumentString<ReviewedAttemptFieldsFragment, unknown>;
export const ShareFieldsFragmentDoc = new TypedDocumentString(`
    fragment ShareFields on Share {
  value
  low
  high
}
    `, {"fragmentName":"ShareFields"}) as unknown as TypedDocumentString<ShareFieldsFragment, unknown>;
export const JudgeScorecardFieldsFragmentDoc = new TypedDocumentString(`
    fragment JudgeScorecardFields on JudgeScorecard {
  judge
  engine
  version
  reviewed
  decided
  undecided
  truePositives
  falsePositives
  trueNegatives
  falseNegatives
  accuracy {
    ...ShareFields
  }
  accuracyDecided {
    ...ShareFields
  }
  precision {
    ...ShareFields
  }
  recall {
    ...ShareFields
  }
  f1 {
    ...ShareFields
  }
}
    fragment ShareFields on Share {
  value
  low
  high
}`, {"fragmentName":"JudgeScorecardFields"}) as unknown as TypedDocumentString<JudgeScorecardFieldsFragment, unknown>;
export const SavedViewFieldsFragmentDoc = new TypedDocumentString(`
    fragment SavedViewFields on SavedView {
  id
  name
  noun
  filter
  orderBy
  shared
  problem
  createdAt
  updatedAt
}
    `, {"fragmentName":"SavedViewFields"}) as unknown as TypedDocumentString<SavedViewFieldsFragment, unknown>;
export const SpendFieldsFragmentDoc = new TypedDocumentString(`
    fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
    `, {"fragmentName":"SpendFields"}) as unknown as TypedDocumentString<SpendFieldsFragment, unknown>;
export const ScanFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}`, {"fragmentName":"ScanFields"}) as unknown as TypedDocumentString<ScanFieldsFragment, unknown>;
export const RangeFieldsFragmentDoc = new TypedDocumentString(`
    fragment RangeFields on Range {
  low
  high
}
    `, {"fragmentName":"RangeFields"}) as unknown as TypedDocumentString<RangeFieldsFragment, unknown>;
export const ScanEstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScanEstimateFields on ScanEstimate {
  attempts
  calls {
    ...RangeFields
  }
  judgeCalls {
    ...RangeFields
  }
  tokens {
    ...RangeFields
  }
  costUsd {
    ...RangeFields
  }
  seconds {
    ...RangeFields
  }
  latencyMs
  mayExceed
  tiers {
    tier
    attempts
    calls {
      ...RangeFields
    }
    tokens {
      ...RangeFields
    }
  }
  probes {
    probeId
    tier
    attempts
    calls {
      ...RangeFields
    }
    tokens {
      ...RangeFields
    }
  }
  notApplicable {
    probeId
    attempts
    reason
  }
}
    fragment RangeFields on Range {
  low
  high
}`, {"fragmentName":"ScanEstimateFields"}) as unknown as TypedDocumentString<ScanEstimateFieldsFragment, unknown>;
export const ScanEventFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScanEventFields on ScanEvent {
  __typename
  scanId
  cursor
  sequence
  at
  ... on ScanStatusChanged {
    status
    partial
    reasonCode
    reason
    counts {
      ...CountsFields
    }
    spend {
      ...SpendFields
    }
  }
  ... on ScanProgressed {
    underWay
    counts {
      ...CountsFields
    }
    spend {
      ...SpendFields
    }
  }
  ... on FindingRecorded {
    findingId
    probeId
    title
    severity
    confidence
    evidenceLine
    isNew
    regressed
    risks {
      id
      title
    }
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}`, {"fragmentName":"ScanEventFields"}) as unknown as TypedDocumentString<ScanEventFieldsFragment, unknown>;
export const ScanProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScanProgressFields on ScanProgress {
  scanId
  status
  partial
  reasonCode
  underWay
  cursor
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}`, {"fragmentName":"ScanProgressFields"}) as unknown as TypedDocumentString<ScanProgressFieldsFragment, unknown>;
export const FindingFieldsFragmentDoc = new TypedDocumentString(`
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
    `, {"fragmentName":"FindingFields"}) as unknown as TypedDocumentString<FindingFieldsFragment, unknown>;
export const DiffPageFragmentDoc = new TypedDocumentString(`
    fragment DiffPage on FindingConnection {
  nodes {
    ...FindingFields
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}`, {"fragmentName":"DiffPage"}) as unknown as TypedDocumentString<DiffPageFragment, unknown>;
export const ScheduleFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScheduleFields on Schedule {
  id
  name
  cron
  timeZone
  enabled
  probeIds
  repeats
  nextRunAt
  nextRuns
  lastRunAt
  lastScanId
  lastMissed
  missedTotal
  lastProblem {
    code
    message
  }
  createdAt
  updatedAt
  target {
    id
    name
  }
}
    `, {"fragmentName":"ScheduleFields"}) as unknown as TypedDocumentString<ScheduleFieldsFragment, unknown>;
export const SecretFieldsFragmentDoc = new TypedDocumentString(`
    fragment SecretFields on Secret {
  id
  name
  createdAt
  updatedAt
}
    `, {"fragmentName":"SecretFields"}) as unknown as TypedDocumentString<SecretFieldsFragment, unknown>;
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  id
  device
  address
  method
  current
  createdAt
  lastUsedAt
  expiresAt
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const SettingsFieldsFragmentDoc = new TypedDocumentString(`
    fragment SettingsFields on Settings {
  judgeConfidenceThreshold
  owaspLlmEdition
  retentionDays {
    answers
    audit
    events
    reports
    scans
    traces
  }
}
    `, {"fragmentName":"SettingsFields"}) as unknown as TypedDocumentString<SettingsFieldsFragment, unknown>;
export const TargetFieldsFragmentDoc = new TypedDocumentString(`
    fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}
    `, {"fragmentName":"TargetFields"}) as unknown as TypedDocumentString<TargetFieldsFragment, unknown>;
export const ProviderFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProviderFields on Provider {
  name
  available
  needs
  bounds {
    name
    minimum
    exclusiveMinimum
    maximum
    default
    integer
  }
}
    `, {"fragmentName":"ProviderFields"}) as unknown as TypedDocumentString<ProviderFieldsFragment, unknown>;
export const TokenFieldsFragmentDoc = new TypedDocumentString(`
    fragment TokenFields on Token {
  id
  name
  prefix
  scopes
  allowedCidrs
  userId
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  replacedById
}
    `, {"fragmentName":"TokenFields"}) as unknown as TypedDocumentString<TokenFieldsFragment, unknown>;
export const WebhookFieldsFragmentDoc = new TypedDocumentString(`
    fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}
    `, {"fragmentName":"WebhookFields"}) as unknown as TypedDocumentString<WebhookFieldsFragment, unknown>;
export const WebhookDeliveryFieldsFragmentDoc = new TypedDocumentString(`
    fragment WebhookDeliveryFields on WebhookDelivery {
  id
  event
  state
  attemptCount
  createdAt
  deliveredAt
  nextAttemptAt
  attempts {
    number
    at
    httpStatus
    latencyMs
    failure
  }
}
    `, {"fragmentName":"WebhookDeliveryFields"}) as unknown as TypedDocumentString<WebhookDeliveryFieldsFragment, unknown>;
export const AttemptsGetDocument = new TypedDocumentString(`
    query AttemptsGet($id: ID!, $waitFor: String) {
  attempt(id: $id, waitFor: $waitFor) {
    ...ReviewedAttemptFields
  }
}
    fragment ReviewedAttemptFields on Attempt {
  id
  position
  probeId
  variant
  verdict
  confidence
  system
  scan {
    id
  }
  turns {
    index
    prompt
    answer
  }
  opinions {
    judge
    engine
    version
    verdict
    confidence
    rationale
  }
  ruling {
    kind
    confidence
    basis
    reasons
    needsReview
    evidence {
      kind
      state
      summary
    }
  }
}`, {"hash":"sha256:4480831fdb960e41b3bca469d5601b0bfb0405613ba84a362358ef46621d7054"}) as unknown as TypedDocumentString<AttemptsGetQuery, AttemptsGetQueryVariables>;
export const AttemptsListDocument = new TypedDocumentString(`
    query AttemptsList($scanId: ID!, $filter: AttemptFilter, $orderBy: AttemptOrder, $first: Int, $after: String, $waitFor: String) {
  scan(id: $scanId, waitFor: $waitFor) {
    attempts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes {
        ...AttemptFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment AttemptFields on Attempt {
  id
  position
  probeId
  variant
  repeat
  state
  verdict
  confidence
  failureReason
  answeredAt
  judgedAt
}`, {"hash":"sha256:ddbc15e08204ea44ceedfb328f8964a1a1bf06c1f8432795d886b8ee0d96e674"}) as unknown as TypedDocumentString<AttemptsListQuery, AttemptsListQueryVariables>;
export const AuditListDocument = new TypedDocumentString(`
    query AuditList($filter: AuditEventFilter, $orderBy: AuditEventOrder, $first: Int, $after: String, $waitFor: String) {
  auditEvents(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...AuditEventFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditEventFields on AuditEvent {
  id
  sequence
  at
  action
  result
  subjectKind
  subjectId
  address
  requestId
  hash
  actor {
    tokenId
    userId
  }
}`, {"hash":"sha256:5b393a9c3549d1ad7d77994a21cb00c3b78a03b56c76f796b2e52013b359fe21"}) as unknown as TypedDocumentString<AuditListQuery, AuditListQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer($waitFor: String) {
  viewer(waitFor: $waitFor) {
    ...ViewerFields
  }
}
    fragment ViewerFields on Viewer {
  scopes
  tenant {
    id
    slug
    name
    cursor
  }
  token {
    id
    name
    prefix
    expiresAt
  }
  member {
    ...MemberFields
  }
  limits {
    documentPoints
    budgets {
      name
      perMinute
      burst
      remaining
      resetAt
    }
  }
}
fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
  lastSeenAt
}`, {"hash":"sha256:0c1f9a3bbc21f11ffb443621ed65619930cb4123aaaffe56cd0aa2d41ca4f708"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const UsageDocument = new TypedDocumentString(`
    query Usage($by: UsageBucket!, $from: DateTime!, $to: DateTime!, $filter: UsageFilter, $orderBy: UsageOrder, $first: Int, $after: String, $waitFor: String) {
  usage(
    by: $by
    from: $from
    to: $to
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...UsageFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment UsageFields on Usage {
  from
  scans
  attempts
  findings
  targetCalls
  targetTokens
  targetUsd
  judgeCalls
  judgeTokens
  judgeUsd
}`, {"hash":"sha256:57dc51757760daaf2dd971832d5d62159ec69b098c40299ee8f3985187a5e646"}) as unknown as TypedDocumentString<UsageQuery, UsageQueryVariables>;
export const DlpRulesGetDocument = new TypedDocumentString(`
    query DlpRulesGet($id: ID!, $waitFor: String) {
  dlpRule(id: $id, waitFor: $waitFor) {
    ...DlpRuleFields
  }
}
    fragment DlpRuleFields on DlpRule {
  id
  name
  description
  category
  source
  pattern
  words
  action
  defaultAction
  enabled
  updatedAt
}`, {"hash":"sha256:724f5af6882cd41ba2c9776a3c85ec72713f5599f5f1516849c64d79e5a730c0"}) as unknown as TypedDocumentString<DlpRulesGetQuery, DlpRulesGetQueryVariables>;
export const DlpRulesListDocument = new TypedDocumentString(`
    query DlpRulesList($filter: DlpRuleFilter, $orderBy: DlpRuleOrder, $first: Int, $after: String, $waitFor: String) {
  dlpRules(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...DlpRuleFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment DlpRuleFields on DlpRule {
  id
  name
  description
  category
  source
  pattern
  words
  action
  defaultAction
  enabled
  updatedAt
}`, {"hash":"sha256:0f39f86e672d239072c8a1f12b0d9015e060ce6af6d91a0eb3d74355c9544c0f"}) as unknown as TypedDocumentString<DlpRulesListQuery, DlpRulesListQueryVariables>;
export const DlpRulesCreateDocument = new TypedDocumentString(`
    mutation DlpRulesCreate($input: CreateDlpRuleInput!) {
  createDlpRule(input: $input) {
    ... on CreateDlpRulePayload {
      cursor
      rule {
        ...DlpRuleFields
      }
    }
    ...ProblemFields
  }
}
    fragment DlpRuleFields on DlpRule {
  id
  name
  description
  category
  source
  pattern
  words
  action
  defaultAction
  enabled
  updatedAt
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:4f3f959db5d9b165441f567e8164d8062d1089958de6ccb3e1fbd113a2741e0d"}) as unknown as TypedDocumentString<DlpRulesCreateMutation, DlpRulesCreateMutationVariables>;
export const DlpRulesUpdateDocument = new TypedDocumentString(`
    mutation DlpRulesUpdate($id: ID!, $name: String, $description: String, $pattern: String, $words: [String!], $action: DlpAction, $enabled: Boolean) {
  updateDlpRule(
    input: {
      ruleId: $id
      name: $name
      description: $description
      pattern: $pattern
      words: $words
      action: $action
      enabled: $enabled
    }
  ) {
    ... on UpdateDlpRulePayload {
      cursor
      rule {
        ...DlpRuleFields
      }
    }
    ...ProblemFields
  }
}
    fragment DlpRuleFields on DlpRule {
  id
  name
  description
  category
  source
  pattern
  words
  action
  defaultAction
  enabled
  updatedAt
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:4a6f358f3f5301c779afd5499404f238591c28dc6a30d11a948742eaf3fe5724"}) as unknown as TypedDocumentString<DlpRulesUpdateMutation, DlpRulesUpdateMutationVariables>;
export const DlpRulesDeleteDocument = new TypedDocumentString(`
    mutation DlpRulesDelete($id: ID!) {
  deleteDlpRule(input: { ruleId: $id }) {
    ... on DeleteDlpRulePayload {
      cursor
      id: ruleId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:4f165b1325f031ca324865691b66c7f2d9387461da600fac55ff4411516f119c"}) as unknown as TypedDocumentString<DlpRulesDeleteMutation, DlpRulesDeleteMutationVariables>;
export const DlpRulesTestDocument = new TypedDocumentString(`
    mutation DlpRulesTest($text: String!) {
  testDlp(input: { text: $text }) {
    ... on TestDlpPayload {
      cursor
      action
      sent
      matchCount
      matches {
        ruleId
        name
        action
        start
        end
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:af291e673c6ecac0e9cae40b4c637f8d3bf54fa6253585eb40152747726c5a7e"}) as unknown as TypedDocumentString<DlpRulesTestMutation, DlpRulesTestMutationVariables>;
export const EventsWatchDocument = new TypedDocumentString(`
    subscription EventsWatch($kinds: [TenantEventKind!], $targets: [ID!], $minSeverity: Severity, $after: String) {
  tenantEvents(
    kinds: $kinds
    targets: $targets
    minSeverity: $minSeverity
    after: $after
  ) {
    ...TenantEventFields
  }
}
    fragment TenantEventFields on TenantEvent {
  __typename
  action
  at
  cursor
  kind
  scanId
  targetId
  severity
  ... on ScanChanged {
    status
    reasonCode
    counts {
      ...CountsFields
    }
  }
  ... on FindingChanged {
    findingId
    isNew
    regressed
    finding {
      id
      title
      severity
      status
      probeId
    }
  }
  ... on ReviewQueueChanged {
    attemptIds
    waiting
  }
  ... on TargetChanged {
    target {
      id
      name
      status
    }
  }
  ... on SubjectChanged {
    subjectId
  }
}
fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}`, {"hash":"sha256:da4ece29fa5c0a2d74264a5f7e44ae3d2604cc628163bf6028a15daa4c1f17e1"}) as unknown as TypedDocumentString<EventsWatchSubscription, EventsWatchSubscriptionVariables>;
export const FindingsGetDocument = new TypedDocumentString(`
    query FindingsGet($id: ID!, $waitFor: String) {
  finding(id: $id, waitFor: $waitFor) {
    ...FindingFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}`, {"hash":"sha256:6dacad35165c8ad7ca41dee3e4da4b0886b3927b64a7423f71f9de829daa0b9b"}) as unknown as TypedDocumentString<FindingsGetQuery, FindingsGetQueryVariables>;
export const FindingsListDocument = new TypedDocumentString(`
    query FindingsList($filter: FindingFilter, $orderBy: FindingOrder, $first: Int, $after: String, $waitFor: String) {
  findings(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...FindingFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}`, {"hash":"sha256:326f216ee9c64d8ff29f52c632b5634ce263bb729ca70d2f7e2b1191a5c33370"}) as unknown as TypedDocumentString<FindingsListQuery, FindingsListQueryVariables>;
export const FindingsSearchDocument = new TypedDocumentString(`
    query FindingsSearch($text: String!, $filter: FindingFilter, $editions: [EditionInput!], $first: Int, $after: String, $waitFor: String) {
  searchFindings(
    text: $text
    filter: $filter
    editions: $editions
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    edges {
      rank
      snippet {
        text
        isHit
      }
      node {
        ...FindingFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}`, {"hash":"sha256:237c94788d2766df11adf412de4f143bcedc9464e458a3cea87a94bf49dfdd4f"}) as unknown as TypedDocumentString<FindingsSearchQuery, FindingsSearchQueryVariables>;
export const FindingsStatsDocument = new TypedDocumentString(`
    query FindingsStats($groupBy: FindingGroupBy!, $filter: FindingFilter, $waitFor: String) {
  findingStats(groupBy: $groupBy, filter: $filter, waitFor: $waitFor) {
    total
    groups(top: 100) {
      ...FindingGroupFields
    }
  }
}
    fragment FindingGroupFields on FindingGroup {
  key
  label
  count
}`, {"hash":"sha256:fe7e82b0bc062e1eb3fd44efc3d4b4f9d00d58d22e0c02f3c805f3d35b6b6347"}) as unknown as TypedDocumentString<FindingsStatsQuery, FindingsStatsQueryVariables>;
export const FindingsFacetsDocument = new TypedDocumentString(`
    query FindingsFacets($filter: FindingFilter, $waitFor: String) {
  findingFacets(filter: $filter, waitFor: $waitFor) {
    severity(top: 20) {
      ...FindingGroupFields
    }
    status(top: 20) {
      ...FindingGroupFields
    }
    risk(top: 20) {
      ...FindingGroupFields
    }
    target(top: 20) {
      ...FindingGroupFields
    }
    probe(top: 20) {
      ...FindingGroupFields
    }
    framework(top: 20) {
      ...FindingGroupFields
    }
    tag(top: 20) {
      ...FindingGroupFields
    }
    assignee(top: 20) {
      ...FindingGroupFields
    }
  }
}
    fragment FindingGroupFields on FindingGroup {
  key
  label
  count
}`, {"hash":"sha256:8aa4051ec7d9e176afcba11dc75cae282a775cb55ab32a1b7406f97188f45c1e"}) as unknown as TypedDocumentString<FindingsFacetsQuery, FindingsFacetsQueryVariables>;
export const FindingsTrendDocument = new TypedDocumentString(`
    query FindingsTrend($interval: TrendInterval!, $from: DateTime!, $to: DateTime!, $filter: FindingFilter, $timeZone: String, $waitFor: String) {
  findingTrend(
    interval: $interval
    from: $from
    to: $to
    filter: $filter
    timeZone: $timeZone
    waitFor: $waitFor
  ) {
    start
    end
    opened
    resolved
    dismissed
    openAtEnd
  }
}
    `, {"hash":"sha256:844d6570da44bd5a32cd936c19174c1025d2cb69d08b759dfa66b455c330dd8e"}) as unknown as TypedDocumentString<FindingsTrendQuery, FindingsTrendQueryVariables>;
export const FindingsHistoryDocument = new TypedDocumentString(`
    query FindingsHistory($id: ID!, $first: Int, $after: String, $waitFor: String) {
  finding(id: $id, waitFor: $waitFor) {
    history(first: $first, after: $after) {
      nodes {
        ...FindingChangeFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment FindingChangeFields on FindingChange {
  id
  number
  batchId
  undoes
  kind
  from
  to
  reason
  scanId
  createdAt
  author {
    tokenId
    userId
  }
}`, {"hash":"sha256:168d47ee9baa3e91b50e9992c9142ff4404de4b3a0a3364ff4bfdd7ac583bf69"}) as unknown as TypedDocumentString<FindingsHistoryQuery, FindingsHistoryQueryVariables>;
export const FindingsCommentsDocument = new TypedDocumentString(`
    query FindingsComments($id: ID!, $first: Int, $after: String, $waitFor: String) {
  finding(id: $id, waitFor: $waitFor) {
    comments(first: $first, after: $after) {
      nodes {
        ...FindingCommentFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment FindingCommentFields on FindingComment {
  id
  body
  createdAt
  author {
    tokenId
    userId
  }
}`, {"hash":"sha256:6e5abd23228cd90d2538528d1f9805223ee4b5777defb9ec4ab2327048fa39db"}) as unknown as TypedDocumentString<FindingsCommentsQuery, FindingsCommentsQueryVariables>;
export const FindingsSetStatusDocument = new TypedDocumentString(`
    mutation FindingsSetStatus($id: ID!, $status: FindingStatus!, $reason: String) {
  setFindingStatus(input: { findingId: $id, status: $status, reason: $reason }) {
    ... on SetFindingStatusPayload {
      cursor
      batchId
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:0a3599387dc87ba6ab7c8e3548ba4a74262d4afcb2773b2ab9bef786a4fd2e09"}) as unknown as TypedDocumentString<FindingsSetStatusMutation, FindingsSetStatusMutationVariables>;
export const FindingsAssignDocument = new TypedDocumentString(`
    mutation FindingsAssign($id: ID!, $memberId: ID) {
  assignFinding(input: { findingId: $id, memberId: $memberId }) {
    ... on AssignFindingPayload {
      cursor
      batchId
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:1d29d23b4532ec6a713326ecb6593d83f2f0f098bf734bfaa62ec943e7edcc80"}) as unknown as TypedDocumentString<FindingsAssignMutation, FindingsAssignMutationVariables>;
export const FindingsTagDocument = new TypedDocumentString(`
    mutation FindingsTag($id: ID!, $add: [String!], $remove: [String!]) {
  tagFinding(input: { findingId: $id, add: $add, remove: $remove }) {
    ... on TagFindingPayload {
      cursor
      batchId
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:e221f9846c8ad72ac629935781c2c000592bce7028d46f421da2c6c8ff688ad4"}) as unknown as TypedDocumentString<FindingsTagMutation, FindingsTagMutationVariables>;
export const FindingsLinkTicketDocument = new TypedDocumentString(`
    mutation FindingsLinkTicket($id: ID!, $ticket: TicketInput) {
  linkTicket(input: { findingId: $id, ticket: $ticket }) {
    ... on LinkTicketPayload {
      cursor
      batchId
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:7ac7c6972225e73671d505289c6f24eea3de46f79907c3064b3235864d54e5b1"}) as unknown as TypedDocumentString<FindingsLinkTicketMutation, FindingsLinkTicketMutationVariables>;
export const FindingsCommentDocument = new TypedDocumentString(`
    mutation FindingsComment($id: ID!, $body: String!, $idempotencyKey: String) {
  commentFinding(
    input: { findingId: $id, body: $body, idempotencyKey: $idempotencyKey }
  ) {
    ... on CommentFindingPayload {
      cursor
      comment {
        ...FindingCommentFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingCommentFields on FindingComment {
  id
  body
  createdAt
  author {
    tokenId
    userId
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:87f2889ae8fa677978eaa38c4b5b5164139a8fb0c0fb48ea3cd81323e0b93e2c"}) as unknown as TypedDocumentString<FindingsCommentMutation, FindingsCommentMutationVariables>;
export const FindingsBulkDocument = new TypedDocumentString(`
    mutation FindingsBulk($input: BulkUpdateFindingsInput!) {
  bulkUpdateFindings(input: $input) {
    ... on BulkUpdateFindingsPayload {
      cursor
      batchId
      matched
      changed
      skipped {
        code
        message
        count
        findingIds
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:5248993393ba811cdb1f110bf81f62fafe9867545e7ee9c17bf9dc40c324a950"}) as unknown as TypedDocumentString<FindingsBulkMutation, FindingsBulkMutationVariables>;
export const FindingsUndoDocument = new TypedDocumentString(`
    mutation FindingsUndo($batchId: ID!) {
  undoFindingChange(input: { batchId: $batchId }) {
    ... on UndoFindingChangePayload {
      cursor
      batchId
      matched
      changed
      skipped {
        code
        message
        count
        findingIds
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:db0ef4a3bfafa75447796b913fa2f28ac7ac0f4da2f7f8d98ac86cf08a16ad6a"}) as unknown as TypedDocumentString<FindingsUndoMutation, FindingsUndoMutationVariables>;
export const FindingsAddedDocument = new TypedDocumentString(`
    subscription FindingsAdded($filter: FindingFilter) {
  findingAdded(filter: $filter) {
    at
    cursor
    scanId
    isNew
    regressed
    finding {
      ...FindingFields
    }
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}`, {"hash":"sha256:5069e0e4b74b50a908a1ebe956fc71a01df90f243e85dc4ce31e74240b362a3e"}) as unknown as TypedDocumentString<FindingsAddedSubscription, FindingsAddedSubscriptionVariables>;
export const FrameworksListDocument = new TypedDocumentString(`
    query FrameworksList($editions: [EditionInput!], $waitFor: String) {
  frameworks(editions: $editions, waitFor: $waitFor) {
    ...FrameworkFields
  }
}
    fragment FrameworkFields on Framework {
  slug
  name
  shortName
  edition
  editions
  editionDate
  publisher
  url
}`, {"hash":"sha256:dbec67da46fbad50d3c2b5753d9ccb2ad5b50d2c7ac3c904a1290f57c54e5eb5"}) as unknown as TypedDocumentString<FrameworksListQuery, FrameworksListQueryVariables>;
export const FrameworksControlsDocument = new TypedDocumentString(`
    query FrameworksControls($framework: FrameworkSlug, $filter: ControlFilter, $search: String, $editions: [EditionInput!], $orderBy: ControlOrder, $first: Int, $after: String, $waitFor: String) {
  controls(
    framework: $framework
    filter: $filter
    search: $search
    editions: $editions
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ControlFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}`, {"hash":"sha256:6b9717982a1453537cec1e91ffeb064d12f4f8d3fccfa127a0153e0b075e7bb1"}) as unknown as TypedDocumentString<FrameworksControlsQuery, FrameworksControlsQueryVariables>;
export const FrameworksControlDocument = new TypedDocumentString(`
    query FrameworksControl($ref: ID!, $editions: [EditionInput!], $waitFor: String) {
  control(ref: $ref, editions: $editions, waitFor: $waitFor) {
    ...ControlFields
  }
}
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}`, {"hash":"sha256:a29e482b7a72a3f61830bd6ff002c87c4bf1c19546362eea1775269997a8fe81"}) as unknown as TypedDocumentString<FrameworksControlQuery, FrameworksControlQueryVariables>;
export const FrameworksConvertDocument = new TypedDocumentString(`
    query FrameworksConvert($framework: FrameworkSlug!, $ref: String!, $from: String!, $to: String, $waitFor: String) {
  convertRef(
    framework: $framework
    ref: $ref
    from: $from
    to: $to
    waitFor: $waitFor
  ) {
    kind
    note
    controls {
      ...ControlFields
    }
  }
}
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}`, {"hash":"sha256:41b3fa3e4300c85c405eee04fd7db75e39b128ca4b988652448e5fa656bab905"}) as unknown as TypedDocumentString<FrameworksConvertQuery, FrameworksConvertQueryVariables>;
export const FrameworksCoverageDocument = new TypedDocumentString(`
    query FrameworksCoverage($framework: FrameworkSlug!, $filter: CoverageFilter, $edition: String, $waitFor: String) {
  coverage(
    framework: $framework
    filter: $filter
    edition: $edition
    waitFor: $waitFor
  ) {
    crosswalkVersion
    framework {
      ...FrameworkFields
    }
    summary {
      tested
      partlyTested
      relatedOnly
      notTested
      notTestable
    }
  }
}
    fragment FrameworkFields on Framework {
  slug
  name
  shortName
  edition
  editions
  editionDate
  publisher
  url
}`, {"hash":"sha256:e6205f711936c6333d00e844e593cce5bc8ad0e3d5bd469dbc41dafaaacec5fc"}) as unknown as TypedDocumentString<FrameworksCoverageQuery, FrameworksCoverageQueryVariables>;
export const FrameworksCoveredControlsDocument = new TypedDocumentString(`
    query FrameworksCoveredControls($framework: FrameworkSlug!, $states: [CoverageState!], $filter: CoverageFilter, $edition: String, $first: Int, $after: String, $waitFor: String) {
  coverage(
    framework: $framework
    filter: $filter
    edition: $edition
    waitFor: $waitFor
  ) {
    controls(states: $states, first: $first, after: $after) {
      nodes {
        ...ControlCoverageFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ControlCoverageFields on ControlCoverage {
  state
  reason
  openFindings
  closedFindings
  lastRanAt
  control {
    ref
    title
  }
  severities {
    critical
    high
    medium
    low
    info
  }
}`, {"hash":"sha256:6db684760cb4f6b52212e915ad548946deaf24b0f192bae832b11b7419cdc27f"}) as unknown as TypedDocumentString<FrameworksCoveredControlsQuery, FrameworksCoveredControlsQueryVariables>;
export const MembersListDocument = new TypedDocumentString(`
    query MembersList($filter: MemberFilter, $orderBy: MemberOrder, $first: Int, $after: String, $waitFor: String) {
  members(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...MemberFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
  lastSeenAt
}`, {"hash":"sha256:7fff51e846491e408430099bab660a50b5d436b080357285784a5cd5074f394b"}) as unknown as TypedDocumentString<MembersListQuery, MembersListQueryVariables>;
export const MembersChangeRoleDocument = new TypedDocumentString(`
    mutation MembersChangeRole($id: ID!, $role: Role!) {
  changeMemberRole(input: { memberId: $id, role: $role }) {
    ... on ChangeMemberRolePayload {
      cursor
      member {
        ...MemberFields
      }
    }
    ...ProblemFields
  }
}
    fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
  lastSeenAt
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:50949f49c038ee6321a4712dd15bcc0e5ab0f2e6f3d6ba62caa5d58914b8d59f"}) as unknown as TypedDocumentString<MembersChangeRoleMutation, MembersChangeRoleMutationVariables>;
export const MembersRemoveDocument = new TypedDocumentString(`
    mutation MembersRemove($id: ID!) {
  removeMember(input: { memberId: $id }) {
    ... on RemoveMemberPayload {
      cursor
      id: memberId
      revokedTokens
      unassignedFindings
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:2251b5ed28b91ee35486e6c93471c10e09e4586c6c47f03310025117db33e808"}) as unknown as TypedDocumentString<MembersRemoveMutation, MembersRemoveMutationVariables>;
export const MembersInviteDocument = new TypedDocumentString(`
    mutation MembersInvite($input: InviteMemberInput!) {
  inviteMember(input: $input) {
    ... on InviteMemberPayload {
      cursor
      text
      url
      invitation {
        ...InvitationFields
      }
    }
    ...ProblemFields
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  role
  createdAt
  expiresAt
  acceptedAt
  revokedAt
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:a6cef6bbf2124ae18f2cac2ff98332a3e93764f4cde22a7858ed0c53f269ce67"}) as unknown as TypedDocumentString<MembersInviteMutation, MembersInviteMutationVariables>;
export const MembersInvitationsDocument = new TypedDocumentString(`
    query MembersInvitations($filter: InvitationFilter, $orderBy: InvitationOrder, $first: Int, $after: String, $waitFor: String) {
  invitations(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...InvitationFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  role
  createdAt
  expiresAt
  acceptedAt
  revokedAt
}`, {"hash":"sha256:33a43cd0ac16e4f5adedf51ba1325614c34367f89bd6c8d10107d17c98b558db"}) as unknown as TypedDocumentString<MembersInvitationsQuery, MembersInvitationsQueryVariables>;
export const MembersRevokeInvitationDocument = new TypedDocumentString(`
    mutation MembersRevokeInvitation($id: ID!) {
  revokeInvitation(input: { invitationId: $id }) {
    ... on RevokeInvitationPayload {
      cursor
      invitation {
        ...InvitationFields
      }
    }
    ...ProblemFields
  }
}
    fragment InvitationFields on Invitation {
  id
  email
  role
  createdAt
  expiresAt
  acceptedAt
  revokedAt
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:3db149f4757deee6a7e15d8c77cb61d4cf1e97f559ea3881b3d1c6722d540d9a"}) as unknown as TypedDocumentString<MembersRevokeInvitationMutation, MembersRevokeInvitationMutationVariables>;
export const OverlapsListDocument = new TypedDocumentString(`
    query OverlapsList($filter: FindingFilter, $frameworks: [FrameworkSlug!], $ref: String, $tier: Int, $curated: Boolean, $suggested: Boolean, $editions: [EditionInput!], $first: Int, $after: String, $waitFor: String) {
  overlaps(
    filter: $filter
    frameworks: $frameworks
    ref: $ref
    tier: $tier
    curated: $curated
    suggested: $suggested
    editions: $editions
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...OverlapFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ControlFields on Control {
  ref
  localId
  title
  kind
  group
  parentRef
  edition
  framework {
    slug
    shortName
  }
}
fragment OverlapFields on Overlap {
  refA
  refB
  findingCount
  severities {
    critical
    high
    medium
    low
    info
  }
  controlA {
    ...ControlFields
  }
  controlB {
    ...ControlFields
  }
  curated {
    id
    tier
    core
    strength
    basis
    rationale
  }
}`, {"hash":"sha256:75c39f461e155870debc85bd2a44909dd03d58ffee82dd58d982b1f1a203c51d"}) as unknown as TypedDocumentString<OverlapsListQuery, OverlapsListQueryVariables>;
export const ProbesGetDocument = new TypedDocumentString(`
    query ProbesGet($id: ID!, $waitFor: String) {
  probe(id: $id, waitFor: $waitFor) {
    ...ProbeFields
  }
}
    fragment ProbeFields on Probe {
  id
  version
  status
  title
  description
  severity
  tier
  objective
  decidesAlone
  risks {
    id
    title
  }
}`, {"hash":"sha256:826a114a0f2f3c91fa06d0552fc2c99f299a43b71077f37026079ba850d58172"}) as unknown as TypedDocumentString<ProbesGetQuery, ProbesGetQueryVariables>;
export const ProbesListDocument = new TypedDocumentString(`
    query ProbesList($risk: String, $severity: [Severity!], $filter: ProbeFilter, $orderBy: ProbeOrder, $first: Int, $after: String, $waitFor: String) {
  probes(
    risk: $risk
    severity: $severity
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ProbeFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ProbeFields on Probe {
  id
  version
  status
  title
  description
  severity
  tier
  objective
  decidesAlone
  risks {
    id
    title
  }
}`, {"hash":"sha256:47660fc089d3bf9f6043881daa13a8a558e1a20d64c11d84d6eb5387677ed870"}) as unknown as TypedDocumentString<ProbesListQuery, ProbesListQueryVariables>;
export const ProbesRisksDocument = new TypedDocumentString(`
    query ProbesRisks($waitFor: String) {
  risks(waitFor: $waitFor) {
    id
    title
  }
}
    `, {"hash":"sha256:5d61e74793970741adcc6e9df6f983eb8f678e0ab39952b7f7ae676879d4c330"}) as unknown as TypedDocumentString<ProbesRisksQuery, ProbesRisksQueryVariables>;
export const ReportsGetDocument = new TypedDocumentString(`
    query ReportsGet($id: ID!, $waitFor: String) {
  report(id: $id, waitFor: $waitFor) {
    ...ReportFields
  }
}
    fragment ReportFields on Report {
  id
  title
  status
  format
  frameworks
  progress
  findingCount
  queuedAt
  startedAt
  readyAt
  expiresAt
  size
  sha256
  signature
  failure
  failureCode
  download {
    url
    expiresAt
  }
}`, {"hash":"sha256:9c82937e72a1ce2bd1ae7087a9fc62ea7ea932123a07290c662290e153a6ac4c"}) as unknown as TypedDocumentString<ReportsGetQuery, ReportsGetQueryVariables>;
export const ReportsListDocument = new TypedDocumentString(`
    query ReportsList($filter: ReportFilter, $orderBy: ReportOrder, $first: Int, $after: String, $waitFor: String) {
  reports(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ReportFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ReportFields on Report {
  id
  title
  status
  format
  frameworks
  progress
  findingCount
  queuedAt
  startedAt
  readyAt
  expiresAt
  size
  sha256
  signature
  failure
  failureCode
  download {
    url
    expiresAt
  }
}`, {"hash":"sha256:5dcdc98c0fc5fe044904000f940ad699372e270b78cb7b7aa5fb62b87f37e025"}) as unknown as TypedDocumentString<ReportsListQuery, ReportsListQueryVariables>;
export const ReportsCreateDocument = new TypedDocumentString(`
    mutation ReportsCreate($input: CreateReportInput!) {
  createReport(input: $input) {
    ... on CreateReportPayload {
      cursor
      report {
        ...ReportFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment ReportFields on Report {
  id
  title
  status
  format
  frameworks
  progress
  findingCount
  queuedAt
  startedAt
  readyAt
  expiresAt
  size
  sha256
  signature
  failure
  failureCode
  download {
    url
    expiresAt
  }
}`, {"hash":"sha256:118ddbb9dbf884d1292cd5ed8136395e94f886bd9a60a7e44954c82c61b9a884"}) as unknown as TypedDocumentString<ReportsCreateMutation, ReportsCreateMutationVariables>;
export const ReportsDeleteDocument = new TypedDocumentString(`
    mutation ReportsDelete($id: ID!) {
  deleteReport(input: { reportId: $id }) {
    ... on DeleteReportPayload {
      cursor
      id: reportId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:94d877b389540794502ba21dc3eb0fecd8eb8d4faded74650c02f4c43b857535"}) as unknown as TypedDocumentString<ReportsDeleteMutation, ReportsDeleteMutationVariables>;
export const ReportsWatchDocument = new TypedDocumentString(`
    subscription ReportsWatch($id: ID!) {
  reportProgress(id: $id) {
    ...ReportProgressFields
  }
}
    fragment ReportProgressFields on ReportProgress {
  reportId
  status
  progress
  stage
  failureCode
}`, {"hash":"sha256:15a66d8adb87a9b953621612c199557d999aeb1dee8914f86e993a9fa5b521ef"}) as unknown as TypedDocumentString<ReportsWatchSubscription, ReportsWatchSubscriptionVariables>;
export const ReviewListDocument = new TypedDocumentString(`
    query ReviewList($filter: ReviewQueueFilter, $orderBy: ReviewQueueOrder, $first: Int, $after: String, $waitFor: String) {
  reviewQueue(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ReviewedAttemptFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ReviewedAttemptFields on Attempt {
  id
  position
  probeId
  variant
  verdict
  confidence
  system
  scan {
    id
  }
  turns {
    index
    prompt
    answer
  }
  opinions {
    judge
    engine
    version
    verdict
    confidence
    rationale
  }
  ruling {
    kind
    confidence
    basis
    reasons
    needsReview
    evidence {
      kind
      state
      summary
    }
  }
}`, {"hash":"sha256:2b601af0aee424ca2a3cca14f4751bc6d9544631e37f85e627930fd9d2641718"}) as unknown as TypedDocumentString<ReviewListQuery, ReviewListQueryVariables>;
export const ReviewConfirmDocument = new TypedDocumentString(`
    mutation ReviewConfirm($attemptId: ID!, $expected: VerdictKind, $reason: String) {
  confirmVerdict(
    input: { attemptId: $attemptId, expected: $expected, reason: $reason }
  ) {
    ... on ConfirmVerdictPayload {
      cursor
      review {
        ...ReviewFields
      }
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment ReviewFields on Review {
  id
  decision
  verdictBefore
  verdict
  reason
  wasQueued
  createdAt
  author {
    tokenId
    userId
  }
}`, {"hash":"sha256:a1d58e235a824c4e01e7a70cf8bf639cdc3b7c2a74372309ef026191d20f348e"}) as unknown as TypedDocumentString<ReviewConfirmMutation, ReviewConfirmMutationVariables>;
export const ReviewOverturnDocument = new TypedDocumentString(`
    mutation ReviewOverturn($attemptId: ID!, $verdict: VerdictKind!, $reason: String!, $expected: VerdictKind) {
  overturnVerdict(
    input: {
      attemptId: $attemptId
      verdict: $verdict
      reason: $reason
      expected: $expected
    }
  ) {
    ... on OverturnVerdictPayload {
      cursor
      review {
        ...ReviewFields
      }
      finding {
        ...FindingFields
      }
    }
    ...ProblemFields
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment ReviewFields on Review {
  id
  decision
  verdictBefore
  verdict
  reason
  wasQueued
  createdAt
  author {
    tokenId
    userId
  }
}`, {"hash":"sha256:c395023b223fa10c9f2e842bcce9e8a616ea8add0587521a21de4ccc6cdf3cab"}) as unknown as TypedDocumentString<ReviewOverturnMutation, ReviewOverturnMutationVariables>;
export const ReviewScorecardsDocument = new TypedDocumentString(`
    query ReviewScorecards($from: DateTime, $to: DateTime, $filter: JudgeScorecardFilter, $orderBy: JudgeScorecardOrder, $first: Int, $after: String, $waitFor: String) {
  judgeScorecards(
    from: $from
    to: $to
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...JudgeScorecardFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ShareFields on Share {
  value
  low
  high
}
fragment JudgeScorecardFields on JudgeScorecard {
  judge
  engine
  version
  reviewed
  decided
  undecided
  truePositives
  falsePositives
  trueNegatives
  falseNegatives
  accuracy {
    ...ShareFields
  }
  accuracyDecided {
    ...ShareFields
  }
  precision {
    ...ShareFields
  }
  recall {
    ...ShareFields
  }
  f1 {
    ...ShareFields
  }
}`, {"hash":"sha256:610f5c20bf2fb8bed90bfd83dabfbadb3721eaaef6ad8f72b1bcde2eca9b9975"}) as unknown as TypedDocumentString<ReviewScorecardsQuery, ReviewScorecardsQueryVariables>;
export const ReviewWatchDocument = new TypedDocumentString(`
    subscription ReviewWatch($after: String) {
  reviewQueue(after: $after) {
    __typename
    action
    at
    cursor
    attemptIds
    scanId
    targetId
    waiting
  }
}
    `, {"hash":"sha256:e94669c5d76777159f29f930755ebb9b1f34f0aae3c50d7f3e89ef67d3530e75"}) as unknown as TypedDocumentString<ReviewWatchSubscription, ReviewWatchSubscriptionVariables>;
export const SavedViewsGetDocument = new TypedDocumentString(`
    query SavedViewsGet($id: ID!, $waitFor: String) {
  savedView(id: $id, waitFor: $waitFor) {
    ...SavedViewFields
  }
}
    fragment SavedViewFields on SavedView {
  id
  name
  noun
  filter
  orderBy
  shared
  problem
  createdAt
  updatedAt
}`, {"hash":"sha256:9cb4fa1d610ee41e1fbff580d15787c283fd0757acac959b748196044094f849"}) as unknown as TypedDocumentString<SavedViewsGetQuery, SavedViewsGetQueryVariables>;
export const SavedViewsListDocument = new TypedDocumentString(`
    query SavedViewsList($filter: SavedViewFilter, $orderBy: SavedViewOrder, $first: Int, $after: String, $waitFor: String) {
  savedViews(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...SavedViewFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SavedViewFields on SavedView {
  id
  name
  noun
  filter
  orderBy
  shared
  problem
  createdAt
  updatedAt
}`, {"hash":"sha256:d605fd8983dbb27a985dc1c5f5f6aea9588d330272a1a1d7d98f47b53e8d8f67"}) as unknown as TypedDocumentString<SavedViewsListQuery, SavedViewsListQueryVariables>;
export const SavedViewsCreateDocument = new TypedDocumentString(`
    mutation SavedViewsCreate($input: CreateSavedViewInput!) {
  createSavedView(input: $input) {
    ... on CreateSavedViewPayload {
      cursor
      view {
        ...SavedViewFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment SavedViewFields on SavedView {
  id
  name
  noun
  filter
  orderBy
  shared
  problem
  createdAt
  updatedAt
}`, {"hash":"sha256:ac5b3deb30b3e7f9d9cfdc8baaf9d1c70b282425129eb3ce4bebc5c13c64981b"}) as unknown as TypedDocumentString<SavedViewsCreateMutation, SavedViewsCreateMutationVariables>;
export const SavedViewsUpdateDocument = new TypedDocumentString(`
    mutation SavedViewsUpdate($id: ID!, $name: String, $shared: Boolean, $findings: FindingViewInput, $scans: ScanViewInput, $targets: TargetViewInput) {
  updateSavedView(
    input: {
      viewId: $id
      name: $name
      shared: $shared
      findings: $findings
      scans: $scans
      targets: $targets
    }
  ) {
    ... on UpdateSavedViewPayload {
      cursor
      view {
        ...SavedViewFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment SavedViewFields on SavedView {
  id
  name
  noun
  filter
  orderBy
  shared
  problem
  createdAt
  updatedAt
}`, {"hash":"sha256:571433ed406a026ba0aa2664f92c4fd08e6b08e83f4fe03f61d714953b9dc172"}) as unknown as TypedDocumentString<SavedViewsUpdateMutation, SavedViewsUpdateMutationVariables>;
export const SavedViewsDeleteDocument = new TypedDocumentString(`
    mutation SavedViewsDelete($id: ID!) {
  deleteSavedView(input: { viewId: $id }) {
    ... on DeleteSavedViewPayload {
      cursor
      id: viewId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:09fcadaf8e0898132a1bbf2da10a847aba88e5701e87102518f95a93b643a589"}) as unknown as TypedDocumentString<SavedViewsDeleteMutation, SavedViewsDeleteMutationVariables>;
export const ScansGetDocument = new TypedDocumentString(`
    query ScansGet($id: ID!, $waitFor: String) {
  scan(id: $id, waitFor: $waitFor) {
    ...ScanFields
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:0ab1fa56dfd77ce014d1a535cfca9b8a51f87d819164e71e473df29ba52352bb"}) as unknown as TypedDocumentString<ScansGetQuery, ScansGetQueryVariables>;
export const ScansListDocument = new TypedDocumentString(`
    query ScansList($targetId: ID, $status: [ScanStatus!], $filter: ScanFilter, $orderBy: ScanOrder, $first: Int, $after: String, $waitFor: String) {
  scans(
    targetId: $targetId
    status: $status
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ScanFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:3fd7a5b334a3b91b6828d619bcdac51c2e4982889a642be07b793c5ad9ce5b6a"}) as unknown as TypedDocumentString<ScansListQuery, ScansListQueryVariables>;
export const ScansStartDocument = new TypedDocumentString(`
    mutation ScansStart($input: StartScanInput!) {
  startScan(input: $input) {
    ... on StartScanPayload {
      cursor
      scan {
        ...ScanFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:bbb6a565c81a2cfc53ac67dcd0fa341d4124acc0c98daca4a562cb6fd6856d7e"}) as unknown as TypedDocumentString<ScansStartMutation, ScansStartMutationVariables>;
export const ScansEstimateDocument = new TypedDocumentString(`
    query ScansEstimate($input: StartScanInput!, $waitFor: String) {
  estimateScan(input: $input, waitFor: $waitFor) {
    ...ScanEstimateFields
  }
}
    fragment RangeFields on Range {
  low
  high
}
fragment ScanEstimateFields on ScanEstimate {
  attempts
  calls {
    ...RangeFields
  }
  judgeCalls {
    ...RangeFields
  }
  tokens {
    ...RangeFields
  }
  costUsd {
    ...RangeFields
  }
  seconds {
    ...RangeFields
  }
  latencyMs
  mayExceed
  tiers {
    tier
    attempts
    calls {
      ...RangeFields
    }
    tokens {
      ...RangeFields
    }
  }
  probes {
    probeId
    tier
    attempts
    calls {
      ...RangeFields
    }
    tokens {
      ...RangeFields
    }
  }
  notApplicable {
    probeId
    attempts
    reason
  }
}`, {"hash":"sha256:0b33c2d7304f3ca728480a20c3a1fb487241abb34a7ba3f5dfcd2d80080f7689"}) as unknown as TypedDocumentString<ScansEstimateQuery, ScansEstimateQueryVariables>;
export const ScansCancelDocument = new TypedDocumentString(`
    mutation ScansCancel($id: ID!) {
  cancelScan(input: { scanId: $id }) {
    ... on CancelScanPayload {
      cursor
      scan {
        ...ScanFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:19c9e38ff70963b88cb973e2ae0a224dd068f6c2d80b2bd52a3f06739ff21db8"}) as unknown as TypedDocumentString<ScansCancelMutation, ScansCancelMutationVariables>;
export const ScansRerunDocument = new TypedDocumentString(`
    mutation ScansRerun($id: ID!, $idempotencyKey: String) {
  rerunScan(input: { scanId: $id, idempotencyKey: $idempotencyKey }) {
    ... on RerunScanPayload {
      cursor
      scan {
        ...ScanFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:42a2e666f6bef7d9cb7693abd59ccb355b1033d85398c3e34fb2722c52a33d6d"}) as unknown as TypedDocumentString<ScansRerunMutation, ScansRerunMutationVariables>;
export const ScansRetryInconclusiveDocument = new TypedDocumentString(`
    mutation ScansRetryInconclusive($id: ID!, $idempotencyKey: String) {
  retryInconclusive(input: { scanId: $id, idempotencyKey: $idempotencyKey }) {
    ... on RetryInconclusivePayload {
      cursor
      scan {
        ...ScanFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanFields on Scan {
  id
  status
  partial
  reasonCode
  reason
  probeIds
  repeats
  cursor
  createdAt
  startedAt
  finishedAt
  target {
    id
    name
  }
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:5dc2502dc4f9fd81fb5840af97b44c14dcb338d5e07f6023b8fda54cb9b4f98b"}) as unknown as TypedDocumentString<ScansRetryInconclusiveMutation, ScansRetryInconclusiveMutationVariables>;
export const ScansDeleteDocument = new TypedDocumentString(`
    mutation ScansDelete($id: ID!) {
  deleteScan(input: { scanId: $id }) {
    ... on DeleteScanPayload {
      cursor
      id: scanId
      deletedFindings
      keptFindings
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:019b951f397607bc25261b9fd22c0affdf5996ba4a3e7aa99e8131169eb6d5f2"}) as unknown as TypedDocumentString<ScansDeleteMutation, ScansDeleteMutationVariables>;
export const ScansWatchDocument = new TypedDocumentString(`
    subscription ScansWatch($id: ID!, $after: String) {
  scanEvents(scanId: $id, after: $after) {
    ...ScanEventFields
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanEventFields on ScanEvent {
  __typename
  scanId
  cursor
  sequence
  at
  ... on ScanStatusChanged {
    status
    partial
    reasonCode
    reason
    counts {
      ...CountsFields
    }
    spend {
      ...SpendFields
    }
  }
  ... on ScanProgressed {
    underWay
    counts {
      ...CountsFields
    }
    spend {
      ...SpendFields
    }
  }
  ... on FindingRecorded {
    findingId
    probeId
    title
    severity
    confidence
    evidenceLine
    isNew
    regressed
    risks {
      id
      title
    }
  }
}`, {"hash":"sha256:ee1c46be5f5939f5ad68b74ea29b54ec0d77eefc493f9e1d75e110c4e4b7261e"}) as unknown as TypedDocumentString<ScansWatchSubscription, ScansWatchSubscriptionVariables>;
export const ScansProgressDocument = new TypedDocumentString(`
    subscription ScansProgress($id: ID!) {
  scanProgress(scanId: $id) {
    ...ScanProgressFields
  }
}
    fragment CountsFields on ScanCounts {
  planned
  notApplicable
  answered
  failed
  judged
  vulnerable
  resistant
  inconclusive
  findings
  needsReview
}
fragment SpendFields on ScanSpend {
  calls
  tokens
  usd
  judgeCalls
  judgeTokens
  judgeUsd
}
fragment ScanProgressFields on ScanProgress {
  scanId
  status
  partial
  reasonCode
  underWay
  cursor
  counts {
    ...CountsFields
  }
  spend {
    ...SpendFields
  }
}`, {"hash":"sha256:f74264b0b4541eaa37bf9c1b779c57171ca03ef8ce334ffd760202b41001681f"}) as unknown as TypedDocumentString<ScansProgressSubscription, ScansProgressSubscriptionVariables>;
export const ScansDiffPageDocument = new TypedDocumentString(`
    query ScansDiffPage($base: ID!, $head: ID!, $after: String, $new: Boolean = false, $regressed: Boolean = false, $unchanged: Boolean = false, $fixed: Boolean = false, $undecided: Boolean = false, $notTested: Boolean = false, $waitFor: String) {
  scanDiff(base: $base, head: $head, waitFor: $waitFor) {
    new(first: 100, after: $after) @include(if: $new) {
      ...DiffPage
    }
    regressed(first: 100, after: $after) @include(if: $regressed) {
      ...DiffPage
    }
    unchanged(first: 100, after: $after) @include(if: $unchanged) {
      ...DiffPage
    }
    fixed(first: 100, after: $after) @include(if: $fixed) {
      ...DiffPage
    }
    undecided(first: 100, after: $after) @include(if: $undecided) {
      ...DiffPage
    }
    notTested(first: 100, after: $after) @include(if: $notTested) {
      ...DiffPage
    }
  }
}
    fragment FindingFields on Finding {
  id
  title
  description
  remediation
  severity
  status
  statusReason
  confidence
  evidenceLine
  regressed
  probeId
  refs
  firstSeenAt
  lastSeenAt
  resolvedAt
  tags
  assignee {
    id
    name
    email
  }
  ticket {
    key
    url
  }
  risks {
    id
    title
  }
}
fragment DiffPage on FindingConnection {
  nodes {
    ...FindingFields
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`, {"hash":"sha256:26a7262904ee681c533a07d6d65daba78dedb0bd07d741e4938b42047be752ca"}) as unknown as TypedDocumentString<ScansDiffPageQuery, ScansDiffPageQueryVariables>;
export const SchedulesGetDocument = new TypedDocumentString(`
    query SchedulesGet($id: ID!, $waitFor: String) {
  schedule(id: $id, waitFor: $waitFor) {
    ...ScheduleFields
  }
}
    fragment ScheduleFields on Schedule {
  id
  name
  cron
  timeZone
  enabled
  probeIds
  repeats
  nextRunAt
  nextRuns
  lastRunAt
  lastScanId
  lastMissed
  missedTotal
  lastProblem {
    code
    message
  }
  createdAt
  updatedAt
  target {
    id
    name
  }
}`, {"hash":"sha256:79abb18b08e8953f204d8aebf9369e491bbd6061719552c283b40e831ff9b4bb"}) as unknown as TypedDocumentString<SchedulesGetQuery, SchedulesGetQueryVariables>;
export const SchedulesListDocument = new TypedDocumentString(`
    query SchedulesList($filter: ScheduleFilter, $orderBy: ScheduleOrder, $first: Int, $after: String, $waitFor: String) {
  schedules(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...ScheduleFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ScheduleFields on Schedule {
  id
  name
  cron
  timeZone
  enabled
  probeIds
  repeats
  nextRunAt
  nextRuns
  lastRunAt
  lastScanId
  lastMissed
  missedTotal
  lastProblem {
    code
    message
  }
  createdAt
  updatedAt
  target {
    id
    name
  }
}`, {"hash":"sha256:19b79ded4404f2576c0b23858c61b9924fc8b6f82563193f84d765f001d9f4b9"}) as unknown as TypedDocumentString<SchedulesListQuery, SchedulesListQueryVariables>;
export const SchedulesCreateDocument = new TypedDocumentString(`
    mutation SchedulesCreate($input: CreateScheduleInput!) {
  createSchedule(input: $input) {
    ... on CreateSchedulePayload {
      cursor
      schedule {
        ...ScheduleFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment ScheduleFields on Schedule {
  id
  name
  cron
  timeZone
  enabled
  probeIds
  repeats
  nextRunAt
  nextRuns
  lastRunAt
  lastScanId
  lastMissed
  missedTotal
  lastProblem {
    code
    message
  }
  createdAt
  updatedAt
  target {
    id
    name
  }
}`, {"hash":"sha256:5cee06547b2951643315a36f3ab39fa830aea8792e4b66f0080ccf657e44c27e"}) as unknown as TypedDocumentString<SchedulesCreateMutation, SchedulesCreateMutationVariables>;
export const SchedulesUpdateDocument = new TypedDocumentString(`
    mutation SchedulesUpdate($id: ID!, $name: String, $cron: String, $timeZone: String, $enabled: Boolean, $probeIds: [String!], $repeats: Int) {
  updateSchedule(
    input: {
      scheduleId: $id
      name: $name
      cron: $cron
      timeZone: $timeZone
      enabled: $enabled
      probeIds: $probeIds
      repeats: $repeats
    }
  ) {
    ... on UpdateSchedulePayload {
      cursor
      schedule {
        ...ScheduleFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment ScheduleFields on Schedule {
  id
  name
  cron
  timeZone
  enabled
  probeIds
  repeats
  nextRunAt
  nextRuns
  lastRunAt
  lastScanId
  lastMissed
  missedTotal
  lastProblem {
    code
    message
  }
  createdAt
  updatedAt
  target {
    id
    name
  }
}`, {"hash":"sha256:e16b475aa4e1dca2858738eeb17905e91b2032f7eebdf10bfd8dcf711c45cf85"}) as unknown as TypedDocumentString<SchedulesUpdateMutation, SchedulesUpdateMutationVariables>;
export const SchedulesDeleteDocument = new TypedDocumentString(`
    mutation SchedulesDelete($id: ID!) {
  deleteSchedule(input: { scheduleId: $id }) {
    ... on DeleteSchedulePayload {
      cursor
      id: scheduleId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:24bc9c3d732f13fd06e0e79ec4a43f863029f698fcebf196d6ce8af20ea780d5"}) as unknown as TypedDocumentString<SchedulesDeleteMutation, SchedulesDeleteMutationVariables>;
export const SecretsListDocument = new TypedDocumentString(`
    query SecretsList($filter: SecretFilter, $orderBy: SecretOrder, $first: Int, $after: String, $waitFor: String) {
  secrets(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...SecretFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SecretFields on Secret {
  id
  name
  createdAt
  updatedAt
}`, {"hash":"sha256:038c772184798d4f6b1015ddc18f44baa3ada17a3b88a45521285b70796ffad8"}) as unknown as TypedDocumentString<SecretsListQuery, SecretsListQueryVariables>;
export const SecretsPutDocument = new TypedDocumentString(`
    mutation SecretsPut($name: String!, $value: String!) {
  putSecret(input: { name: $name, value: $value }) {
    ... on PutSecretPayload {
      cursor
      reference
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:82bebf41163c94f7010b7c0857ce87754b37283e452dccef374aaeb08f904901"}) as unknown as TypedDocumentString<SecretsPutMutation, SecretsPutMutationVariables>;
export const SecretsDeleteDocument = new TypedDocumentString(`
    mutation SecretsDelete($id: ID!) {
  deleteSecret(input: { secretId: $id }) {
    ... on DeleteSecretPayload {
      cursor
      id: secretId
      name
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:2bbcf22ddadcce7d9bfc63034c9b4e7c82967a9f747c22d7bee03448640d9e73"}) as unknown as TypedDocumentString<SecretsDeleteMutation, SecretsDeleteMutationVariables>;
export const SessionsListDocument = new TypedDocumentString(`
    query SessionsList($filter: SessionFilter, $orderBy: SessionOrder, $first: Int, $after: String, $waitFor: String) {
  sessions(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...SessionFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SessionFields on Session {
  id
  device
  address
  method
  current
  createdAt
  lastUsedAt
  expiresAt
}`, {"hash":"sha256:39f6a1f06555a7b4b5e803b83c1dce17c7b494a9806bed4ab06a0078c6653170"}) as unknown as TypedDocumentString<SessionsListQuery, SessionsListQueryVariables>;
export const SessionsRevokeDocument = new TypedDocumentString(`
    mutation SessionsRevoke($id: ID!) {
  revokeSession(input: { sessionId: $id }) {
    ... on RevokeSessionPayload {
      cursor
      id: sessionId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:492183656db1c01a454223cd5806b684ed84dfea42f3f136900ba69baa090dfc"}) as unknown as TypedDocumentString<SessionsRevokeMutation, SessionsRevokeMutationVariables>;
export const SessionsSignOutEverywhereDocument = new TypedDocumentString(`
    mutation SessionsSignOutEverywhere($keepThis: Boolean) {
  signOutEverywhere(input: { keepThis: $keepThis }) {
    ... on SignOutEverywherePayload {
      cursor
      ended
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:20b49fa8615cf1a9bc08e1b13d25231adf00ee5a0622192a372e687e2d0fbdf3"}) as unknown as TypedDocumentString<SessionsSignOutEverywhereMutation, SessionsSignOutEverywhereMutationVariables>;
export const SessionsChangePasswordDocument = new TypedDocumentString(`
    mutation SessionsChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    ... on ChangePasswordPayload {
      cursor
      ended
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:a90591e252939d53fbaa725f31f2284eedd440c06d26ac9360771768ec0f7b69"}) as unknown as TypedDocumentString<SessionsChangePasswordMutation, SessionsChangePasswordMutationVariables>;
export const SettingsGetDocument = new TypedDocumentString(`
    query SettingsGet($waitFor: String) {
  settings(waitFor: $waitFor) {
    ...SettingsFields
  }
}
    fragment SettingsFields on Settings {
  judgeConfidenceThreshold
  owaspLlmEdition
  retentionDays {
    answers
    audit
    events
    reports
    scans
    traces
  }
}`, {"hash":"sha256:00b16ca171bc32c26323bb08187e74e31253f902e66ccf00ea99d50384f36003"}) as unknown as TypedDocumentString<SettingsGetQuery, SettingsGetQueryVariables>;
export const SettingsUpdateDocument = new TypedDocumentString(`
    mutation SettingsUpdate($input: UpdateSettingsInput!) {
  updateSettings(input: $input) {
    ... on UpdateSettingsPayload {
      cursor
      settings {
        ...SettingsFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment SettingsFields on Settings {
  judgeConfidenceThreshold
  owaspLlmEdition
  retentionDays {
    answers
    audit
    events
    reports
    scans
    traces
  }
}`, {"hash":"sha256:83704b9628529d54773c4834b1f86a9f61e59fadec6351a94bd60f84de2cf0c5"}) as unknown as TypedDocumentString<SettingsUpdateMutation, SettingsUpdateMutationVariables>;
export const SettingsRenameTenantDocument = new TypedDocumentString(`
    mutation SettingsRenameTenant($name: String, $slug: String) {
  updateTenant(input: { name: $name, slug: $slug }) {
    ... on UpdateTenantPayload {
      cursor
      tenant {
        id
        slug
        name
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:e464f9626cd28b78685f2c9d0746d485150ea90e38a48838ef87eb4a9b7f765d"}) as unknown as TypedDocumentString<SettingsRenameTenantMutation, SettingsRenameTenantMutationVariables>;
export const TargetsGetDocument = new TypedDocumentString(`
    query TargetsGet($id: ID!, $waitFor: String) {
  target(id: $id, waitFor: $waitFor) {
    ...TargetFields
  }
}
    fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:da78103a8a7c0f9aafd98acf59ca2a05e361b38bfe15fcf32cbfb5df00affc82"}) as unknown as TypedDocumentString<TargetsGetQuery, TargetsGetQueryVariables>;
export const TargetsListDocument = new TypedDocumentString(`
    query TargetsList($kind: TargetKind, $tag: String, $filter: TargetFilter, $orderBy: TargetOrder, $first: Int, $after: String, $waitFor: String) {
  targets(
    kind: $kind
    tag: $tag
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...TargetFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:078b89409cd274d059a8456386a06efad793f5cae2c1d3fb1652a4ac602b1556"}) as unknown as TypedDocumentString<TargetsListQuery, TargetsListQueryVariables>;
export const TargetsCreateDocument = new TypedDocumentString(`
    mutation TargetsCreate($input: CreateTargetInput!) {
  createTarget(input: $input) {
    ... on CreateTargetPayload {
      cursor
      target {
        ...TargetFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:31eac798c969f4ff6f7094a617ebcf99aa108cb22c61feacb8cee7dec1cf9fa4"}) as unknown as TypedDocumentString<TargetsCreateMutation, TargetsCreateMutationVariables>;
export const TargetsUpdateDocument = new TypedDocumentString(`
    mutation TargetsUpdate($id: ID!, $name: String, $url: String, $tags: [String!], $scope: [String!], $excludePaths: [String!], $headers: [HeaderInput!], $llm: LlmConfigInput) {
  updateTarget(
    input: {
      targetId: $id
      name: $name
      url: $url
      tags: $tags
      scope: $scope
      excludePaths: $excludePaths
      headers: $headers
      llm: $llm
    }
  ) {
    ... on UpdateTargetPayload {
      cursor
      target {
        ...TargetFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:eba841e3384b0893734095f7556572762ddbac3cb169133de1d1bd7fd7772bd8"}) as unknown as TypedDocumentString<TargetsUpdateMutation, TargetsUpdateMutationVariables>;
export const TargetsEnableDocument = new TypedDocumentString(`
    mutation TargetsEnable($id: ID!) {
  enableTarget(input: { targetId: $id }) {
    ... on EnableTargetPayload {
      cursor
      target {
        ...TargetFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:1f9d726f47776f830d73dd52376ad92c97df6e83da71fc30aed8812af37d70f0"}) as unknown as TypedDocumentString<TargetsEnableMutation, TargetsEnableMutationVariables>;
export const TargetsDisableDocument = new TypedDocumentString(`
    mutation TargetsDisable($id: ID!) {
  disableTarget(input: { targetId: $id }) {
    ... on DisableTargetPayload {
      cursor
      target {
        ...TargetFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TargetFields on Target {
  id
  kind
  name
  url
  status
  tags
  hasCredentials
  createdAt
}`, {"hash":"sha256:fcc526a7e5b7fd5567568131db5c1e2c48a28c6146392dba2b155262b171bdd4"}) as unknown as TypedDocumentString<TargetsDisableMutation, TargetsDisableMutationVariables>;
export const TargetsTestDocument = new TypedDocumentString(`
    mutation TargetsTest($id: ID!) {
  testTarget(input: { targetId: $id }) {
    ... on TestTargetPayload {
      cursor
      ok
      httpStatus
      latencyMs
      format
      model
      excerpt
      failure {
        reason
        message
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:c85b65a780865e91fa4801af8e74fda2a3eed98b316d717c3a731b90a3b94f0b"}) as unknown as TypedDocumentString<TargetsTestMutation, TargetsTestMutationVariables>;
export const TargetsDeleteDocument = new TypedDocumentString(`
    mutation TargetsDelete($id: ID!) {
  deleteTarget(input: { targetId: $id }) {
    ... on DeleteTargetPayload {
      cursor
      id: targetId
      scans
      findings
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:3515f96cce834c3320edd68b32c3ef09ab460566d8ce62c5ec7b0fcd16801b47"}) as unknown as TypedDocumentString<TargetsDeleteMutation, TargetsDeleteMutationVariables>;
export const TargetsProvidersDocument = new TypedDocumentString(`
    query TargetsProviders($waitFor: String) {
  providers(waitFor: $waitFor) {
    ...ProviderFields
  }
}
    fragment ProviderFields on Provider {
  name
  available
  needs
  bounds {
    name
    minimum
    exclusiveMinimum
    maximum
    default
    integer
  }
}`, {"hash":"sha256:dea4297b9e260a4cd3c4828e8baf6f2c7f282ab78aaf840dfe495242d8bdf6c9"}) as unknown as TypedDocumentString<TargetsProvidersQuery, TargetsProvidersQueryVariables>;
export const TokensListDocument = new TypedDocumentString(`
    query TokensList($filter: TokenFilter, $orderBy: TokenOrder, $first: Int, $after: String, $waitFor: String) {
  tokens(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...TokenFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TokenFields on Token {
  id
  name
  prefix
  scopes
  allowedCidrs
  userId
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  replacedById
}`, {"hash":"sha256:43fd698ba283ae53ea9293ceb0a2c6b788042aeeddb963b6cbdb4f7e67d964bf"}) as unknown as TypedDocumentString<TokensListQuery, TokensListQueryVariables>;
export const TokensMintDocument = new TypedDocumentString(`
    mutation TokensMint($input: MintTokenInput!) {
  mintToken(input: $input) {
    ... on MintTokenPayload {
      cursor
      text
      token {
        ...TokenFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TokenFields on Token {
  id
  name
  prefix
  scopes
  allowedCidrs
  userId
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  replacedById
}`, {"hash":"sha256:2469bd42d7d0b7c1450db8d2c39677e495b9d4d85769bab95b3da65c1f1da4a0"}) as unknown as TypedDocumentString<TokensMintMutation, TokensMintMutationVariables>;
export const TokensRotateDocument = new TypedDocumentString(`
    mutation TokensRotate($id: ID!, $overlapHours: Int, $idempotencyKey: String) {
  rotateToken(
    input: { tokenId: $id, overlapHours: $overlapHours, idempotencyKey: $idempotencyKey }
  ) {
    ... on RotateTokenPayload {
      cursor
      text
      token {
        ...TokenFields
      }
      oldToken {
        ...TokenFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TokenFields on Token {
  id
  name
  prefix
  scopes
  allowedCidrs
  userId
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  replacedById
}`, {"hash":"sha256:4f2c2ba73bd6911f2f7b929ca021b2af474565d353fa8be1494c92f26b836755"}) as unknown as TypedDocumentString<TokensRotateMutation, TokensRotateMutationVariables>;
export const TokensRevokeDocument = new TypedDocumentString(`
    mutation TokensRevoke($id: ID!) {
  revokeToken(input: { tokenId: $id }) {
    ... on RevokeTokenPayload {
      cursor
      token {
        ...TokenFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment TokenFields on Token {
  id
  name
  prefix
  scopes
  allowedCidrs
  userId
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  replacedById
}`, {"hash":"sha256:4527c70f953b60f5e5b6d4ccc252d51cd0992e1ec97b97a4d0276dbc3147ffb4"}) as unknown as TypedDocumentString<TokensRevokeMutation, TokensRevokeMutationVariables>;
export const WebhooksGetDocument = new TypedDocumentString(`
    query WebhooksGet($id: ID!, $waitFor: String) {
  webhook(id: $id, waitFor: $waitFor) {
    ...WebhookFields
  }
}
    fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}`, {"hash":"sha256:cfa058e17eb863fb620df6488871b17581ffe6f0417b032dba3e2f03235e7df4"}) as unknown as TypedDocumentString<WebhooksGetQuery, WebhooksGetQueryVariables>;
export const WebhooksListDocument = new TypedDocumentString(`
    query WebhooksList($filter: WebhookFilter, $orderBy: WebhookOrder, $first: Int, $after: String, $waitFor: String) {
  webhooks(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    waitFor: $waitFor
  ) {
    nodes {
      ...WebhookFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}`, {"hash":"sha256:ed4b7bbcca87e3111c8a516fd4c383c675b39b91b9bc9ead37b05b3b14079a18"}) as unknown as TypedDocumentString<WebhooksListQuery, WebhooksListQueryVariables>;
export const WebhooksEventKindsDocument = new TypedDocumentString(`
    query WebhooksEventKinds($waitFor: String) {
  webhookEventKinds(waitFor: $waitFor) {
    name
    description
  }
}
    `, {"hash":"sha256:113d027e7b9573e27f3a6c31b37c2c9a9454b98a5db9aa79f39cc2fb8baf5d72"}) as unknown as TypedDocumentString<WebhooksEventKindsQuery, WebhooksEventKindsQueryVariables>;
export const WebhooksCreateDocument = new TypedDocumentString(`
    mutation WebhooksCreate($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    ... on CreateWebhookPayload {
      cursor
      secret
      webhook {
        ...WebhookFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}`, {"hash":"sha256:6579aa497ed63cdf409841fdb552b92885fe08f5b097835d6e105c3daca837bc"}) as unknown as TypedDocumentString<WebhooksCreateMutation, WebhooksCreateMutationVariables>;
export const WebhooksUpdateDocument = new TypedDocumentString(`
    mutation WebhooksUpdate($id: ID!, $name: String, $url: String, $events: [String!], $enabled: Boolean) {
  updateWebhook(
    input: { webhookId: $id, name: $name, url: $url, events: $events, enabled: $enabled }
  ) {
    ... on UpdateWebhookPayload {
      cursor
      webhook {
        ...WebhookFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}`, {"hash":"sha256:842a7ca72333b90449945e607a35a8b57232e19d4991951e1cbbac8614f91448"}) as unknown as TypedDocumentString<WebhooksUpdateMutation, WebhooksUpdateMutationVariables>;
export const WebhooksRotateSecretDocument = new TypedDocumentString(`
    mutation WebhooksRotateSecret($id: ID!) {
  rotateWebhookSecret(input: { webhookId: $id }) {
    ... on RotateWebhookSecretPayload {
      cursor
      secret
      webhook {
        ...WebhookFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment WebhookFields on Webhook {
  id
  name
  url
  events
  enabled
  failingSince
  createdAt
  updatedAt
}`, {"hash":"sha256:647ecc2d153b2f1cb12fda3075ae60bf91de0498659f1b368b7057243f650832"}) as unknown as TypedDocumentString<WebhooksRotateSecretMutation, WebhooksRotateSecretMutationVariables>;
export const WebhooksTestDocument = new TypedDocumentString(`
    mutation WebhooksTest($id: ID!) {
  testWebhook(input: { webhookId: $id }) {
    ... on TestWebhookPayload {
      cursor
      delivered
      delivery {
        ...WebhookDeliveryFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment WebhookDeliveryFields on WebhookDelivery {
  id
  event
  state
  attemptCount
  createdAt
  deliveredAt
  nextAttemptAt
  attempts {
    number
    at
    httpStatus
    latencyMs
    failure
  }
}`, {"hash":"sha256:c78cd7f4e95af4f4a7590c882c5f7c2bd3fc6e8d1bcdcde8f7f5a3f938574abf"}) as unknown as TypedDocumentString<WebhooksTestMutation, WebhooksTestMutationVariables>;
export const WebhooksDeleteDocument = new TypedDocumentString(`
    mutation WebhooksDelete($id: ID!) {
  deleteWebhook(input: { webhookId: $id }) {
    ... on DeleteWebhookPayload {
      cursor
      id: webhookId
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}`, {"hash":"sha256:886b0fbc997b8e21368501b3d4066879eeb58d1853bc530624ee5b7349258b96"}) as unknown as TypedDocumentString<WebhooksDeleteMutation, WebhooksDeleteMutationVariables>;
export const WebhooksDeliveriesDocument = new TypedDocumentString(`
    query WebhooksDeliveries($id: ID!, $filter: WebhookDeliveryFilter, $first: Int, $after: String, $waitFor: String) {
  webhook(id: $id, waitFor: $waitFor) {
    deliveries(filter: $filter, first: $first, after: $after) {
      nodes {
        ...WebhookDeliveryFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment WebhookDeliveryFields on WebhookDelivery {
  id
  event
  state
  attemptCount
  createdAt
  deliveredAt
  nextAttemptAt
  attempts {
    number
    at
    httpStatus
    latencyMs
    failure
  }
}`, {"hash":"sha256:dd813029dfa26338f2ed3d9eb331528d650128fab5b67659301f3e5dbaeff46e"}) as unknown as TypedDocumentString<WebhooksDeliveriesQuery, WebhooksDeliveriesQueryVariables>;
export const WebhooksRedeliverDocument = new TypedDocumentString(`
    mutation WebhooksRedeliver($deliveryId: ID!) {
  redeliverWebhook(input: { deliveryId: $deliveryId }) {
    ... on RedeliverWebhookPayload {
      cursor
      delivery {
        ...WebhookDeliveryFields
      }
    }
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  code
  message
  path
  retry
}
fragment WebhookDeliveryFields on WebhookDelivery {
  id
  event
  state
  attemptCount
  createdAt
  deliveredAt
  nextAttemptAt
  attempts {
    number
    at
    httpStatus
    latencyMs
    failure
  }
}`, {"hash":"sha256:80ca49f2bff887c810bd958191a201b4e00ca7e4bfc7e22b9bae2e9e9a91ae8c"}) as unknown as TypedDocumentString<WebhooksRedeliverMutation, WebhooksRedeliverMutationVariables>;