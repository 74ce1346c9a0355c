import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListDescription, ListQuery } from '#src/platform/filter.ts';
import { type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { CHANGE_LIST, COMMENT_LIST } from './activity-list.ts';
import { EVIDENCE_LIST, OCCURRENCE_LIST } from './evidence-list.ts';

/** A list below each of some findings. */
type ListOfFindings = (ctx: Ctx, findingIds: readonly string[], query: ListQuery, args: PageArgs) => Promise<Listing>;

/** The evidence of each finding, the newest first. */
export const listEvidenceOfFindings = listOfFindings(EVIDENCE_LIST);

/** The scans in which each finding was seen, the newest first, known by `finding/scan`. */
export const listOccurrencesOfFindings = listOfFindings(OCCURRENCE_LIST);

/** The history of each finding, the newest first. */
export const listChangesOfFindings = listOfFindings(CHANGE_LIST);

/** The comments on each finding, the newest first. */
export const listCommentsOfFindings = listOfFindings(COMMENT_LIST);

function listOfFindings(described: ListDescription): ListOfFindings {
  return async (ctx, findingIds, query, args) => {
    allow(ctx, 'findings:read');
    const { list, conditions } = tenantQuery(ctx.actor.tenantId, described, query);
    return listBelow(ctx.db, list, findingIds, [...conditions, ['t.finding_id = parent.id::uuid']], args);
  };
}
