import type { VerdictKind } from '#src/judging/judges/judge.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope, NewEvent } from '#src/platform/events.ts';
import { isTerminal, type ScanStatus } from '#src/scans/scan.ts';
import { appendProgress } from '#src/scans/scan-events.ts';

export type CountedReview = { from: VerdictKind; to: VerdictKind; wasQueued: boolean; found: number };

/**
 * Moves an attempt from one count of its scan to another, also after the scan's end. Until then followers are told; after the last event
 * of a scan nothing is appended. Answers the number of the scan's last event.
 */
export async function countReview(
  app: TenantApp,
  tx: Sql,
  scope: LogScope,
  review: CountedReview,
  events: readonly NewEvent[],
): Promise<bigint> {
  const change = (kind: VerdictKind) => Number(review.to === kind) - Number(review.from === kind);
  const [scan] = await tx.query<{ status: ScanStatus }>(
    `update scans set vulnerable = vulnerable + $3, resistant = resistant + $4, inconclusive = inconclusive + $5, needs_review = needs_review - $6,
       finding_count = finding_count + $7 where tenant_id = $1 and id = $2 returning status`,
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
  const [row] = await tx.query<{ last: bigint }>(
    'select last_sequence as last from scans where tenant_id = $1 and id = $2',
    [scope.tenantId, scope.scanId],
  );
  return row!.last;
}
