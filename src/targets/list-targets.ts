import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Condition, type KeysetList, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';

const TARGETS: KeysetList = {
  name: 'targets',
  from: 'targets t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

export type TargetFilter = { kind?: string | null | undefined; tag?: string | null | undefined };

/** The tenant's targets, newest first. */
export function listTargets(ctx: Ctx, filter: TargetFilter, args: PageArgs): Promise<Listing> {
  allow(ctx, 'targets:read');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId]];
  if (filter.kind) conditions.push(['t.kind = ?::target_kind', filter.kind]);
  if (filter.tag) conditions.push(['t.tags @> array[?]', filter.tag]);
  return listAll(ctx.db, TARGETS, conditions, args);
}
