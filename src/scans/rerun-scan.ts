import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { type AskedScan, beginScan, type StartedScan } from './begin-scan.ts';

/**
 * Starts a new scan of the same target with the same probes and repeats, as they were asked for: a scan of the whole library is rerun with
 * the whole library of today. The old one stays as it is, whatever its status.
 *
 * @throws DomainError `not_found` also for a target that is disabled by now, and what `beginScan` throws
 */
export async function rerunScan(ctx: Ctx, publicId: string): Promise<StartedScan> {
  allow(ctx, 'scans:write');
  const id = parseId('scan', publicId);
  return beginScan(ctx, { operation: 'rerunScan', input: { id } }, () => askedBy(ctx, id));
}

async function askedBy(ctx: Ctx, id: string): Promise<AskedScan> {
  const [scan] = await ctx.db.query<{ target_id: string; probe_ids: string[]; repeats: number }>(
    'select target_id, probe_ids, repeats from scans where tenant_id = $1 and id = $2',
    [ctx.actor.tenantId, id],
  );
  if (!scan) throw notFound('scan');
  return { targetId: scan.target_id, probeIds: scan.probe_ids, repeats: scan.repeats, origin: { rerunOf: id } };
}
