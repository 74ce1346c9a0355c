import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Condition, type KeysetList, type Listing, listBelow, type PageArgs } from '#src/platform/keyset.ts';

const EVIDENCE: KeysetList = {
  name: 'evidence',
  from: 'finding_evidence t',
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
};

const OCCURRENCES: KeysetList = {
  name: 'occurrences',
  from: 'occurrences t',
  id: `t.finding_id || '/' || t.scan_id`,
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.scan_id', type: 'uuid' },
  ],
  direction: 'desc',
};

/** The evidence of each finding, the newest first. */
export function listEvidenceOfFindings(ctx: Ctx, findingIds: readonly string[], args: PageArgs): Promise<Listing> {
  return listBelow(ctx.db, EVIDENCE, findingIds, conditionsOf(ctx), args);
}

/** The scans in which each finding was seen, the newest first, known by `finding/scan`. */
export function listOccurrencesOfFindings(ctx: Ctx, findingIds: readonly string[], args: PageArgs): Promise<Listing> {
  return listBelow(ctx.db, OCCURRENCES, findingIds, conditionsOf(ctx), args);
}

function conditionsOf(ctx: Ctx): Condition[] {
  allow(ctx, 'findings:read');
  return [['t.tenant_id = ?', ctx.actor.tenantId], ['t.finding_id = parent.id::uuid']];
}
