import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import { type IdempotentRequest, once } from '#src/platform/idempotency.ts';
import { newId, notFound } from '#src/platform/ids.ts';
import { chosenProbes, probeLibrary } from '#src/probes/probe-library.ts';
import { failQueuedScan } from './fail-scan.ts';
import { planScanJob } from './jobs.ts';
import { readState, statusEvent } from './scan-events.ts';
import { scannableTarget } from './scannable-target.ts';

/** What a scan comes from: kept with it where that is a scan, and in the audit log. */
export type ScanOrigin = { rerunOf?: string; retryOf?: string; scheduleId?: string; dueAt?: string };
export type AskedScan = {
  targetId: string;
  probeIds: readonly string[];
  repeats: number;
  origin: ScanOrigin;
  /** What else happens in the transaction that makes the scan, or not at all. */
  within?: (tx: Sql, scanId: string) => Promise<void>;
};
export type StartedScan = { id: string; cursor: string };

/**
 * Starts the scan that `asked` names, at most once for the caller's idempotency key: the way of every use case that starts one. The row is
 * committed before the job is put on its queue, so that a refused queue leaves a `failed` scan that can be looked at. Under a key, the same
 * request finds the scan that it began, also the failed one: the refusal is then the same.
 *
 * @throws DomainError `not_found`, `target_kind_not_scannable`, `provider_not_available`, `invalid_probe_ids`, `enqueue_failed`, and what `once` throws
 */
export async function beginScan(
  ctx: Ctx,
  request: IdempotentRequest,
  asked: () => Promise<AskedScan>,
): Promise<StartedScan> {
  const { answer, replayed } = await once<StartedScan>(ctx, request, async (transaction) => {
    const input = await asked();
    const { id: targetId } = await scannableTarget(ctx, input.targetId);
    chosenProbes(input.probeIds);
    const scope = { tenantId: ctx.actor.tenantId, scanId: newId() };
    return transaction((tx) => insert(ctx, tx, scope, { ...input, targetId }));
  });
  if (replayed) await refuseUnqueued(ctx, answer.id);
  else await enqueue(ctx, { tenantId: ctx.actor.tenantId, scanId: answer.id });
  return answer;
}

async function insert(ctx: Ctx, tx: Sql, scope: LogScope, asked: AskedScan): Promise<StartedScan> {
  const { targetId, probeIds, repeats, origin, within } = asked;
  // Holds the target's key: a target that is being deleted at the same moment has gone when the answer comes, or waits and sees the scan.
  const rows = await tx.query(
    `insert into scans (tenant_id, id, target_id, probe_ids, repeats, requested_by, library_hash, requested_by_user, origin_scan_id, origin)
     select $1, $2, t.id, $4, $5, $6, $7, $8, $9, $10::scan_origin from targets t where t.tenant_id = $1 and t.id = $3 and t.status = 'active' for key share returning 1`,
    [
      scope.tenantId,
      scope.scanId,
      targetId,
      probeIds,
      repeats,
      ctx.actor.tokenId,
      probeLibrary().versionHash,
      ctx.actor.userId,
      origin.rerunOf ?? origin.retryOf ?? null,
      origin.rerunOf ? 'rerun' : origin.retryOf ? 'retry' : null,
    ],
  );
  if (rows.length === 0) throw notFound('target');
  await within?.(tx, scope.scanId);
  await appendAudit(tx, ctx.actor, {
    action: 'scan.started',
    subjectKind: 'scan',
    event: null,
    subjectId: scope.scanId,
    detail: { targetId, probeIds, ...origin },
  });
  const sequence = await ctx.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
  return { id: scope.scanId, cursor: ctx.events.cursorAt(scope.scanId, sequence) };
}

async function enqueue(ctx: Ctx, scope: LogScope): Promise<void> {
  ctx.events.committed(scope);
  try {
    await ctx.queue.enqueue(planScanJob, scope);
  } catch (error) {
    ctx.log.error({ scanId: scope.scanId, err: error }, 'the scan could not be put on its queue');
    const failed = await failQueuedScan(ctx, ctx.actor, scope, {
      code: 'enqueue_failed',
      reason: 'The job queue refused the scan.',
    });
    // The queue had taken the job after all, or the scan was cancelled meanwhile: it is there, and it is not a failure.
    if (failed) throw enqueueFailed(scope.scanId);
  }
}

/** A scan whose maker died before its job was queued needs nothing here: the sweep queues it. */
async function refuseUnqueued(ctx: Ctx, scanId: string): Promise<void> {
  const rows = await ctx.db.query(
    `select 1 from scans where tenant_id = $1 and id = $2 and status = 'failed' and reason_code = 'enqueue_failed'`,
    [ctx.actor.tenantId, scanId],
  );
  if (rows.length > 0) throw enqueueFailed(scanId);
}

function enqueueFailed(scanId: string): DomainError {
  return new DomainError('enqueue_failed', 'The job queue refused the scan. Start it again in a moment.', {
    details: { scan_id: scanId },
  });
}
