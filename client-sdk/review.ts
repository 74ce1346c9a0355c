import {
  ConfirmVerdictDocument,
  type ConfirmVerdictInput,
  type ConfirmVerdictMutation,
  JudgeScorecardsDocument,
  type JudgeScorecardsQuery,
  type JudgeScorecardsQueryVariables,
  OverturnVerdictDocument,
  type OverturnVerdictInput,
  type OverturnVerdictMutation,
  type ReviewedAttemptFieldsFragment,
  type ReviewFieldsFragment,
  ReviewQueueDocument,
} from './_generated/graphql.ts';
import { type Ask, found, payload } from './answer.ts';
import type { Finding } from './findings.ts';
import { pages } from './pages.ts';

/** An attempt with all that a reviewer looks at: what was said, the opinions, the ruling. */
export type ReviewedAttempt = ReviewedAttemptFieldsFragment;
export type Review = ReviewFieldsFragment;
export type JudgeScorecard = JudgeScorecardsQuery['judgeScorecards'][number];
/** A decision; the finding that it made or took the evidence from, or null; the scan's cursor at which it is done. */
export type Reviewed = { review: Review; finding: Finding | null; cursor: string };

/** What people decide of verdicts: `client.review`. */
export function reviewMethods(ask: Ask) {
  return {
    /** Every attempt whose verdict waits for a person, the one that has waited longest first, read page by page as they are used. */
    list: (filter: { scanId?: string } = {}): AsyncGenerator<ReviewedAttempt, void, void> =>
      pages(async (page) => (await ask(ReviewQueueDocument, { ...filter, ...page })).reviewQueue),
    /** Says that the verdict is right. Pass it as `expected`: then `verdict_changed` is thrown when somebody else has decided since. */
    confirm: async (attemptId: string, options: Omit<ConfirmVerdictInput, 'attemptId'> = {}): Promise<Reviewed> =>
      reviewed((await ask(ConfirmVerdictDocument, { input: { ...options, attemptId } })).confirmVerdict),
    /** Puts another verdict in its place, with the reason. */
    overturn: async (attemptId: string, decision: Omit<OverturnVerdictInput, 'attemptId'>): Promise<Reviewed> =>
      reviewed((await ask(OverturnVerdictDocument, { input: { ...decision, attemptId } })).overturnVerdict),
    /** How often each judge and version agrees with people, with 95 % bounds. */
    scorecards: async (bounds: JudgeScorecardsQueryVariables = {}): Promise<readonly JudgeScorecard[]> =>
      (await ask(JudgeScorecardsDocument, bounds)).judgeScorecards,
  };
}

function reviewed(
  answer: ConfirmVerdictMutation['confirmVerdict'] | OverturnVerdictMutation['overturnVerdict'],
): Reviewed {
  const { review, finding, cursor } = payload(answer);
  return { review: found(review), finding, cursor };
}
