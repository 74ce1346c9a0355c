import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseId } from '#src/platform/ids.ts';
import {
  type Condition,
  type KeysetList,
  type Listing,
  listAll,
  listBelow,
  type PageArgs,
} from '#src/platform/keyset.ts';

/** Verdicts that wait for a person. The index `verdicts_review` holds nothing else, so the queue costs the same however many are done. */
const QUEUE: KeysetList = {
  name: 'review-queue',
  from: 'verdicts t',
  id: 't.attempt_id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.attempt_id', type: 'uuid' },
  ],
  direction: 'asc',
};

const REVIEWS: KeysetList = {
  name: 'reviews',
  from: 'reviews t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The attempts whose verdict waits for a person, the one that has waited longest first. */
export function listReviewQueue(
  ctx: Ctx,
  filter: { scanId?: string | null | undefined },
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ['t.needs_review']];
  if (filter.scanId != null) conditions.push(['t.scan_id = ?', parseId('scan', filter.scanId)]);
  return listAll(ctx.db, QUEUE, conditions, args);
}

/** What people decided of each attempt, the newest first. */
export function listReviewsOfAttempts(ctx: Ctx, attemptIds: readonly string[], args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ['t.attempt_id = parent.id::uuid']];
  return listBelow(ctx.db, REVIEWS, attemptIds, conditions, args);
}

/** The reviews that the caller may see. */
export function visibleReviews(ctx: Ctx): Prisma.ReviewWhereInput {
  allow(ctx, 'scans:read');
  return { tenantId: ctx.actor.tenantId };
}
