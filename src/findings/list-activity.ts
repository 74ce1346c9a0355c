import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Condition, type KeysetList, type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';

const CHANGES: KeysetList = {
  name: 'finding-changes',
  from: 'finding_changes t',
  id: 't.id',
  keys: [{ sql: 't.number', type: 'integer' }],
  direction: 'desc',
};

const COMMENTS: KeysetList = {
  name: 'finding-comments',
  from: 'finding_comments t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The history of each finding, the newest first. */
export function listChangesOfFindings(ctx: Ctx, findingIds: readonly string[], args: PageArgs): Promise<Listing> {
  return listBelow(ctx.db, CHANGES, findingIds, conditionsOf(ctx), args);
}

/** The comments on each finding, the newest first. */
export function listCommentsOfFindings(ctx: Ctx, findingIds: readonly string[], args: PageArgs): Promise<Listing> {
  return listBelow(ctx.db, COMMENTS, findingIds, conditionsOf(ctx), args);
}

/** The rows of histories that the caller may see. */
export function visibleChanges(ctx: Ctx): Prisma.FindingChangeWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The comments that the caller may see. */
export function visibleComments(ctx: Ctx): Prisma.FindingCommentWhereInput {
  allow(ctx, 'findings:read');
  return { tenantId: ctx.actor.tenantId };
}

function conditionsOf(ctx: Ctx): Condition[] {
  allow(ctx, 'findings:read');
  return [['t.tenant_id = ?', ctx.actor.tenantId], ['t.finding_id = parent.id::uuid']];
}
