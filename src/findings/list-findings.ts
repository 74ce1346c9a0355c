import type { Ctx } from '#src/platform/context.ts';
import {
  type Condition,
  type KeysetList,
  type Listing,
  listAll,
  listBelow,
  type PageArgs,
} from '#src/platform/keyset.ts';
import { type FindingFilter, findingConditions, SEEN_IN } from './finding-filter.ts';

export const FINDINGS: KeysetList = {
  name: 'findings',
  from: 'findings t',
  id: 't.id',
  keys: [
    { sql: 't.last_seen_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The tenant's findings, the last seen first. */
export function listFindings(ctx: Ctx, filter: FindingFilter, args: PageArgs): Promise<Listing> {
  return listAll(ctx.db, FINDINGS, findingConditions(ctx, filter), args);
}

/** The findings of each target, the last seen first. */
export function listFindingsOfTargets(
  ctx: Ctx,
  targetIds: readonly string[],
  filter: FindingFilter,
  args: PageArgs,
): Promise<Listing> {
  const conditions: Condition[] = [...findingConditions(ctx, filter), ['t.target_id = parent.id::uuid']];
  return listBelow(ctx.db, FINDINGS, targetIds, conditions, args);
}

/** The findings that each scan saw. */
export function listFindingsOfScans(
  ctx: Ctx,
  scanIds: readonly string[],
  filter: FindingFilter,
  args: PageArgs,
): Promise<Listing> {
  const conditions: Condition[] = [...findingConditions(ctx, filter), [`${SEEN_IN} = parent.id::uuid)`]];
  return listBelow(ctx.db, FINDINGS, scanIds, conditions, args);
}
