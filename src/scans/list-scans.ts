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
import type { ScanStatus } from './scan.ts';

const SCANS: KeysetList = {
  name: 'scans',
  from: 'scans t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

export type ScanFilter = {
  targetId?: string | null | undefined;
  status?: readonly ScanStatus[] | null | undefined;
};

/** The tenant's scans, newest first. The target of a stranger is one that has no scans. */
export function listScans(ctx: Ctx, filter: ScanFilter, args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId]];
  if (filter.targetId != null) conditions.push(['t.target_id = ?', parseId(['target', 'endpoint'], filter.targetId)]);
  if (filter.status) conditions.push(['t.status = any(?::scan_status[])', filter.status]);
  return listAll(ctx.db, SCANS, conditions, args);
}

/** The scans of each target, newest first. */
export function listScansOfTargets(ctx: Ctx, targetIds: readonly string[], args: PageArgs): Promise<Listing> {
  allow(ctx, 'scans:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ['t.target_id = parent.id::uuid']];
  return listBelow(ctx.db, SCANS, targetIds, conditions, args);
}
