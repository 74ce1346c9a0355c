import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { finishScanJob } from './jobs.ts';
import { readState, statusEvent } from './scan-events.ts';

/**
 * Moves a scan on when its counts allow: to `judging` with the last answer, and to its finish job with the last verdict. Called in
 * every transaction that changes the counts; the row lock that the change holds makes exactly one of them the last.
 */
export async function advanceScan(app: App, tx: Sql, scope: LogScope): Promise<void> {
  const moved = await tx.query(
    `update scans set status = 'judging', judging_at = now() where tenant_id = $1 and id = $2 and status = 'running' and answered >= planned returning 1`,
    [scope.tenantId, scope.scanId],
  );
  const state = await readState(tx, scope);
  if (moved.length > 0) await app.events.append(tx, scope, [statusEvent(state)]);
  if (state.status === 'judging' && state.counts.judged >= state.counts.planned)
    await app.queue.enqueue(finishScanJob, scope, tx);
}
