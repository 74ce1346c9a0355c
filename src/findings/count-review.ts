import type { VerdictKind } from '#src/judging/judges/judge.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope, NewEvent } from '#src/platform/events.ts';
import { appendToTenant } from '#src/platform/tenant-log.ts';
import { isTerminal, type ScanStatus } from '#src/scans/scan.ts';
import { appendProgress } from '#src/scans/scan-events.ts';

export type CountedReview = { from: VerdictKind; to: VerdictKind; wasQueued: boolean; found: number };

/**
 * Moves an attempt from one count of its scan to another, also after the scan's end. Until then its followers are told; after the last event
 * of a scan nothing is appended to its log, and the tenant's followers alone are told. Answers the number of the scan's last event.
 */
export async function countReview(
  app: TenantApp,
  tx: Sql,
  scope: LogScope,
  review: CountedReview,
  events: readonly NewEvent[],
): Promise<bigint> {
  const change = (kind: VerdictKind) => Number(review.to === kind) - Number(review.from === kind);
  const [scan] = await tx.query<{ status: ScanStatus; targetId: string }>(
    `update scans set vulnerable = vulnerable + $3, resistant = resistant + $4, inconclusive = inconclusive + $5, needs_review = needs_review - $6,
       finding_count = finding_count + $7 where tenant_id = $1 and id = $2 returning status, target_id as "targetId"`,
    [
      scope.tenantId,
      scope.scanId,
      change('vulnerable'),
      change('resistant'),
      change('inconclusive'),
      Number(review.wasQueued),
      review.found,
    ],
  );
  if (!isTerminal(scan!.status)) await appendProgress(app.events, tx, scope, events);
  else await tellTenant(tx, scope, scan!.targetId, events);
  const [row] = await tx.query<{ last: bigint }>(
    'select last_sequence as last from scans where tenant_id = $1 and id = $2',
    [scope.tenantId, scope.scanId],
  );
  return row!.last;
}

/** The log of a scan has its end; that of the tenant goes on. */
async function tellTenant(
  tx: Sql,
  { tenantId, scanId }: LogScope,
  targetId: string,
  events: readonly NewEvent[],
): Promise<void> {
  const told = events.flatMap(({ tenant }) => (tenant ? [{ ...tenant, targetId, scanId }] : []));
  if (told.length > 0) await appendToTenant(tx, tenantId, told);
}
