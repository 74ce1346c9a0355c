import {
  AssignFindingDocument,
  type AssignFindingMutation,
  BulkUpdateFindingsDocument,
  type BulkUpdateFindingsInput,
  type BulkUpdateFindingsMutation,
  CommentFindingDocument,
  type FindingChangeFieldsFragment,
  type FindingCommentFieldsFragment,
  FindingCommentsDocument,
  FindingDocument,
  type FindingFieldsFragment,
  type FindingFilter,
  FindingHistoryDocument,
  type FindingStatus,
  FindingsDocument,
  LinkTicketDocument,
  type LinkTicketMutation,
  SetFindingStatusDocument,
  type SetFindingStatusMutation,
  TagFindingDocument,
  type TagFindingMutation,
  type TicketInput,
  UndoFindingChangeDocument,
  type UndoFindingChangeMutation,
} from './_generated/graphql.ts';
import { type Ask, found, payload } from './answer.ts';
import { pages } from './pages.ts';

export type Finding = FindingFieldsFragment;
export type FindingChange = FindingChangeFieldsFragment;
export type FindingComment = FindingCommentFieldsFragment;
/** A finding as it is now. `batchId` undoes the change; null when it was so already. */
export type ChangedFinding = { finding: Finding; batchId: string | null };
/** What came of a change of many findings, or would come of it. */
export type BulkOutcome = Omit<
  Extract<BulkUpdateFindingsMutation['bulkUpdateFindings'], { matched: number }>,
  '__typename'
>;

/** What is done with findings: `client.findings`. */
export function findingMethods(ask: Ask) {
  return {
    get: async (id: string): Promise<Finding> => found((await ask(FindingDocument, { id })).finding),
    /** Every finding that the filter leaves, read page by page as they are used. */
    list: (filter: FindingFilter = {}): AsyncGenerator<Finding, void, void> =>
      pages(async (page) => (await ask(FindingsDocument, { filter, ...page })).findings),
    /** What people and scans changed of it, the newest first. */
    history: (id: string): AsyncGenerator<FindingChange, void, void> =>
      pages(async (page) => found((await ask(FindingHistoryDocument, { id, ...page })).finding).history),
    /** What was written about it, the newest first. */
    comments: (id: string): AsyncGenerator<FindingComment, void, void> =>
      pages(async (page) => found((await ask(FindingCommentsDocument, { id, ...page })).finding).comments),
    /** Moves it to another stage of its life. `ACCEPTED` and `FALSE_POSITIVE` need a reason. Throws `illegal_transition`. */
    setStatus: async (id: string, status: FindingStatus, reason?: string): Promise<ChangedFinding> =>
      changed((await ask(SetFindingStatusDocument, { input: { findingId: id, status, reason } })).setFindingStatus),
    /** Gives it to a member, or with null to nobody. */
    assign: async (id: string, memberId: string | null): Promise<ChangedFinding> =>
      changed((await ask(AssignFindingDocument, { input: { findingId: id, memberId } })).assignFinding),
    tag: async (id: string, tags: { add?: string[]; remove?: string[] }): Promise<ChangedFinding> =>
      changed((await ask(TagFindingDocument, { input: { findingId: id, ...tags } })).tagFinding),
    /** Ties it to a ticket in another system, or with null to none. */
    linkTicket: async (id: string, ticket: TicketInput | null): Promise<ChangedFinding> =>
      changed((await ask(LinkTicketDocument, { input: { findingId: id, ticket } })).linkTicket),
    comment: async (id: string, body: string): Promise<FindingComment> =>
      found(payload((await ask(CommentFindingDocument, { input: { findingId: id, body } })).commentFinding).comment),
    /** The same change for these `ids`, or for all that a `filter` leaves. With `dryRun` it counts and writes nothing. */
    bulk: async (input: BulkUpdateFindingsInput): Promise<BulkOutcome> =>
      outcome((await ask(BulkUpdateFindingsDocument, { input })).bulkUpdateFindings),
    /** Takes back what one act changed, where nobody has changed the same thing since. */
    undo: async (batchId: string): Promise<BulkOutcome> =>
      outcome((await ask(UndoFindingChangeDocument, { input: { batchId } })).undoFindingChange),
  };
}

type Changed =
  | SetFindingStatusMutation['setFindingStatus']
  | AssignFindingMutation['assignFinding']
  | TagFindingMutation['tagFinding']
  | LinkTicketMutation['linkTicket'];

function changed(answer: Changed): ChangedFinding {
  const { finding, batchId } = payload(answer);
  return { finding: found(finding), batchId };
}

function outcome(
  answer: BulkUpdateFindingsMutation['bulkUpdateFindings'] | UndoFindingChangeMutation['undoFindingChange'],
): BulkOutcome {
  const { __typename: _, ...rest } = payload(answer);
  return rest;
}
