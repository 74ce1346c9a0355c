import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { REVIEW_LIST, REVIEW_QUEUE } from './review-list.ts';

/** The attempts whose verdict waits for a person, the one that has waited longest first unless asked for otherwise. */
export function listReviewQueue(
  ctx: Ctx,
  query: ListQuery & { scanId?: string | null | undefined },
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { scanId, filter, orderBy } = query;
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, REVIEW_QUEUE, {
    filter: { and: [{ scanId }, filter ?? {}] },
    orderBy,
  });
  return listAll(ctx.db, list, [...conditions, ['t.needs_review']], args);
}

/** What people decided of each attempt, the newest first. */
export function listReviewsOfAttempts(
  ctx: Ctx,
  attemptIds: readonly string[],
  query: ListQuery,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, REVIEW_LIST, query);
  return listBelow(ctx.db, list, attemptIds, [...conditions, ['t.attempt_id = parent.id::uuid']], args);
}

/** The reviews that the caller may see. */
export function visibleReviews(ctx: Ctx): Prisma.ReviewWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}
