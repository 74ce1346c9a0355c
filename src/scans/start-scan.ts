import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import { newId, notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { chosenProbes, probeLibrary } from '#src/probes/probe-library.ts';
import { availableProvider } from '#src/targets/connect-target.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { failQueuedScan } from './fail-scan.ts';
import { planScanJob } from './jobs.ts';
import { readState, statusEvent } from './scan-events.ts';

export const startScanInput = z.strictObject({
  targetId: z.string().max(100),
  /** Empty or absent: the whole library. */
  probeIds: z.array(z.string().max(200)).max(1000).default([]),
  /** How often each attempt is made, to show the spread of a target that answers differently each time. */
  repeats: z.number().int().min(1).max(100).default(1),
});

export type StartedScan = { id: string; cursor: string };
/** The scan that this one comes from, for the audit log. */
export type ScanOrigin = { rerunOf?: string; retryOf?: string };

/**
 * Starts a scan. The row is committed before the job is put on its queue, so that a refused queue leaves a `failed` scan that can be
 * looked at, and a lost answer can be found again.
 *
 * @throws DomainError `invalid_input`, `not_found`, `target_kind_not_scannable`, `provider_not_available`, `invalid_probe_ids`, `enqueue_failed`
 */
export async function startScan(
  ctx: Ctx,
  raw: z.input<typeof startScanInput>,
  origin: ScanOrigin = {},
): Promise<StartedScan> {
  const input = parseInput(startScanInput, raw);
  allow(ctx, 'scans:write');
  const { id: targetId } = await scannableTarget(ctx, input.targetId);
  const library = probeLibrary();
  chosenProbes(input.probeIds);
  const scope = { tenantId: ctx.actor.tenantId, scanId: newId() };
  const sequence = await ctx.db.transaction(async (tx) => {
    await insertScan(tx, scope, [targetId, input.probeIds, input.repeats, ctx.actor.tokenId, library.versionHash]);
    await appendAudit(tx, ctx.actor, {
      action: 'scan.started',
      subjectKind: 'scan',
      subjectId: scope.scanId,
      detail: { targetId, probeIds: input.probeIds, ...origin },
    });
    return ctx.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
  });
  ctx.events.committed(scope.scanId);
  await enqueueOrFail(ctx, scope);
  return { id: scope.scanId, cursor: ctx.events.cursorAt(scope.scanId, sequence) };
}

/**
 * An active `llm` target of the caller, and how it is spoken to. A disabled one answers as a missing one does.
 *
 * @throws DomainError `not_found`, `target_kind_not_scannable`, `provider_not_available`
 */
export async function scannableTarget(ctx: Ctx, text: string): Promise<{ id: string; config: LlmConfig }> {
  const id = parseId(['target', 'endpoint'], text);
  const [row] = await ctx.db.query<{ kind: string; config: LlmConfig }>(
    `select kind, config from targets where tenant_id = $1 and id = $2 and status = 'active'`,
    [ctx.actor.tenantId, id],
  );
  if (!row) throw notFound('target');
  if (row.kind !== 'llm') {
    throw new DomainError(
      'target_kind_not_scannable',
      `A target of kind ${row.kind} is kept and shown, and cannot be scanned by this version. Scan an llm target.`,
    );
  }
  availableProvider(row.config.provider);
  return { id, config: row.config };
}

/** Holds the target's key: a target that is being deleted at the same moment has gone when the answer comes, or waits and sees the scan. */
async function insertScan(tx: Sql, scope: LogScope, values: readonly unknown[]): Promise<void> {
  const rows = await tx.query(
    `insert into scans (tenant_id, id, target_id, probe_ids, repeats, requested_by, library_hash)
     select $1, $2, t.id, $4, $5, $6, $7 from targets t where t.tenant_id = $1 and t.id = $3 and t.status = 'active' for key share returning 1`,
    [scope.tenantId, scope.scanId, ...values],
  );
  if (rows.length === 0) throw notFound('target');
}

async function enqueueOrFail(ctx: Ctx, scope: { tenantId: string; scanId: string }): Promise<void> {
  try {
    await ctx.queue.enqueue(planScanJob, scope);
  } catch (error) {
    ctx.log.error({ scanId: scope.scanId, err: error }, 'the scan could not be put on its queue');
    const failed = await failQueuedScan(ctx, ctx.actor, scope, {
      code: 'enqueue_failed',
      reason: 'The job queue refused the scan.',
    });
    // The queue had taken the job after all, or the scan was cancelled meanwhile: it is there, and it is not a failure.
    if (!failed) return;
    throw new DomainError('enqueue_failed', 'The job queue refused the scan. Start it again in a moment.', {
      details: { scan_id: scope.scanId },
    });
  }
}
