import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { type AskedScan, beginScan, type StartedScan } from './begin-scan.ts';
import { isTerminal, type ScanStatus } from './scan.ts';

type Ended = { target_id: string; repeats: number; status: ScanStatus };

/**
 * Starts a new scan of the same target with those probes of which an attempt came out inconclusive, or never came to a verdict because the
 * scan ended before. Each is asked again whole, with all of its variants and repeats: a finding is one of a probe, and only a probe that
 * was asked whole can show it gone. The old scan stays as it is.
 *
 * @throws DomainError `not_found`, `scan_busy` before the end, `nothing_inconclusive`, and what `beginScan` throws
 */
export async function retryInconclusive(ctx: Ctx, publicId: string): Promise<StartedScan> {
  allow(ctx, 'scans:write');
  const id = parseId('scan', publicId);
  return beginScan(ctx, { operation: 'retryInconclusive', input: { id } }, () => undecidedOf(ctx, id));
}

async function undecidedOf(ctx: Ctx, id: string): Promise<AskedScan> {
  const [scan] = await ctx.db.query<Ended>(
    'select target_id, repeats, status from scans where tenant_id = $1 and id = $2',
    [ctx.actor.tenantId, id],
  );
  if (!scan) throw notFound('scan');
  if (!isTerminal(scan.status)) {
    throw new DomainError(
      'scan_busy',
      `This scan is ${scan.status}: what it cannot decide is known when it has ended.`,
    );
  }
  const probeIds = await undecidedProbes(ctx, id);
  if (probeIds.length === 0) {
    throw new DomainError('nothing_inconclusive', 'Every attempt of this scan was decided: there is nothing to retry.');
  }
  return { targetId: scan.target_id, probeIds, repeats: scan.repeats, origin: { retryOf: id } };
}

/** By name. What did not apply to the target was not asked, and is not undecided. */
async function undecidedProbes(ctx: Ctx, scanId: string): Promise<string[]> {
  const rows = await ctx.db.query<{ id: string }>(
    `select distinct probe_id as id from attempts
     where tenant_id = $1 and scan_id = $2 and state <> 'not_applicable' and (verdict is null or verdict = 'inconclusive') order by id`,
    [ctx.actor.tenantId, scanId],
  );
  return rows.map((row) => row.id);
}
