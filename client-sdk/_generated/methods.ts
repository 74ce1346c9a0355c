/* Generated from operations/*.graphql: never edited. */
import * as api from './graphql.ts';

/** What one method asks for, and where in the answer its result is. `key`: where an idempotency key goes. `resumes`: takes `after`. */
export type Operation = {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  document: { toString(): string; __meta__?: Record<string, unknown> | undefined };
  path: readonly string[];
  key?: 'input' | 'variables';
  resumes?: true;
};
export type CallOptions = {
  /** Ends the call, also between two tries; it then throws `aborted`. */
  signal?: AbortSignal | undefined;
};
export type WatchOptions = CallOptions & {
  /** How long a lost connection is tried again before `connection_lost` is thrown. Default: five minutes. */
  patienceMs?: number | undefined;
};
/** What methods stand on. */
export type Run = {
  one<Result>(operation: Operation, variables: object, options?: CallOptions): Promise<Result>;
  pages<Node>(operation: Operation, variables: object, options?: CallOptions): AsyncGenerator<Node, void, void>;
  watch<Event>(operation: Operation, variables: object, options?: WatchOptions): AsyncGenerator<Event, void, void>;
};
/** What comes of a mutation that was not refused. */
type Payload<Answer> = Exclude<Answer, { code: string; message: string }>;

export type Attempt = api.AttemptFieldsFragment;
export type AuditEvent = api.AuditEventFieldsFragment;
export type ControlCoverage = api.ControlCoverageFieldsFragment;
export type Control = api.ControlFieldsFragment;
export type Counts = api.CountsFieldsFragment;
export type DlpRule = api.DlpRuleFieldsFragment;
export type FindingChange = api.FindingChangeFieldsFragment;
export type FindingComment = api.FindingCommentFieldsFragment;
export type Finding = api.FindingFieldsFragment;
export type FindingGroup = api.FindingGroupFieldsFragment;
export type Framework = api.FrameworkFieldsFragment;
export type Invitation = api.InvitationFieldsFragment;
export type JudgeScorecard = api.JudgeScorecardFieldsFragment;
export type Member = api.MemberFieldsFragment;
export type Overlap = api.OverlapFieldsFragment;
export type Probe = api.ProbeFieldsFragment;
export type Provider = api.ProviderFieldsFragment;
export type Range = api.RangeFieldsFragment;
export type Report = api.ReportFieldsFragment;
export type ReportProgress = api.ReportProgressFieldsFragment;
export type Review = api.ReviewFieldsFragment;
export type ReviewedAttempt = api.ReviewedAttemptFieldsFragment;
export type SavedView = api.SavedViewFieldsFragment;
export type ScanEstimate = api.ScanEstimateFieldsFragment;
export type ScanEvent = api.ScanEventFieldsFragment;
export type Scan = api.ScanFieldsFragment;
export type ScanProgress = api.ScanProgressFieldsFragment;
export type Schedule = api.ScheduleFieldsFragment;
export type Secret = api.SecretFieldsFragment;
export type Session = api.SessionFieldsFragment;
export type Settings = api.SettingsFieldsFragment;
export type Share = api.ShareFieldsFragment;
export type Spend = api.SpendFieldsFragment;
export type Target = api.TargetFieldsFragment;
export type TenantEvent = api.TenantEventFieldsFragment;
export type Token = api.TokenFieldsFragment;
export type Usage = api.UsageFieldsFragment;
export type Viewer = api.ViewerFieldsFragment;
export type WebhookDelivery = api.WebhookDeliveryFieldsFragment;
export type Webhook = api.WebhookFieldsFragment;

/** Every operation as a method. */
export function methods(run: Run) {
  return {
attempts: {
/** An attempt with all that was said, the opinions and the ruling. */
get: (id: string, options?: Omit<api.AttemptsGetQueryVariables, 'id'> & CallOptions): Promise<ReviewedAttempt> => run.one({ name: 'attempts.get', kind: 'query', document: api.AttemptsGetDocument, path: ['attempt'] }, { id }, options),
/** What a scan asked and what came of it, in the order in which it was planned, read page by page as it is used. */
list: (scanId: string, options?: Omit<api.AttemptsListQueryVariables, 'scanId' | 'first' | 'after'> & CallOptions): AsyncGenerator<Attempt, void, void> => run.pages({ name: 'attempts.list', kind: 'query', document: api.AttemptsListDocument, path: ['scan','attempts'] }, { scanId }, options),
},
audit: {
/** What was done, by whom and from where, read page by page as it is used. */
list: (options?: Omit<api.AuditListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<AuditEvent, void, void> => run.pages({ name: 'audit.list', kind: 'query', document: api.AuditListDocument, path: ['auditEvents'] }, {  }, options),
},
/** Who the token is: its tenant and scopes, what it may still spend, and the place in the tenant’s log at which all this was so. */
viewer: (options?: Omit<api.ViewerQueryVariables, never> & CallOptions): Promise<Viewer> => run.one({ name: 'viewer', kind: 'query', document: api.ViewerDocument, path: ['viewer'] }, {  }, options),
/** What was run and spent, a row for each day or month. */
usage: (options: Omit<api.UsageQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Usage, void, void> => run.pages({ name: 'usage', kind: 'query', document: api.UsageDocument, path: ['usage'] }, {  }, options),
dlpRules: {
get: (id: string, options?: Omit<api.DlpRulesGetQueryVariables, 'id'> & CallOptions): Promise<DlpRule> => run.one({ name: 'dlpRules.get', kind: 'query', document: api.DlpRulesGetDocument, path: ['dlpRule'] }, { id }, options),
/** Every rule of data loss prevention that the filter leaves, those that come with Tribunal among them, read page by page as they are used. */
list: (options?: Omit<api.DlpRulesListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<DlpRule, void, void> => run.pages({ name: 'dlpRules.list', kind: 'query', document: api.DlpRulesListDocument, path: ['dlpRules'] }, {  }, options),
create: (input: api.CreateDlpRuleInput, options?: Omit<api.DlpRulesCreateMutationVariables, 'input'> & CallOptions): Promise<DlpRule> => run.one({ name: 'dlpRules.create', kind: 'mutation', document: api.DlpRulesCreateDocument, path: ['createDlpRule','rule'], key: 'input' }, { input }, options),
/** Changes what is given. Of a rule that comes with Tribunal, whether it is enabled and what it does. */
update: (id: string, options?: Omit<api.DlpRulesUpdateMutationVariables, 'id'> & CallOptions): Promise<DlpRule> => run.one({ name: 'dlpRules.update', kind: 'mutation', document: api.DlpRulesUpdateDocument, path: ['updateDlpRule','rule'] }, { id }, options),
delete: (id: string, options?: Omit<api.DlpRulesDeleteMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.DlpRulesDeleteMutation['deleteDlpRule']>['id']>> => run.one({ name: 'dlpRules.delete', kind: 'mutation', document: api.DlpRulesDeleteDocument, path: ['deleteDlpRule','id'] }, { id }, options),
/** What the rules would do with a text. Keeps nothing of it. */
test: (options: Omit<api.DlpRulesTestMutationVariables, never> & CallOptions): Promise<Payload<api.DlpRulesTestMutation['testDlp']>> => run.one({ name: 'dlpRules.test', kind: 'mutation', document: api.DlpRulesTestDocument, path: ['testDlp'] }, {  }, options),
},
events: {
/** Everything that happens in the tenant, over all its scans, each once and in order. Begin at `viewer().tenant.cursor`, then read what you show: nothing falls between. */
watch: (options?: Omit<api.EventsWatchSubscriptionVariables, never> & WatchOptions): AsyncGenerator<TenantEvent, void, void> => run.watch({ name: 'events.watch', kind: 'subscription', document: api.EventsWatchDocument, path: ['tenantEvents'], resumes: true }, {  }, options),
},
findings: {
get: (id: string, options?: Omit<api.FindingsGetQueryVariables, 'id'> & CallOptions): Promise<Finding> => run.one({ name: 'findings.get', kind: 'query', document: api.FindingsGetDocument, path: ['finding'] }, { id }, options),
/** Every finding that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.FindingsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Finding, void, void> => run.pages({ name: 'findings.list', kind: 'query', document: api.FindingsListDocument, path: ['findings'] }, {  }, options),
/** The findings that hold the words, the best first, with how well each fits and where, read page by page as they are used. */
search: (options: Omit<api.FindingsSearchQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<NonNullable<api.FindingsSearchQuery['searchFindings']>['edges'][number], void, void> => run.pages({ name: 'findings.search', kind: 'query', document: api.FindingsSearchDocument, path: ['searchFindings'] }, {  }, options),
/** How many there are, in all and in each of the hundred largest groups. */
stats: (options: Omit<api.FindingsStatsQueryVariables, never> & CallOptions): Promise<NonNullable<api.FindingsStatsQuery['findingStats']>> => run.one({ name: 'findings.stats', kind: 'query', document: api.FindingsStatsDocument, path: ['findingStats'] }, {  }, options),
/** How many findings each choice would leave if it were added to the filter. */
facets: (options?: Omit<api.FindingsFacetsQueryVariables, never> & CallOptions): Promise<NonNullable<api.FindingsFacetsQuery['findingFacets']>> => run.one({ name: 'findings.facets', kind: 'query', document: api.FindingsFacetsDocument, path: ['findingFacets'] }, {  }, options),
/** How many were opened, resolved and dismissed in each step of a time, and how many were open at its end. */
trend: (options: Omit<api.FindingsTrendQueryVariables, never> & CallOptions): Promise<NonNullable<api.FindingsTrendQuery['findingTrend']>> => run.one({ name: 'findings.trend', kind: 'query', document: api.FindingsTrendDocument, path: ['findingTrend'] }, {  }, options),
/** What people and scans changed of it, the newest first. */
history: (id: string, options?: Omit<api.FindingsHistoryQueryVariables, 'id' | 'first' | 'after'> & CallOptions): AsyncGenerator<FindingChange, void, void> => run.pages({ name: 'findings.history', kind: 'query', document: api.FindingsHistoryDocument, path: ['finding','history'] }, { id }, options),
/** What was written about it, the newest first. */
comments: (id: string, options?: Omit<api.FindingsCommentsQueryVariables, 'id' | 'first' | 'after'> & CallOptions): AsyncGenerator<FindingComment, void, void> => run.pages({ name: 'findings.comments', kind: 'query', document: api.FindingsCommentsDocument, path: ['finding','comments'] }, { id }, options),
/** Moves it to another stage of its life. `ACCEPTED` and `FALSE_POSITIVE` need a reason. Throws `illegal_transition`. */
setStatus: (id: string, options: Omit<api.FindingsSetStatusMutationVariables, 'id'> & CallOptions): Promise<Payload<api.FindingsSetStatusMutation['setFindingStatus']>> => run.one({ name: 'findings.setStatus', kind: 'mutation', document: api.FindingsSetStatusDocument, path: ['setFindingStatus'] }, { id }, options),
/** Gives it to a member, or with null to nobody. */
assign: (id: string, options?: Omit<api.FindingsAssignMutationVariables, 'id'> & CallOptions): Promise<Payload<api.FindingsAssignMutation['assignFinding']>> => run.one({ name: 'findings.assign', kind: 'mutation', document: api.FindingsAssignDocument, path: ['assignFinding'] }, { id }, options),
tag: (id: string, options?: Omit<api.FindingsTagMutationVariables, 'id'> & CallOptions): Promise<Payload<api.FindingsTagMutation['tagFinding']>> => run.one({ name: 'findings.tag', kind: 'mutation', document: api.FindingsTagDocument, path: ['tagFinding'] }, { id }, options),
/** Ties it to a ticket in another system, or with null to none. */
linkTicket: (id: string, options?: Omit<api.FindingsLinkTicketMutationVariables, 'id'> & CallOptions): Promise<Payload<api.FindingsLinkTicketMutation['linkTicket']>> => run.one({ name: 'findings.linkTicket', kind: 'mutation', document: api.FindingsLinkTicketDocument, path: ['linkTicket'] }, { id }, options),
comment: (id: string, options: Omit<api.FindingsCommentMutationVariables, 'id'> & CallOptions): Promise<FindingComment> => run.one({ name: 'findings.comment', kind: 'mutation', document: api.FindingsCommentDocument, path: ['commentFinding','comment'], key: 'variables' }, { id }, options),
/** The same change for these `ids`, or for all that a `filter` leaves. With `dryRun` it counts and writes nothing. */
bulk: (input: api.BulkUpdateFindingsInput, options?: Omit<api.FindingsBulkMutationVariables, 'input'> & CallOptions): Promise<Payload<api.FindingsBulkMutation['bulkUpdateFindings']>> => run.one({ name: 'findings.bulk', kind: 'mutation', document: api.FindingsBulkDocument, path: ['bulkUpdateFindings'] }, { input }, options),
/** Takes back what one act changed, where nobody has changed the same thing since. */
undo: (batchId: string, options?: Omit<api.FindingsUndoMutationVariables, 'batchId'> & CallOptions): Promise<Payload<api.FindingsUndoMutation['undoFindingChange']>> => run.one({ name: 'findings.undo', kind: 'mutation', document: api.FindingsUndoDocument, path: ['undoFindingChange'] }, { batchId }, options),
/** Findings as scans record them, from now on. What is recorded while the connection is lost is not told: `events.watch` tells it. */
added: (options?: Omit<api.FindingsAddedSubscriptionVariables, never> & WatchOptions): AsyncGenerator<NonNullable<api.FindingsAddedSubscription['findingAdded']>, void, void> => run.watch({ name: 'findings.added', kind: 'subscription', document: api.FindingsAddedDocument, path: ['findingAdded'] }, {  }, options),
},
frameworks: {
list: (options?: Omit<api.FrameworksListQueryVariables, never> & CallOptions): Promise<readonly Framework[]> => run.one({ name: 'frameworks.list', kind: 'query', document: api.FrameworksListDocument, path: ['frameworks'] }, {  }, options),
/** Controls, of one framework or of all, read page by page as they are used. */
controls: (options?: Omit<api.FrameworksControlsQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Control, void, void> => run.pages({ name: 'frameworks.controls', kind: 'query', document: api.FrameworksControlsDocument, path: ['controls'] }, {  }, options),
control: (ref: string, options?: Omit<api.FrameworksControlQueryVariables, 'ref'> & CallOptions): Promise<Control> => run.one({ name: 'frameworks.control', kind: 'query', document: api.FrameworksControlDocument, path: ['control'] }, { ref }, options),
/** What a reference of one edition is called in another. */
convert: (options: Omit<api.FrameworksConvertQueryVariables, never> & CallOptions): Promise<NonNullable<api.FrameworksConvertQuery['convertRef']>> => run.one({ name: 'frameworks.convert', kind: 'query', document: api.FrameworksConvertDocument, path: ['convertRef'] }, {  }, options),
/** How much of a framework scans have tested, in numbers. */
coverage: (options: Omit<api.FrameworksCoverageQueryVariables, never> & CallOptions): Promise<NonNullable<api.FrameworksCoverageQuery['coverage']>> => run.one({ name: 'frameworks.coverage', kind: 'query', document: api.FrameworksCoverageDocument, path: ['coverage'] }, {  }, options),
/** The same control by control, read page by page as they are used. */
coveredControls: (options: Omit<api.FrameworksCoveredControlsQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<ControlCoverage, void, void> => run.pages({ name: 'frameworks.coveredControls', kind: 'query', document: api.FrameworksCoveredControlsDocument, path: ['coverage','controls'] }, {  }, options),
},
members: {
/** The people in the tenant, whom findings are given to. */
list: (options?: Omit<api.MembersListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Member, void, void> => run.pages({ name: 'members.list', kind: 'query', document: api.MembersListDocument, path: ['members'] }, {  }, options),
changeRole: (id: string, options: Omit<api.MembersChangeRoleMutationVariables, 'id'> & CallOptions): Promise<Member> => run.one({ name: 'members.changeRole', kind: 'mutation', document: api.MembersChangeRoleDocument, path: ['changeMemberRole','member'] }, { id }, options),
/** Ends the membership, with its sessions and tokens. */
remove: (id: string, options?: Omit<api.MembersRemoveMutationVariables, 'id'> & CallOptions): Promise<Payload<api.MembersRemoveMutation['removeMember']>> => run.one({ name: 'members.remove', kind: 'mutation', document: api.MembersRemoveDocument, path: ['removeMember'] }, { id }, options),
/** Invites a person. `text` and `url`, with which they join, are told this once. */
invite: (input: api.InviteMemberInput, options?: Omit<api.MembersInviteMutationVariables, 'input'> & CallOptions): Promise<Payload<api.MembersInviteMutation['inviteMember']>> => run.one({ name: 'members.invite', kind: 'mutation', document: api.MembersInviteDocument, path: ['inviteMember'], key: 'input' }, { input }, options),
/** Every invitation that the filter leaves, read page by page as they are used. */
invitations: (options?: Omit<api.MembersInvitationsQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Invitation, void, void> => run.pages({ name: 'members.invitations', kind: 'query', document: api.MembersInvitationsDocument, path: ['invitations'] }, {  }, options),
revokeInvitation: (id: string, options?: Omit<api.MembersRevokeInvitationMutationVariables, 'id'> & CallOptions): Promise<Invitation> => run.one({ name: 'members.revokeInvitation', kind: 'mutation', document: api.MembersRevokeInvitationDocument, path: ['revokeInvitation','invitation'] }, { id }, options),
},
overlaps: {
/** Pairs of controls of two frameworks that the same findings speak to, or that a curator joined, read page by page as they are used. */
list: (options?: Omit<api.OverlapsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Overlap, void, void> => run.pages({ name: 'overlaps.list', kind: 'query', document: api.OverlapsListDocument, path: ['overlaps'] }, {  }, options),
},
probes: {
get: (id: string, options?: Omit<api.ProbesGetQueryVariables, 'id'> & CallOptions): Promise<Probe> => run.one({ name: 'probes.get', kind: 'query', document: api.ProbesGetDocument, path: ['probe'] }, { id }, options),
/** The probe library, by name, read page by page as it is used. */
list: (options?: Omit<api.ProbesListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Probe, void, void> => run.pages({ name: 'probes.list', kind: 'query', document: api.ProbesListDocument, path: ['probes'] }, {  }, options),
/** What can go wrong, as probes and findings name it. */
risks: (options?: Omit<api.ProbesRisksQueryVariables, never> & CallOptions): Promise<NonNullable<api.ProbesRisksQuery['risks']>> => run.one({ name: 'probes.risks', kind: 'query', document: api.ProbesRisksDocument, path: ['risks'] }, {  }, options),
},
reports: {
get: (id: string, options?: Omit<api.ReportsGetQueryVariables, 'id'> & CallOptions): Promise<Report> => run.one({ name: 'reports.get', kind: 'query', document: api.ReportsGetDocument, path: ['report'] }, { id }, options),
/** Every report that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.ReportsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Report, void, void> => run.pages({ name: 'reports.list', kind: 'query', document: api.ReportsListDocument, path: ['reports'] }, {  }, options),
/** Asks for a report; a worker writes it. Follow it with `watch`. */
create: (input: api.CreateReportInput, options?: Omit<api.ReportsCreateMutationVariables, 'input'> & CallOptions): Promise<Report> => run.one({ name: 'reports.create', kind: 'mutation', document: api.ReportsCreateDocument, path: ['createReport','report'], key: 'input' }, { input }, options),
delete: (id: string, options?: Omit<api.ReportsDeleteMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.ReportsDeleteMutation['deleteReport']>['id']>> => run.one({ name: 'reports.delete', kind: 'mutation', document: api.ReportsDeleteDocument, path: ['deleteReport','id'] }, { id }, options),
/** How far a report is, until it is ready or has failed: the newest state alone. */
watch: (id: string, options?: Omit<api.ReportsWatchSubscriptionVariables, 'id'> & WatchOptions): AsyncGenerator<ReportProgress, void, void> => run.watch({ name: 'reports.watch', kind: 'subscription', document: api.ReportsWatchDocument, path: ['reportProgress'] }, { id }, options),
},
review: {
/** Every attempt whose verdict waits for a person, the one that has waited longest first, read page by page as they are used. */
list: (options?: Omit<api.ReviewListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<ReviewedAttempt, void, void> => run.pages({ name: 'review.list', kind: 'query', document: api.ReviewListDocument, path: ['reviewQueue'] }, {  }, options),
/** Says that the verdict is right. Pass it as `expected`: then `verdict_changed` is thrown when somebody else has decided since. */
confirm: (attemptId: string, options?: Omit<api.ReviewConfirmMutationVariables, 'attemptId'> & CallOptions): Promise<Payload<api.ReviewConfirmMutation['confirmVerdict']>> => run.one({ name: 'review.confirm', kind: 'mutation', document: api.ReviewConfirmDocument, path: ['confirmVerdict'] }, { attemptId }, options),
/** Puts another verdict in its place, with the reason. */
overturn: (attemptId: string, options: Omit<api.ReviewOverturnMutationVariables, 'attemptId'> & CallOptions): Promise<Payload<api.ReviewOverturnMutation['overturnVerdict']>> => run.one({ name: 'review.overturn', kind: 'mutation', document: api.ReviewOverturnDocument, path: ['overturnVerdict'] }, { attemptId }, options),
/** How often each judge and version agrees with people, with 95 % bounds. */
scorecards: (options?: Omit<api.ReviewScorecardsQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<JudgeScorecard, void, void> => run.pages({ name: 'review.scorecards', kind: 'query', document: api.ReviewScorecardsDocument, path: ['judgeScorecards'] }, {  }, options),
/** What enters and leaves the queue, and how many wait. */
watch: (options?: Omit<api.ReviewWatchSubscriptionVariables, never> & WatchOptions): AsyncGenerator<NonNullable<api.ReviewWatchSubscription['reviewQueue']>, void, void> => run.watch({ name: 'review.watch', kind: 'subscription', document: api.ReviewWatchDocument, path: ['reviewQueue'], resumes: true }, {  }, options),
},
savedViews: {
get: (id: string, options?: Omit<api.SavedViewsGetQueryVariables, 'id'> & CallOptions): Promise<SavedView> => run.one({ name: 'savedViews.get', kind: 'query', document: api.SavedViewsGetDocument, path: ['savedView'] }, { id }, options),
/** Every saved view that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.SavedViewsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<SavedView, void, void> => run.pages({ name: 'savedViews.list', kind: 'query', document: api.SavedViewsListDocument, path: ['savedViews'] }, {  }, options),
/** Keeps a filter and an order under a name, for findings, scans or targets. */
create: (input: api.CreateSavedViewInput, options?: Omit<api.SavedViewsCreateMutationVariables, 'input'> & CallOptions): Promise<SavedView> => run.one({ name: 'savedViews.create', kind: 'mutation', document: api.SavedViewsCreateDocument, path: ['createSavedView','view'], key: 'input' }, { input }, options),
/** Changes what is given. */
update: (id: string, options?: Omit<api.SavedViewsUpdateMutationVariables, 'id'> & CallOptions): Promise<SavedView> => run.one({ name: 'savedViews.update', kind: 'mutation', document: api.SavedViewsUpdateDocument, path: ['updateSavedView','view'] }, { id }, options),
delete: (id: string, options?: Omit<api.SavedViewsDeleteMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.SavedViewsDeleteMutation['deleteSavedView']>['id']>> => run.one({ name: 'savedViews.delete', kind: 'mutation', document: api.SavedViewsDeleteDocument, path: ['deleteSavedView','id'] }, { id }, options),
},
scans: {
get: (id: string, options?: Omit<api.ScansGetQueryVariables, 'id'> & CallOptions): Promise<Scan> => run.one({ name: 'scans.get', kind: 'query', document: api.ScansGetDocument, path: ['scan'] }, { id }, options),
/** Every scan that the filter leaves, the newest first, read page by page as they are used. */
list: (options?: Omit<api.ScansListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Scan, void, void> => run.pages({ name: 'scans.list', kind: 'query', document: api.ScansListDocument, path: ['scans'] }, {  }, options),
/** Starts a scan of a target, with the whole library unless `probeIds` says otherwise. */
start: (input: api.StartScanInput, options?: Omit<api.ScansStartMutationVariables, 'input'> & CallOptions): Promise<Scan> => run.one({ name: 'scans.start', kind: 'mutation', document: api.ScansStartDocument, path: ['startScan','scan'], key: 'input' }, { input }, options),
/** What `start` with the same input would do and cost, each range from the least to the most that is to be expected. Writes nothing and sends nothing. */
estimate: (input: api.StartScanInput, options?: Omit<api.ScansEstimateQueryVariables, 'input'> & CallOptions): Promise<ScanEstimate> => run.one({ name: 'scans.estimate', kind: 'query', document: api.ScansEstimateDocument, path: ['estimateScan'], key: 'input' }, { input }, options),
cancel: (id: string, options?: Omit<api.ScansCancelMutationVariables, 'id'> & CallOptions): Promise<Scan> => run.one({ name: 'scans.cancel', kind: 'mutation', document: api.ScansCancelDocument, path: ['cancelScan','scan'] }, { id }, options),
/** Starts a new scan of the same target with the same probes. */
rerun: (id: string, options?: Omit<api.ScansRerunMutationVariables, 'id'> & CallOptions): Promise<Scan> => run.one({ name: 'scans.rerun', kind: 'mutation', document: api.ScansRerunDocument, path: ['rerunScan','scan'], key: 'variables' }, { id }, options),
/** Starts a new scan with the probes that this one could not decide. Throws `nothing_inconclusive` when there are none. */
retryInconclusive: (id: string, options?: Omit<api.ScansRetryInconclusiveMutationVariables, 'id'> & CallOptions): Promise<Scan> => run.one({ name: 'scans.retryInconclusive', kind: 'mutation', document: api.ScansRetryInconclusiveDocument, path: ['retryInconclusive','scan'], key: 'variables' }, { id }, options),
/** Deletes a scan that has ended, for good, with the findings that only it saw. Throws `scan_busy` before the end. */
delete: (id: string, options?: Omit<api.ScansDeleteMutationVariables, 'id'> & CallOptions): Promise<Payload<api.ScansDeleteMutation['deleteScan']>> => run.one({ name: 'scans.delete', kind: 'mutation', document: api.ScansDeleteDocument, path: ['deleteScan'] }, { id }, options),
/** The events of a scan: first those that have happened, then those that happen, each once and in order, until the scan has ended. A lost connection is opened again and resumed where it was. */
watch: (id: string, options?: Omit<api.ScansWatchSubscriptionVariables, 'id'> & WatchOptions): AsyncGenerator<ScanEvent, void, void> => run.watch({ name: 'scans.watch', kind: 'subscription', document: api.ScansWatchDocument, path: ['scanEvents'], resumes: true }, { id }, options),
/** How far a scan is, until it has ended: the newest state alone, however fast it changes. */
progress: (id: string, options?: Omit<api.ScansProgressSubscriptionVariables, 'id'> & WatchOptions): AsyncGenerator<ScanProgress, void, void> => run.watch({ name: 'scans.progress', kind: 'subscription', document: api.ScansProgressDocument, path: ['scanProgress'] }, { id }, options),
/** A page of each list that is asked for. `client.scans.diff` reads them whole. */
diffPage: (base: string, head: string, options?: Omit<api.ScansDiffPageQueryVariables, 'base' | 'head'> & CallOptions): Promise<NonNullable<api.ScansDiffPageQuery['scanDiff']>> => run.one({ name: 'scans.diffPage', kind: 'query', document: api.ScansDiffPageDocument, path: ['scanDiff'] }, { base, head }, options),
},
schedules: {
get: (id: string, options?: Omit<api.SchedulesGetQueryVariables, 'id'> & CallOptions): Promise<Schedule> => run.one({ name: 'schedules.get', kind: 'query', document: api.SchedulesGetDocument, path: ['schedule'] }, { id }, options),
/** Every schedule that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.SchedulesListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Schedule, void, void> => run.pages({ name: 'schedules.list', kind: 'query', document: api.SchedulesListDocument, path: ['schedules'] }, {  }, options),
/** Scans a target at the times that a cron expression names, in a time zone. Throws `invalid_cron`. */
create: (input: api.CreateScheduleInput, options?: Omit<api.SchedulesCreateMutationVariables, 'input'> & CallOptions): Promise<Schedule> => run.one({ name: 'schedules.create', kind: 'mutation', document: api.SchedulesCreateDocument, path: ['createSchedule','schedule'], key: 'input' }, { input }, options),
/** Changes what is given. */
update: (id: string, options?: Omit<api.SchedulesUpdateMutationVariables, 'id'> & CallOptions): Promise<Schedule> => run.one({ name: 'schedules.update', kind: 'mutation', document: api.SchedulesUpdateDocument, path: ['updateSchedule','schedule'] }, { id }, options),
delete: (id: string, options?: Omit<api.SchedulesDeleteMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.SchedulesDeleteMutation['deleteSchedule']>['id']>> => run.one({ name: 'schedules.delete', kind: 'mutation', document: api.SchedulesDeleteDocument, path: ['deleteSchedule','id'] }, { id }, options),
},
secrets: {
/** The names of what is kept sealed. Values are told to nobody. */
list: (options?: Omit<api.SecretsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Secret, void, void> => run.pages({ name: 'secrets.list', kind: 'query', document: api.SecretsListDocument, path: ['secrets'] }, {  }, options),
/** Seals a value under a name, and answers how headers name it. */
put: (options: Omit<api.SecretsPutMutationVariables, never> & CallOptions): Promise<NonNullable<Payload<api.SecretsPutMutation['putSecret']>['reference']>> => run.one({ name: 'secrets.put', kind: 'mutation', document: api.SecretsPutDocument, path: ['putSecret','reference'] }, {  }, options),
/** Throws `secret_in_use` while a target needs it. */
delete: (id: string, options?: Omit<api.SecretsDeleteMutationVariables, 'id'> & CallOptions): Promise<Payload<api.SecretsDeleteMutation['deleteSecret']>> => run.one({ name: 'secrets.delete', kind: 'mutation', document: api.SecretsDeleteDocument, path: ['deleteSecret'] }, { id }, options),
},
sessions: {
/** Where you are signed in. */
list: (options?: Omit<api.SessionsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Session, void, void> => run.pages({ name: 'sessions.list', kind: 'query', document: api.SessionsListDocument, path: ['sessions'] }, {  }, options),
/** Signs one out. */
revoke: (id: string, options?: Omit<api.SessionsRevokeMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.SessionsRevokeMutation['revokeSession']>['id']>> => run.one({ name: 'sessions.revoke', kind: 'mutation', document: api.SessionsRevokeDocument, path: ['revokeSession','id'] }, { id }, options),
/** Signs you out everywhere, and with `keepThis` everywhere else. */
signOutEverywhere: (options?: Omit<api.SessionsSignOutEverywhereMutationVariables, never> & CallOptions): Promise<NonNullable<Payload<api.SessionsSignOutEverywhereMutation['signOutEverywhere']>['ended']>> => run.one({ name: 'sessions.signOutEverywhere', kind: 'mutation', document: api.SessionsSignOutEverywhereDocument, path: ['signOutEverywhere','ended'] }, {  }, options),
/** Changes your own password. Every other session ends. */
changePassword: (input: api.ChangePasswordInput, options?: Omit<api.SessionsChangePasswordMutationVariables, 'input'> & CallOptions): Promise<NonNullable<Payload<api.SessionsChangePasswordMutation['changePassword']>['ended']>> => run.one({ name: 'sessions.changePassword', kind: 'mutation', document: api.SessionsChangePasswordDocument, path: ['changePassword','ended'] }, { input }, options),
},
settings: {
/** What holds for the tenant: thresholds, retention, framework edition. */
get: (options?: Omit<api.SettingsGetQueryVariables, never> & CallOptions): Promise<Settings> => run.one({ name: 'settings.get', kind: 'query', document: api.SettingsGetDocument, path: ['settings'] }, {  }, options),
/** Changes what is given. */
update: (input: api.UpdateSettingsInput, options?: Omit<api.SettingsUpdateMutationVariables, 'input'> & CallOptions): Promise<Settings> => run.one({ name: 'settings.update', kind: 'mutation', document: api.SettingsUpdateDocument, path: ['updateSettings','settings'] }, { input }, options),
renameTenant: (options?: Omit<api.SettingsRenameTenantMutationVariables, never> & CallOptions): Promise<NonNullable<Payload<api.SettingsRenameTenantMutation['updateTenant']>['tenant']>> => run.one({ name: 'settings.renameTenant', kind: 'mutation', document: api.SettingsRenameTenantDocument, path: ['updateTenant','tenant'] }, {  }, options),
},
targets: {
get: (id: string, options?: Omit<api.TargetsGetQueryVariables, 'id'> & CallOptions): Promise<Target> => run.one({ name: 'targets.get', kind: 'query', document: api.TargetsGetDocument, path: ['target'] }, { id }, options),
/** Every target that the filter leaves, the newest first, read page by page as they are used. */
list: (options?: Omit<api.TargetsListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Target, void, void> => run.pages({ name: 'targets.list', kind: 'query', document: api.TargetsListDocument, path: ['targets'] }, {  }, options),
/** Makes a target; `kind` is `LLM` unless it is said. Header values are sealed by the API at once. */
create: (input: api.CreateTargetInput, options?: Omit<api.TargetsCreateMutationVariables, 'input'> & CallOptions): Promise<Target> => run.one({ name: 'targets.create', kind: 'mutation', document: api.TargetsCreateDocument, path: ['createTarget','target'], key: 'input' }, { input }, options),
/** Changes what is given. `llm` and `headers` are replaced as a whole; an empty list of headers takes them away. */
update: (id: string, options?: Omit<api.TargetsUpdateMutationVariables, 'id'> & CallOptions): Promise<Target> => run.one({ name: 'targets.update', kind: 'mutation', document: api.TargetsUpdateDocument, path: ['updateTarget','target'] }, { id }, options),
enable: (id: string, options?: Omit<api.TargetsEnableMutationVariables, 'id'> & CallOptions): Promise<Target> => run.one({ name: 'targets.enable', kind: 'mutation', document: api.TargetsEnableDocument, path: ['enableTarget','target'] }, { id }, options),
/** No scan of it begins any more; one that is under way goes on. */
disable: (id: string, options?: Omit<api.TargetsDisableMutationVariables, 'id'> & CallOptions): Promise<Target> => run.one({ name: 'targets.disable', kind: 'mutation', document: api.TargetsDisableDocument, path: ['disableTarget','target'] }, { id }, options),
/** Sends one harmless question. A target that cannot be reached is an answer with a `failure`, and is not thrown. */
test: (id: string, options?: Omit<api.TargetsTestMutationVariables, 'id'> & CallOptions): Promise<Payload<api.TargetsTestMutation['testTarget']>> => run.one({ name: 'targets.test', kind: 'mutation', document: api.TargetsTestDocument, path: ['testTarget'] }, { id }, options),
/** Deletes it with its scans and findings, for good. Throws `target_busy` while a scan of it is under way. */
delete: (id: string, options?: Omit<api.TargetsDeleteMutationVariables, 'id'> & CallOptions): Promise<Payload<api.TargetsDeleteMutation['deleteTarget']>> => run.one({ name: 'targets.delete', kind: 'mutation', document: api.TargetsDeleteDocument, path: ['deleteTarget'] }, { id }, options),
/** The ways of speaking to a target, and within what the numbers of its configuration may be. */
providers: (options?: Omit<api.TargetsProvidersQueryVariables, never> & CallOptions): Promise<readonly Provider[]> => run.one({ name: 'targets.providers', kind: 'query', document: api.TargetsProvidersDocument, path: ['providers'] }, {  }, options),
},
tokens: {
/** Every token that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.TokensListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Token, void, void> => run.pages({ name: 'tokens.list', kind: 'query', document: api.TokensListDocument, path: ['tokens'] }, {  }, options),
/** Makes a token. `text` is told this once. */
mint: (input: api.MintTokenInput, options?: Omit<api.TokensMintMutationVariables, 'input'> & CallOptions): Promise<Payload<api.TokensMintMutation['mintToken']>> => run.one({ name: 'tokens.mint', kind: 'mutation', document: api.TokensMintDocument, path: ['mintToken'], key: 'input' }, { input }, options),
/** Makes its successor, told this once; the old one holds for `overlapHours` more. */
rotate: (id: string, options?: Omit<api.TokensRotateMutationVariables, 'id'> & CallOptions): Promise<Payload<api.TokensRotateMutation['rotateToken']>> => run.one({ name: 'tokens.rotate', kind: 'mutation', document: api.TokensRotateDocument, path: ['rotateToken'], key: 'variables' }, { id }, options),
revoke: (id: string, options?: Omit<api.TokensRevokeMutationVariables, 'id'> & CallOptions): Promise<Token> => run.one({ name: 'tokens.revoke', kind: 'mutation', document: api.TokensRevokeDocument, path: ['revokeToken','token'] }, { id }, options),
},
webhooks: {
get: (id: string, options?: Omit<api.WebhooksGetQueryVariables, 'id'> & CallOptions): Promise<Webhook> => run.one({ name: 'webhooks.get', kind: 'query', document: api.WebhooksGetDocument, path: ['webhook'] }, { id }, options),
/** Every webhook that the filter leaves, read page by page as they are used. */
list: (options?: Omit<api.WebhooksListQueryVariables, 'first' | 'after'> & CallOptions): AsyncGenerator<Webhook, void, void> => run.pages({ name: 'webhooks.list', kind: 'query', document: api.WebhooksListDocument, path: ['webhooks'] }, {  }, options),
/** What a webhook can be told of. */
eventKinds: (options?: Omit<api.WebhooksEventKindsQueryVariables, never> & CallOptions): Promise<NonNullable<api.WebhooksEventKindsQuery['webhookEventKinds']>> => run.one({ name: 'webhooks.eventKinds', kind: 'query', document: api.WebhooksEventKindsDocument, path: ['webhookEventKinds'] }, {  }, options),
/** Makes a webhook. `secret`, which signs what is sent, is told this once. */
create: (input: api.CreateWebhookInput, options?: Omit<api.WebhooksCreateMutationVariables, 'input'> & CallOptions): Promise<Payload<api.WebhooksCreateMutation['createWebhook']>> => run.one({ name: 'webhooks.create', kind: 'mutation', document: api.WebhooksCreateDocument, path: ['createWebhook'], key: 'input' }, { input }, options),
/** Changes what is given. */
update: (id: string, options?: Omit<api.WebhooksUpdateMutationVariables, 'id'> & CallOptions): Promise<Webhook> => run.one({ name: 'webhooks.update', kind: 'mutation', document: api.WebhooksUpdateDocument, path: ['updateWebhook','webhook'] }, { id }, options),
/** Makes a new secret, and tells it this once. */
rotateSecret: (id: string, options?: Omit<api.WebhooksRotateSecretMutationVariables, 'id'> & CallOptions): Promise<Payload<api.WebhooksRotateSecretMutation['rotateWebhookSecret']>> => run.one({ name: 'webhooks.rotateSecret', kind: 'mutation', document: api.WebhooksRotateSecretDocument, path: ['rotateWebhookSecret'] }, { id }, options),
/** Sends one harmless event. */
test: (id: string, options?: Omit<api.WebhooksTestMutationVariables, 'id'> & CallOptions): Promise<Payload<api.WebhooksTestMutation['testWebhook']>> => run.one({ name: 'webhooks.test', kind: 'mutation', document: api.WebhooksTestDocument, path: ['testWebhook'] }, { id }, options),
delete: (id: string, options?: Omit<api.WebhooksDeleteMutationVariables, 'id'> & CallOptions): Promise<NonNullable<Payload<api.WebhooksDeleteMutation['deleteWebhook']>['id']>> => run.one({ name: 'webhooks.delete', kind: 'mutation', document: api.WebhooksDeleteDocument, path: ['deleteWebhook','id'] }, { id }, options),
/** What was sent to it, the newest first. */
deliveries: (id: string, options?: Omit<api.WebhooksDeliveriesQueryVariables, 'id' | 'first' | 'after'> & CallOptions): AsyncGenerator<WebhookDelivery, void, void> => run.pages({ name: 'webhooks.deliveries', kind: 'query', document: api.WebhooksDeliveriesDocument, path: ['webhook','deliveries'] }, { id }, options),
/** Sends an event again, under the same id. */
redeliver: (deliveryId: string, options?: Omit<api.WebhooksRedeliverMutationVariables, 'deliveryId'> & CallOptions): Promise<WebhookDelivery> => run.one({ name: 'webhooks.redeliver', kind: 'mutation', document: api.WebhooksRedeliverDocument, path: ['redeliverWebhook','delivery'] }, { deliveryId }, options),
},
  };
}
