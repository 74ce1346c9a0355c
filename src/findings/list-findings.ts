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

const FINDINGS: KeysetList = {
  name: 'findings',
  from: 'findings t',
  id: 't.id',
  keys: [
    { sql: 't.last_seen_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

export type FindingFilter = {
  targetId?: string | null | undefined;
  scanId?: string | null | undefined;
  severity?: readonly string[] | null | undefined;
  status?: readonly string[] | null | undefined;
  risk?: string | null | undefined;
};

/** The tenant's findings, the last seen first. */
export function listFindings(ctx: Ctx, filter: FindingFilter, args: PageArgs): Promise<Listing> {
  return listAll(ctx.db, FINDINGS, conditionsOf(ctx, filter), args);
}

/** The findings of each target, the last seen first. */
export function listFindingsOfTargets(
  ctx: Ctx,
  targetIds: readonly string[],
  filter: FindingFilter,
  args: PageArgs,
): Promise<Listing> {
  const conditions: Condition[] = [...conditionsOf(ctx, filter), ['t.target_id = parent.id::uuid']];
  return listBelow(ctx.db, FINDINGS, targetIds, conditions, args);
}

/** The findings that each scan saw. */
export function listFindingsOfScans(
  ctx: Ctx,
  scanIds: readonly string[],
  filter: FindingFilter,
  args: PageArgs,
): Promise<Listing> {
  const conditions: Condition[] = [...conditionsOf(ctx, filter), [`${SEEN_IN} = parent.id::uuid)`]];
  return listBelow(ctx.db, FINDINGS, scanIds, conditions, args);
}

const SEEN_IN =
  'exists (select 1 from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id and o.scan_id';

function conditionsOf(ctx: Ctx, filter: FindingFilter): Condition[] {
  allow(ctx, 'findings:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId]];
  if (filter.targetId != null) conditions.push(['t.target_id = ?', parseId(['target', 'endpoint'], filter.targetId)]);
  if (filter.scanId != null) conditions.push([`${SEEN_IN} = ?)`, parseId('scan', filter.scanId)]);
  if (filter.severity) conditions.push(['t.severity = any(?::severity[])', filter.severity]);
  if (filter.status) conditions.push(['t.status = any(?::finding_status[])', filter.status]);
  if (filter.risk) conditions.push(['t.risks @> array[?]', filter.risk]);
  return conditions;
}
