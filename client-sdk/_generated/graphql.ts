/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
/** The finding and who looks after it. */
export type AssignFindingInput = {
  /** The finding, `fnd_…`. */
  findingId: string;
  /** The member, `mbr_…`. Absent or null: nobody. */
  memberId?: string | null | undefined;
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

/** The scan to cancel. */
export type CancelScanInput = {
  /** Its id, `scn_…`. */
  scanId: string;
};

/** The finding and what is to be said of it. */
export type CommentFindingInput = {
  /** Up to 10,000 characters of plain text. Everybody who sees the finding sees it. */
  body: string;
  /** The finding, `fnd_…`. */
  findingId: string;
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
};

/** The attempt whose verdict is right. */
export type ConfirmVerdictInput = {
  /** The attempt, `att_…`. */
  attemptId: string;
  /** The verdict as you read it. When somebody else has decided otherwise since, the answer is a problem with the code `verdict_changed`. */
  expected?: VerdictKind | null | undefined;
  /** Why, up to 2,000 characters. */
  reason?: string | null | undefined;
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

/** The report to delete. */
export type DeleteReportInput = {
  /** Its id, `rpt_…`. */
  reportId: string;
};

/** The scan to delete. */
export type DeleteScanInput = {
  /** Its id, `scn_…`. It has to have ended. */
  scanId: string;
};

/** The target to delete. */
export type DeleteTargetInput = {
  /** Its id, `ep_…` or `tgt_…`. */
  targetId: string;
};

/** The target to disable. */
export type DisableTargetInput = {
  /** Its id, `ep_…` or `tgt_…`. */
  targetId: string;
};

/** Which edition of a framework to answer in, instead of the one that holds for the tenant. */
export type EditionInput = {
  /** Its edition, such as `2026`. */
  edition: string;
  /** The framework. */
  framework: FrameworkSlug;
};

/** The target to enable. */
export type EnableTargetInput = {
  /** Its id, `ep_…` or `tgt_…`. */
  targetId: string;
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

/** The finding and its ticket. */
export type LinkTicketInput = {
  /** The finding, `fnd_…`. */
  findingId: string;
  /** The ticket. Absent or null: the finding is tied to none. */
  ticket?: TicketInput | null | undefined;
};

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
  /** Requests a minute over all workers together. */
  maxRpm?: number | null | undefined;
  /** Requests a second over all workers together; wins over `maxRpm`. */
  maxRps?: number | null | undefined;
  /** The model to ask for. */
  model?: string | null | undefined;
  /** The form of its requests and answers. Default `OPENAI_CHAT`. */
  provider?: LlmProvider | null | undefined;
  /** Requests that may go at once before the rate holds. */
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

/** The attempt whose verdict is wrong, and what is right. */
export type OverturnVerdictInput = {
  /** The attempt, `att_…`. */
  attemptId: string;
  /** The verdict as you read it. When somebody else has decided otherwise since, the answer is a problem with the code `verdict_changed`. */
  expected?: VerdictKind | null | undefined;
  /** Why, up to 2,000 characters. Kept and shown. */
  reason: string;
  /** What is right. */
  verdict: VerdictKind;
};

/** Where a probe is in its life. */
export type ProbeStatus =
  /** In use. */
  | 'ACTIVE'
  /** Kept for old scans; run only when named. */
  | 'DEPRECATED'
  /** New: its figures are still being gathered. */
  | 'EXPERIMENTAL';

/** How central a probe is. */
export type ProbeTier =
  /** What every target should withstand. */
  | 'CORE'
  /** Wider cover of the same risks. */
  | 'EXTENDED';

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

/** The scan to run again. */
export type RerunScanInput = {
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** Its id, `scn_…`. */
  scanId: string;
};

/** The scan whose open questions to ask again. */
export type RetryInconclusiveInput = {
  /** Makes a retry safe: 1 to 255 printable ASCII characters without spaces, such as a UUID of your making. For 24 hours the same key with the same input answers what the first request made and makes nothing; with another input it is refused as `idempotency_key_reused`, and while the first is under way as `idempotency_in_flight`. What was refused is not kept: the same key may be used again. */
  idempotencyKey?: string | null | undefined;
  /** Its id, `scn_…`. It has to have ended. */
  scanId: string;
};

/** What a person said of a verdict. */
export type ReviewDecision =
  /** That it is right. */
  | 'CONFIRM'
  /** That it is wrong, and what is right. */
  | 'OVERTURN';

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

/** The finding and where it is to be in its life. */
export type SetFindingStatusInput = {
  /** The finding, `fnd_…`. */
  findingId: string;
  /** Why, up to 2,000 characters. Needed for `ACCEPTED` and `FALSE_POSITIVE`. Kept and shown. */
  reason?: string | null | undefined;
  /** The stage it moves to. */
  status: FindingStatus;
};

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

/** The finding and its tags. */
export type TagFindingInput = {
  /** Tags to put on: up to 50 characters each, kept in lower case. */
  add?: Array<string> | null | undefined;
  /** The finding, `fnd_…`. */
  findingId: string;
  /** Tags to take off. */
  remove?: Array<string> | null | undefined;
};

/** What a target is. */
export type TargetKind =
  /** A model or an application built on one, behind an HTTP endpoint. */
  | 'LLM'
  /** A source repository. Kept and shown; scanned by a later version. */
  | 'REPO'
  /** A web application. Kept and shown; scanned by a later version. */
  | 'URL';

/** Whether a target may be scanned. */
export type TargetStatus =
  /** May be scanned. */
  | 'ACTIVE'
  /** Kept, and not scanned. */
  | 'DISABLED'
  /** Not confirmed yet. */
  | 'PENDING';

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

/** The target to test. */
export type TestTargetInput = {
  /** Its id, `ep_…`. */
  targetId: string;
};

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

/** The act to take back. */
export type UndoFindingChangeInput = {
  /** Its id, `bat_…`, from a payload or from the history of a finding. */
  batchId: string;
};

/** What to change of a target. What is absent stays as it is. */
export type UpdateTargetInput = {
  /** For `URL` and `REPO`: paths to leave alone, all of them. */
  excludePaths?: Array<string> | null | undefined;
  /** Headers of every request, in place of all that were there. An empty list takes them away. */
  headers?: Array<HeaderInput> | null | undefined;
  /** For `LLM`: how it is spoken to, the whole of it. What is left out goes back to its default. */
  llm?: LlmConfigInput | null | undefined;
  /** Name for people, up to 200 characters. */
  name?: string | null | undefined;
  /** For `URL` and `REPO`: what is in scope, all of it. */
  scope?: Array<string> | null | undefined;
  /** Words to find it by, all of them; at most 20. */
  tags?: Array<string> | null | undefined;
  /** The target, `ep_…` or `tgt_…`. */
  targetId: string;
  /** Where it is. When it moves to another host, its headers have to be given again: they were entrusted to the old one. */
  url?: string | null | undefined;
};

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

/** How a text is compared as a whole, case included. Every member that is given has to hold. */
export type WordComparison = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Equal to one of these, at most 200. Of none: no row. */
  in?: Array<string> | null | undefined;
  /** True: has none. False: has one. */
  isNull?: boolean | null | undefined;
};

export type FindingFieldsFragment = { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> };

export type FindingsQueryVariables = Exact<{
  filter?: FindingFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingsQuery = { findings: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MemberFieldsFragment = { id: string, name: string, email: string, role: Role, createdAt: string };

export type MembersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MembersQuery = { members: { nodes: Array<{ id: string, name: string, email: string, role: Role, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProbeFieldsFragment = { id: string, version: number, status: ProbeStatus, title: string, description: string, severity: Severity, tier: ProbeTier, objective: string, decidesAlone: boolean, risks: Array<{ id: string, title: string }> };

export type ProbesQueryVariables = Exact<{
  risk?: string | null | undefined;
  severity?: Array<Severity> | Severity | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ProbesQuery = { probes: { nodes: Array<{ id: string, version: number, status: ProbeStatus, title: string, description: string, severity: Severity, tier: ProbeTier, objective: string, decidesAlone: boolean, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReportFieldsFragment = { id: string, title: string, format: ReportFormat, status: ReportStatus, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, size: number | null, sha256: string | null, signature: string | null, failureCode: string | null, failure: string | null, queuedAt: string, readyAt: string | null, expiresAt: string | null };

export type ReportQueryVariables = Exact<{
  id: string;
}>;


export type ReportQuery = { report: { id: string, title: string, format: ReportFormat, status: ReportStatus, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, size: number | null, sha256: string | null, signature: string | null, failureCode: string | null, failure: string | null, queuedAt: string, readyAt: string | null, expiresAt: string | null } | null };

export type ReportsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReportsQuery = { reports: { nodes: Array<{ id: string, title: string, format: ReportFormat, status: ReportStatus, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, size: number | null, sha256: string | null, signature: string | null, failureCode: string | null, failure: string | null, queuedAt: string, readyAt: string | null, expiresAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReportLinkQueryVariables = Exact<{
  id: string;
}>;


export type ReportLinkQuery = { report: { id: string, status: ReportStatus, downloadUrl: string | null } | null };

export type CreateReportMutationVariables = Exact<{
  input: CreateReportInput;
}>;


export type CreateReportMutation = { createReport:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'CreateReportPayload', report: { id: string, title: string, format: ReportFormat, status: ReportStatus, frameworks: Array<FrameworkSlug>, progress: number, findingCount: number | null, size: number | null, sha256: string | null, signature: string | null, failureCode: string | null, failure: string | null, queuedAt: string, readyAt: string | null, expiresAt: string | null } | null }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DeleteReportMutationVariables = Exact<{
  input: DeleteReportInput;
}>;


export type DeleteReportMutation = { deleteReport:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'DeleteReportPayload', reportId: string }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ReviewFieldsFragment = { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type ReviewedAttemptFieldsFragment = { id: string, position: number, probeId: string, variant: string, verdict: VerdictKind | null, confidence: number | null, system: string | null, scan: { id: string }, turns: Array<{ index: number, prompt: string, answer: string }>, opinions: Array<{ judge: string, engine: string, version: string, verdict: VerdictKind, confidence: number, rationale: string }>, ruling: { kind: VerdictKind, confidence: number, basis: VerdictBasis, reasons: Array<string>, needsReview: boolean, evidence: Array<{ kind: string, state: OracleState, summary: string }> } | null };

export type ReviewQueueQueryVariables = Exact<{
  scanId?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReviewQueueQuery = { reviewQueue: { nodes: Array<{ id: string, position: number, probeId: string, variant: string, verdict: VerdictKind | null, confidence: number | null, system: string | null, scan: { id: string }, turns: Array<{ index: number, prompt: string, answer: string }>, opinions: Array<{ judge: string, engine: string, version: string, verdict: VerdictKind, confidence: number, rationale: string }>, ruling: { kind: VerdictKind, confidence: number, basis: VerdictBasis, reasons: Array<string>, needsReview: boolean, evidence: Array<{ kind: string, state: OracleState, summary: string }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConfirmVerdictMutationVariables = Exact<{
  input: ConfirmVerdictInput;
}>;


export type ConfirmVerdictMutation = { confirmVerdict:
    | { __typename: 'ConfirmVerdictPayload', cursor: string, review: { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type OverturnVerdictMutationVariables = Exact<{
  input: OverturnVerdictInput;
}>;


export type OverturnVerdictMutation = { overturnVerdict:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'OverturnVerdictPayload', cursor: string, review: { id: string, decision: ReviewDecision, verdictBefore: VerdictKind, verdict: VerdictKind, reason: string | null, wasQueued: boolean, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ShareFieldsFragment = { value: number, low: number, high: number };

export type JudgeScorecardsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type JudgeScorecardsQuery = { judgeScorecards: Array<{ judge: string, engine: string, version: string, reviewed: number, decided: number, undecided: number, truePositives: number, falsePositives: number, trueNegatives: number, falseNegatives: number, accuracy: { value: number, low: number, high: number } | null, accuracyDecided: { value: number, low: number, high: number } | null, precision: { value: number, low: number, high: number } | null, recall: { value: number, low: number, high: number } | null, f1: { value: number, low: number, high: number } | null }> };

export type ScanDiffQueryVariables = Exact<{
  base: string;
  head: string;
  after?: string | null | undefined;
  new?: boolean | null | undefined;
  regressed?: boolean | null | undefined;
  unchanged?: boolean | null | undefined;
  fixed?: boolean | null | undefined;
  undecided?: boolean | null | undefined;
  notTested?: boolean | null | undefined;
}>;


export type ScanDiffQuery = { scanDiff: { new?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, regressed?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, unchanged?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, fixed?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, undecided?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, notTested?: { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DiffPageFragment = { nodes: Array<{ id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type CountsFieldsFragment = { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number };

export type ScanFieldsFragment = { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> };

export type ScanQueryVariables = Exact<{
  id: string;
}>;


export type ScanQuery = { scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null };

export type StartScanMutationVariables = Exact<{
  input: StartScanInput;
}>;


export type StartScanMutation = { startScan:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'StartScanPayload', scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type CancelScanMutationVariables = Exact<{
  input: CancelScanInput;
}>;


export type CancelScanMutation = { cancelScan:
    | { __typename: 'CancelScanPayload', scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ScanEventsSubscriptionVariables = Exact<{
  scanId: string;
  after?: string | null | undefined;
}>;


export type ScanEventsSubscription = { scanEvents:
    | { __typename: 'AttemptsAnswered', scanId: string, cursor: string, sequence: number, at: string }
    | { __typename: 'AttemptsJudged', scanId: string, cursor: string, sequence: number, at: string }
    | { __typename: 'FindingRecorded', findingId: string, probeId: string, title: string, severity: Severity, confidence: number, evidenceLine: string, isNew: boolean, regressed: boolean, scanId: string, cursor: string, sequence: number, at: string, risks: Array<{ id: string, title: string }> }
    | { __typename: 'ScanProgressed', scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number } }
    | { __typename: 'ScanStatusChanged', status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, scanId: string, cursor: string, sequence: number, at: string, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number } }
   };

export type ScansQueryVariables = Exact<{
  targetId?: string | null | undefined;
  status?: Array<ScanStatus> | ScanStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ScansQuery = { scans: { nodes: Array<{ id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RangeFieldsFragment = { low: number, high: number };

export type EstimateScanQueryVariables = Exact<{
  input: StartScanInput;
}>;


export type EstimateScanQuery = { estimateScan: { attempts: number, latencyMs: number | null, mayExceed: Array<string>, calls: { low: number, high: number }, judgeCalls: { low: number, high: number }, tokens: { low: number, high: number }, costUsd: { low: number, high: number } | null, seconds: { low: number, high: number }, tiers: Array<{ tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, probes: Array<{ probeId: string, tier: ProbeTier, attempts: number, calls: { low: number, high: number }, tokens: { low: number, high: number } }>, notApplicable: Array<{ probeId: string, attempts: number, reason: string }> } | null };

export type RerunScanMutationVariables = Exact<{
  input: RerunScanInput;
}>;


export type RerunScanMutation = { rerunScan:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'RerunScanPayload', scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type RetryInconclusiveMutationVariables = Exact<{
  input: RetryInconclusiveInput;
}>;


export type RetryInconclusiveMutation = { retryInconclusive:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'RetryInconclusivePayload', scan: { id: string, status: ScanStatus, partial: boolean, reasonCode: string | null, reason: string | null, probeIds: Array<string>, repeats: number, cursor: string, createdAt: string, startedAt: string | null, finishedAt: string | null, counts: { planned: number, notApplicable: number, answered: number, failed: number, judged: number, vulnerable: number, resistant: number, inconclusive: number, findings: number, needsReview: number }, spend: { calls: number, tokens: number, usd: number, judgeCalls: number, judgeTokens: number, judgeUsd: number }, judges: Array<{ name: string, engine: string, version: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DeleteScanMutationVariables = Exact<{
  input: DeleteScanInput;
}>;


export type DeleteScanMutation = { deleteScan:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'DeleteScanPayload', scanId: string, deletedFindings: number, keptFindings: number }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetFieldsFragment = { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string };

export type TargetQueryVariables = Exact<{
  id: string;
}>;


export type TargetQuery = { target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null };

export type CreateTargetMutationVariables = Exact<{
  input: CreateTargetInput;
}>;


export type CreateTargetMutation = { createTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'CreateTargetPayload', target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TargetsQueryVariables = Exact<{
  kind?: TargetKind | null | undefined;
  tag?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TargetsQuery = { targets: { nodes: Array<{ id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UpdateTargetMutationVariables = Exact<{
  input: UpdateTargetInput;
}>;


export type UpdateTargetMutation = { updateTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpdateTargetPayload', target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type EnableTargetMutationVariables = Exact<{
  input: EnableTargetInput;
}>;


export type EnableTargetMutation = { enableTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'EnableTargetPayload', target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DisableTargetMutationVariables = Exact<{
  input: DisableTargetInput;
}>;


export type DisableTargetMutation = { disableTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'DisableTargetPayload', target: { id: string, kind: TargetKind, name: string, url: string, status: TargetStatus, tags: Array<string>, hasCredentials: boolean, createdAt: string } | null }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type DeleteTargetMutationVariables = Exact<{
  input: DeleteTargetInput;
}>;


export type DeleteTargetMutation = { deleteTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'DeleteTargetPayload', targetId: string, scans: number, findings: number }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TestTargetMutationVariables = Exact<{
  input: TestTargetInput;
}>;


export type TestTargetMutation = { testTarget:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'TestTargetPayload', ok: boolean, httpStatus: number | null, latencyMs: number, format: TargetTestFormat, model: string | null, excerpt: string | null, failure: { reason: TargetTestFailureReason, message: string } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ProvidersQuery = { providers: Array<{ name: LlmProvider, available: boolean, needs: Array<string>, bounds: Array<{ name: string, minimum: number | null, exclusiveMinimum: boolean, maximum: number | null, default: number | null, integer: boolean }> }> };

export type FindingQueryVariables = Exact<{
  id: string;
}>;


export type FindingQuery = { finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null };

export type FindingChangeFieldsFragment = { id: string, number: number, batchId: string, undoes: string | null, kind: FindingChangeKind, from: string | null, to: string | null, reason: string | null, scanId: string | null, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type FindingHistoryQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingHistoryQuery = { finding: { history: { nodes: Array<{ id: string, number: number, batchId: string, undoes: string | null, kind: FindingChangeKind, from: string | null, to: string | null, reason: string | null, scanId: string | null, createdAt: string, author: { tokenId: string | null, userId: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FindingCommentFieldsFragment = { id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null };

export type FindingCommentsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingCommentsQuery = { finding: { comments: { nodes: Array<{ id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SetFindingStatusMutationVariables = Exact<{
  input: SetFindingStatusInput;
}>;


export type SetFindingStatusMutation = { setFindingStatus:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'SetFindingStatusPayload', batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type AssignFindingMutationVariables = Exact<{
  input: AssignFindingInput;
}>;


export type AssignFindingMutation = { assignFinding:
    | { __typename: 'AssignFindingPayload', batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type TagFindingMutationVariables = Exact<{
  input: TagFindingInput;
}>;


export type TagFindingMutation = { tagFinding:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'TagFindingPayload', batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type LinkTicketMutationVariables = Exact<{
  input: LinkTicketInput;
}>;


export type LinkTicketMutation = { linkTicket:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LinkTicketPayload', batchId: string | null, finding: { id: string, title: string, description: string, remediation: string, severity: Severity, status: FindingStatus, statusReason: string | null, confidence: number, evidenceLine: string, regressed: boolean, probeId: string, refs: Array<string>, firstSeenAt: string, lastSeenAt: string, resolvedAt: string | null, tags: Array<string>, assignee: { id: string, name: string, email: string } | null, ticket: { key: string, url: string } | null, risks: Array<{ id: string, title: string }> } | null }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type CommentFindingMutationVariables = Exact<{
  input: CommentFindingInput;
}>;


export type CommentFindingMutation = { commentFinding:
    | { __typename: 'CommentFindingPayload', comment: { id: string, body: string, createdAt: string, author: { tokenId: string | null, userId: string | null } | null } | null }
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type BulkUpdateFindingsMutationVariables = Exact<{
  input: BulkUpdateFindingsInput;
}>;


export type BulkUpdateFindingsMutation = { bulkUpdateFindings:
    | { __typename: 'BulkUpdateFindingsPayload', batchId: string | null, matched: number, changed: number, skipped: Array<{ code: string, message: string, count: number, findingIds: Array<string> }> }
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type UndoFindingChangeMutationVariables = Exact<{
  input: UndoFindingChangeInput;
}>;


export type UndoFindingChangeMutation = { undoFindingChange:
    | { __typename: 'ConflictProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'ForbiddenProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'InvalidProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'LimitedProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'NotFoundProblem', code: string, message: string, path: Array<string>, retry: boolean }
    | { __typename: 'UndoFindingChangePayload', batchId: string | null, matched: number, changed: number, skipped: Array<{ code: string, message: string, count: number, findingIds: Array<string> }> }
    | { __typename: 'UpstreamProblem', code: string, message: string, path: Array<string>, retry: boolean }
   };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { scopes: Array<string>, tenant: { id: string, slug: string, name: string }, token: { id: string, name: string, prefix: string, expiresAt: string | null } | null } };

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
export const MemberFieldsFragmentDoc = new TypedDocumentString(`
    fragment MemberFields on Member {
  id
  name
  email
  role
  createdAt
}
    `, {"fragmentName":"MemberFields"}) as unknown as TypedDocumentString<MemberFieldsFragment, unknown>;
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
export const ReportFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReportFields on Report {
  id
  title
  format
  status
  frameworks
  progress
  findingCount
  size
  sha256
  signature
  failureCode
  failure
  queuedAt
  readyAt
  expiresAt
}
    `, {"fragmentName":"ReportFields"}) as unknown as TypedDocumentString<ReportFieldsFragment, unknown>;
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
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
}`, {"fragmentName":"ScanFields"}) as unknown as TypedDocumentString<ScanFieldsFragment, unknown>;
export const RangeFieldsFragmentDoc = new TypedDocumentString(`
    fragment RangeFields on Range {
  low
  high
}
    `, {"fragmentName":"RangeFields"}) as unknown as TypedDocumentString<RangeFieldsFragment, unknown>;
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
export const FindingsDocument = new TypedDocumentString(`
    query Findings($filter: FindingFilter, $first: Int, $after: String) {
  findings(filter: $filter, first: $first, after: $after) {
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
}`, {"hash":"sha256:cf8d3eccdbffc7afd30e74570c0226356be1c0a9017eed0dbeb649bae31c5b49"}) as unknown as TypedDocumentString<FindingsQuery, FindingsQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($first: Int, $after: String) {
  members(first: $first, after: $after) {
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
}`, {"hash":"sha256:559a149fdee3f85120e8cb5991f4a3b19b1e083ce5c08b064b4a8bbac59f199e"}) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const ProbesDocument = new TypedDocumentString(`
    query Probes($risk: String, $severity: [Severity!], $first: Int, $after: String) {
  probes(risk: $risk, severity: $severity, first: $first, after: $after) {
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
}`, {"hash":"sha256:e8033a4c234226385aa66e50224689eb70451dcf9497d22b888acccc2b67b558"}) as unknown as TypedDocumentString<ProbesQuery, ProbesQueryVariables>;
export const ReportDocument = new TypedDocumentString(`
    query Report($id: ID!) {
  report(id: $id) {
    ...ReportFields
  }
}
    fragment ReportFields on Report {
  id
  title
  format
  status
  frameworks
  progress
  findingCount
  size
  sha256
  signature
  failureCode
  failure
  queuedAt
  readyAt
  expiresAt
}`, {"hash":"sha256:a5e1a81273dfb1d0a8acca98c846d3d9918b23acd9df84c0f4e67cf61ae5e061"}) as unknown as TypedDocumentString<ReportQuery, ReportQueryVariables>;
export const ReportsDocument = new TypedDocumentString(`
    query Reports($first: Int, $after: String) {
  reports(first: $first, after: $after) {
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
  format
  status
  frameworks
  progress
  findingCount
  size
  sha256
  signature
  failureCode
  failure
  queuedAt
  readyAt
  expiresAt
}`, {"hash":"sha256:5eea863294ef8fc0904d5a15086ea97213e271c767efeffbdfea34e1bb67b798"}) as unknown as TypedDocumentString<ReportsQuery, ReportsQueryVariables>;
export const ReportLinkDocument = new TypedDocumentString(`
    query ReportLink($id: ID!) {
  report(id: $id) {
    id
    status
    downloadUrl
  }
}
    `, {"hash":"sha256:71c0870951b4aa76cf92e31de7a0b0412611e306d803929fd9100e0320ee7cad"}) as unknown as TypedDocumentString<ReportLinkQuery, ReportLinkQueryVariables>;
export const CreateReportDocument = new TypedDocumentString(`
    mutation CreateReport($input: CreateReportInput!) {
  createReport(input: $input) {
    __typename
    ... on CreateReportPayload {
      report {
        ...ReportFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    fragment ReportFields on Report {
  id
  title
  format
  status
  frameworks
  progress
  findingCount
  size
  sha256
  signature
  failureCode
  failure
  queuedAt
  readyAt
  expiresAt
}`, {"hash":"sha256:d1b9eef222b9890b4edcc6482b31b5b6a5a75e515e28f629a53cd14763c84fbf"}) as unknown as TypedDocumentString<CreateReportMutation, CreateReportMutationVariables>;
export const DeleteReportDocument = new TypedDocumentString(`
    mutation DeleteReport($input: DeleteReportInput!) {
  deleteReport(input: $input) {
    __typename
    ... on DeleteReportPayload {
      reportId
    }
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:96da54a56294db752a45d5afc8ebb01159b1c3e12e25900061f487a07cdaad74"}) as unknown as TypedDocumentString<DeleteReportMutation, DeleteReportMutationVariables>;
export const ReviewQueueDocument = new TypedDocumentString(`
    query ReviewQueue($scanId: ID, $first: Int, $after: String) {
  reviewQueue(scanId: $scanId, first: $first, after: $after) {
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
}`, {"hash":"sha256:22d16bc656aaabd2516a64cdcb340949e3399b1412e51d4ab365e14e4e1a9016"}) as unknown as TypedDocumentString<ReviewQueueQuery, ReviewQueueQueryVariables>;
export const ConfirmVerdictDocument = new TypedDocumentString(`
    mutation ConfirmVerdict($input: ConfirmVerdictInput!) {
  confirmVerdict(input: $input) {
    __typename
    ... on ConfirmVerdictPayload {
      cursor
      review {
        ...ReviewFields
      }
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:3c56a1141a367aabf679b87edf433da43f2347d68edf8306c9d03ff239342740"}) as unknown as TypedDocumentString<ConfirmVerdictMutation, ConfirmVerdictMutationVariables>;
export const OverturnVerdictDocument = new TypedDocumentString(`
    mutation OverturnVerdict($input: OverturnVerdictInput!) {
  overturnVerdict(input: $input) {
    __typename
    ... on OverturnVerdictPayload {
      cursor
      review {
        ...ReviewFields
      }
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:9a7291f39d0c15784b0df798da83c48d080299052ff5a1049efe0ce06c6c74c1"}) as unknown as TypedDocumentString<OverturnVerdictMutation, OverturnVerdictMutationVariables>;
export const JudgeScorecardsDocument = new TypedDocumentString(`
    query JudgeScorecards($from: DateTime, $to: DateTime) {
  judgeScorecards(from: $from, to: $to) {
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
}
    fragment ShareFields on Share {
  value
  low
  high
}`, {"hash":"sha256:b2a609eed29a17dd08a5af019490677128fe1392723d4fefdc94f5591cef2678"}) as unknown as TypedDocumentString<JudgeScorecardsQuery, JudgeScorecardsQueryVariables>;
export const ScanDiffDocument = new TypedDocumentString(`
    query ScanDiff($base: ID!, $head: ID!, $after: String, $new: Boolean = false, $regressed: Boolean = false, $unchanged: Boolean = false, $fixed: Boolean = false, $undecided: Boolean = false, $notTested: Boolean = false) {
  scanDiff(base: $base, head: $head) {
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
}`, {"hash":"sha256:bc23915f5cb9281e33cd03a7b91a6dbfe2da3a330cd853fdf9e9908193059223"}) as unknown as TypedDocumentString<ScanDiffQuery, ScanDiffQueryVariables>;
export const ScanDocument = new TypedDocumentString(`
    query Scan($id: ID!) {
  scan(id: $id) {
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:764ed7805ba8e4cf2e595039ca956fae93bbc1dc348f766cfb13824a2f56f179"}) as unknown as TypedDocumentString<ScanQuery, ScanQueryVariables>;
export const StartScanDocument = new TypedDocumentString(`
    mutation StartScan($input: StartScanInput!) {
  startScan(input: $input) {
    __typename
    ... on StartScanPayload {
      scan {
        ...ScanFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:cb6df8737d71178de33552e6c13b31dc789f34dcc2f7cab32cf09d13f292b94d"}) as unknown as TypedDocumentString<StartScanMutation, StartScanMutationVariables>;
export const CancelScanDocument = new TypedDocumentString(`
    mutation CancelScan($input: CancelScanInput!) {
  cancelScan(input: $input) {
    __typename
    ... on CancelScanPayload {
      scan {
        ...ScanFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:8c21e66b0033124b54532cbece0bd8440b6fbacac149a557180cd70add8ce085"}) as unknown as TypedDocumentString<CancelScanMutation, CancelScanMutationVariables>;
export const ScanEventsDocument = new TypedDocumentString(`
    subscription ScanEvents($scanId: ID!, $after: String) {
  scanEvents(scanId: $scanId, after: $after) {
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
    }
    ... on ScanProgressed {
      counts {
        ...CountsFields
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
}`, {"hash":"sha256:92f743f5386fc5ba5048bc52d984f2b406000948fd351892b3d8639e86029fe5"}) as unknown as TypedDocumentString<ScanEventsSubscription, ScanEventsSubscriptionVariables>;
export const ScansDocument = new TypedDocumentString(`
    query Scans($targetId: ID, $status: [ScanStatus!], $first: Int, $after: String) {
  scans(targetId: $targetId, status: $status, first: $first, after: $after) {
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:5fea1ad8d0b8ab7cbdc382d159bad2b5a3ac561cc0f57366234b2cec87472a90"}) as unknown as TypedDocumentString<ScansQuery, ScansQueryVariables>;
export const EstimateScanDocument = new TypedDocumentString(`
    query EstimateScan($input: StartScanInput!) {
  estimateScan(input: $input) {
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
}
    fragment RangeFields on Range {
  low
  high
}`, {"hash":"sha256:1c6598ef301026e2e09612af04ae7f307a7b8b7816782e2537fbb4de4d4ecf85"}) as unknown as TypedDocumentString<EstimateScanQuery, EstimateScanQueryVariables>;
export const RerunScanDocument = new TypedDocumentString(`
    mutation RerunScan($input: RerunScanInput!) {
  rerunScan(input: $input) {
    __typename
    ... on RerunScanPayload {
      scan {
        ...ScanFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:67346117580cb64a586248f97a6b33d73e4992bf1772a2900bc0915b2427ca03"}) as unknown as TypedDocumentString<RerunScanMutation, RerunScanMutationVariables>;
export const RetryInconclusiveDocument = new TypedDocumentString(`
    mutation RetryInconclusive($input: RetryInconclusiveInput!) {
  retryInconclusive(input: $input) {
    __typename
    ... on RetryInconclusivePayload {
      scan {
        ...ScanFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
  counts {
    ...CountsFields
  }
  spend {
    calls
    tokens
    usd
    judgeCalls
    judgeTokens
    judgeUsd
  }
  judges {
    name
    engine
    version
  }
}`, {"hash":"sha256:d2e579192074b5c45391c80e60596eaed70d0080150f9e3965d2644bcbc178c9"}) as unknown as TypedDocumentString<RetryInconclusiveMutation, RetryInconclusiveMutationVariables>;
export const DeleteScanDocument = new TypedDocumentString(`
    mutation DeleteScan($input: DeleteScanInput!) {
  deleteScan(input: $input) {
    __typename
    ... on DeleteScanPayload {
      scanId
      deletedFindings
      keptFindings
    }
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:1a4cfe6871cc57009832253f28157db50ccae1f7c9783964898b4bd63f634901"}) as unknown as TypedDocumentString<DeleteScanMutation, DeleteScanMutationVariables>;
export const TargetDocument = new TypedDocumentString(`
    query Target($id: ID!) {
  target(id: $id) {
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
}`, {"hash":"sha256:a6325148e3fc6483c012979763d083557f961ec3c3c09961faab78f72e168819"}) as unknown as TypedDocumentString<TargetQuery, TargetQueryVariables>;
export const CreateTargetDocument = new TypedDocumentString(`
    mutation CreateTarget($input: CreateTargetInput!) {
  createTarget(input: $input) {
    __typename
    ... on CreateTargetPayload {
      target {
        ...TargetFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:ffcf21d97be6b09b446b7054f7bb06cca6c5702717490c42ea7ee0160e639c80"}) as unknown as TypedDocumentString<CreateTargetMutation, CreateTargetMutationVariables>;
export const TargetsDocument = new TypedDocumentString(`
    query Targets($kind: TargetKind, $tag: String, $first: Int, $after: String) {
  targets(kind: $kind, tag: $tag, first: $first, after: $after) {
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
}`, {"hash":"sha256:7c290d74969c13b8a7d7c07a76ac038958cee3fb140e9a2985a7c04b6ded2ff9"}) as unknown as TypedDocumentString<TargetsQuery, TargetsQueryVariables>;
export const UpdateTargetDocument = new TypedDocumentString(`
    mutation UpdateTarget($input: UpdateTargetInput!) {
  updateTarget(input: $input) {
    __typename
    ... on UpdateTargetPayload {
      target {
        ...TargetFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:16016f74b1077a8ac5596aaf3c040a1bb7cc0487f40fb210b5ed9bed7bf0e7ce"}) as unknown as TypedDocumentString<UpdateTargetMutation, UpdateTargetMutationVariables>;
export const EnableTargetDocument = new TypedDocumentString(`
    mutation EnableTarget($input: EnableTargetInput!) {
  enableTarget(input: $input) {
    __typename
    ... on EnableTargetPayload {
      target {
        ...TargetFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:037a3a5eac7b80ac83d7aa27804d538511dea01d2f18b30724305637cad23ec4"}) as unknown as TypedDocumentString<EnableTargetMutation, EnableTargetMutationVariables>;
export const DisableTargetDocument = new TypedDocumentString(`
    mutation DisableTarget($input: DisableTargetInput!) {
  disableTarget(input: $input) {
    __typename
    ... on DisableTargetPayload {
      target {
        ...TargetFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:91f30bd81ca9803f8615887e384ed0896acd83c410a0dc19004e74490e9f9e56"}) as unknown as TypedDocumentString<DisableTargetMutation, DisableTargetMutationVariables>;
export const DeleteTargetDocument = new TypedDocumentString(`
    mutation DeleteTarget($input: DeleteTargetInput!) {
  deleteTarget(input: $input) {
    __typename
    ... on DeleteTargetPayload {
      targetId
      scans
      findings
    }
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:968bc735288bccc26ce0ed27b18b0077c2d3ae8d23f14da617d64678b9b48a22"}) as unknown as TypedDocumentString<DeleteTargetMutation, DeleteTargetMutationVariables>;
export const TestTargetDocument = new TypedDocumentString(`
    mutation TestTarget($input: TestTargetInput!) {
  testTarget(input: $input) {
    __typename
    ... on TestTargetPayload {
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
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:88b420b3832ff3856d937b9829c1a5c40e1acec643bd37b8691a629351166a19"}) as unknown as TypedDocumentString<TestTargetMutation, TestTargetMutationVariables>;
export const ProvidersDocument = new TypedDocumentString(`
    query Providers {
  providers {
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
}
    `, {"hash":"sha256:91cab58406e0b4fe57ff38ecd3015f1a78d54d6dba95cd3c6b91e611e0c0e779"}) as unknown as TypedDocumentString<ProvidersQuery, ProvidersQueryVariables>;
export const FindingDocument = new TypedDocumentString(`
    query Finding($id: ID!) {
  finding(id: $id) {
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
}`, {"hash":"sha256:58061a8d4046cdae9b5c5816850eb012784daab5254b1ee97f48cde1b50f7ca7"}) as unknown as TypedDocumentString<FindingQuery, FindingQueryVariables>;
export const FindingHistoryDocument = new TypedDocumentString(`
    query FindingHistory($id: ID!, $first: Int, $after: String) {
  finding(id: $id) {
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
}`, {"hash":"sha256:75a245636bfae7a6b32d5423061012eb1e4332c8362672830af604a0a988247e"}) as unknown as TypedDocumentString<FindingHistoryQuery, FindingHistoryQueryVariables>;
export const FindingCommentsDocument = new TypedDocumentString(`
    query FindingComments($id: ID!, $first: Int, $after: String) {
  finding(id: $id) {
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
}`, {"hash":"sha256:cdbe4ec777c93c3013d13b58f8c34bfc03570c6a713313cdda63efb1c7e3b92e"}) as unknown as TypedDocumentString<FindingCommentsQuery, FindingCommentsQueryVariables>;
export const SetFindingStatusDocument = new TypedDocumentString(`
    mutation SetFindingStatus($input: SetFindingStatusInput!) {
  setFindingStatus(input: $input) {
    __typename
    ... on SetFindingStatusPayload {
      batchId
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:d522768c5fce61e25a2227baa45f5658e4c3af38e409862ff69a0335bdd70038"}) as unknown as TypedDocumentString<SetFindingStatusMutation, SetFindingStatusMutationVariables>;
export const AssignFindingDocument = new TypedDocumentString(`
    mutation AssignFinding($input: AssignFindingInput!) {
  assignFinding(input: $input) {
    __typename
    ... on AssignFindingPayload {
      batchId
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:29c461cbc3f11c479376dc72ea242efab24621f8f16e68d97f2d94c0f48f8f9c"}) as unknown as TypedDocumentString<AssignFindingMutation, AssignFindingMutationVariables>;
export const TagFindingDocument = new TypedDocumentString(`
    mutation TagFinding($input: TagFindingInput!) {
  tagFinding(input: $input) {
    __typename
    ... on TagFindingPayload {
      batchId
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:26e7634d3b95cc498cb6e9d1dc91da8693af709c08fab7fb46e1747c25b209b4"}) as unknown as TypedDocumentString<TagFindingMutation, TagFindingMutationVariables>;
export const LinkTicketDocument = new TypedDocumentString(`
    mutation LinkTicket($input: LinkTicketInput!) {
  linkTicket(input: $input) {
    __typename
    ... on LinkTicketPayload {
      batchId
      finding {
        ...FindingFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:636b862d3a9fcf063e8632d59243972875923d24a2dad0303d1b1e37badc95b2"}) as unknown as TypedDocumentString<LinkTicketMutation, LinkTicketMutationVariables>;
export const CommentFindingDocument = new TypedDocumentString(`
    mutation CommentFinding($input: CommentFindingInput!) {
  commentFinding(input: $input) {
    __typename
    ... on CommentFindingPayload {
      comment {
        ...FindingCommentFields
      }
    }
    ... on Problem {
      code
      message
      path
      retry
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
}`, {"hash":"sha256:d77511f0135d4719e91a17ae90b668050fe33dda6a9d4c62c9a07bf55acfc78a"}) as unknown as TypedDocumentString<CommentFindingMutation, CommentFindingMutationVariables>;
export const BulkUpdateFindingsDocument = new TypedDocumentString(`
    mutation BulkUpdateFindings($input: BulkUpdateFindingsInput!) {
  bulkUpdateFindings(input: $input) {
    __typename
    ... on BulkUpdateFindingsPayload {
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
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:36cb3f68ef6bf6211accfac9c6420c17a2d966365a4f49621d2b6b004d604568"}) as unknown as TypedDocumentString<BulkUpdateFindingsMutation, BulkUpdateFindingsMutationVariables>;
export const UndoFindingChangeDocument = new TypedDocumentString(`
    mutation UndoFindingChange($input: UndoFindingChangeInput!) {
  undoFindingChange(input: $input) {
    __typename
    ... on UndoFindingChangePayload {
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
    ... on Problem {
      code
      message
      path
      retry
    }
  }
}
    `, {"hash":"sha256:6bc8a9313318ce49729c86749bf03ea1326583216200d847fa8cfb258c81652b"}) as unknown as TypedDocumentString<UndoFindingChangeMutation, UndoFindingChangeMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    scopes
    tenant {
      id
      slug
      name
    }
    token {
      id
      name
      prefix
      expiresAt
    }
  }
}
    `, {"hash":"sha256:7adbb46cf6f271f1c1e62bf108f53d6d035676593db64c5d003d3fa940203754"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;