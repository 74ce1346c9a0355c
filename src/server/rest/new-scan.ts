import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseId, tryParseId } from '#src/platform/ids.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { asTargets } from './endpoint-load.ts';
import { scanId } from './scan-shape.ts';

export const PROFILES = ['quick', 'standard', 'deep'] as const;

/** How much is asked: `quick` takes the core probes, `deep` asks everything three times. */
const DEEP_REPEATS = 3;

/** An id as it is given, since the answer tells it so. */
const targetId = z
  .string()
  .max(64)
  .refine((text) => tryParseId(['endpoint', 'target'], text) !== null, 'is no id of an endpoint');

export const newScan = z
  .strictObject({
    endpoint_id: targetId.optional().describe('The endpoint, `ep_…` or its UUID. Give this or `target_id`.'),
    target_id: targetId.optional().describe('The target, by any form of its id.'),
    profile: z.enum(PROFILES).optional().describe('With `target_id`: quick, standard or deep. Default standard.'),
    probe_ids: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{2,79}$/, 'is no probe id'))
      .max(100)
      .optional()
      .describe('Probes to run, at most 100. Absent or empty: every probe.'),
  })
  // Whatever else is wrong with it.
  .refine(({ endpoint_id: endpoint, target_id: target }) => (endpoint === undefined) !== (target === undefined), {
    path: ['endpoint_id'],
    error: 'Give endpoint_id or target_id, one of the two.',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ id: 'NewScan' });

export const acceptedScan = z
  .strictObject({
    accepted: z.literal(true),
    scan_id: scanId,
    endpoint_id: z.string().describe('As it was given.'),
    probe_count: z.int().nullable().describe('Null when every probe is selected.'),
    poll: z.string().describe('Where the scan is read.'),
  })
  .meta({ id: 'AcceptedScan' });

type NewScan = z.output<typeof newScan>;

/** Starts a scan of an endpoint or of a target; the first checks come before anything is looked up. */
export async function acceptScan(ctx: Ctx, body: NewScan): Promise<z.input<typeof acceptedScan>> {
  const given = (body.endpoint_id ?? body.target_id)!;
  const targetId = parseId(['endpoint', 'target'], given);
  if (body.target_id !== undefined) await refuseOtherKinds(ctx, targetId);
  const { probeIds, repeats } = chosen(body);
  const { id } = await startScan(ctx, { targetId, probeIds, repeats });
  return {
    accepted: true,
    scan_id: id,
    endpoint_id: given,
    probe_count: probeIds.length || null,
    poll: `/api/v2/scans/${id}`,
  };
}

function chosen({ probe_ids: probeIds = [], profile = 'standard' }: NewScan): { probeIds: string[]; repeats: number } {
  const repeats = profile === 'deep' ? DEEP_REPEATS : 1;
  if (probeIds.length > 0 || profile !== 'quick') return { probeIds: [...new Set(probeIds)], repeats };
  const core = probeLibrary().all.filter(({ tier, status }) => tier === 'core' && status !== 'deprecated');
  return { probeIds: core.map(({ id }) => id), repeats };
}

/** What the targets' documentation says to who would scan another kind. */
async function refuseOtherKinds(ctx: Ctx, targetId: string): Promise<void> {
  const { tenantId } = asTargets(ctx).actor;
  const target = await ctx.db.prisma.target.findFirst({ where: { tenantId, id: targetId }, select: { kind: true } });
  // None: a scan that its key has begun may be there all the same, so the start says it.
  if (target?.kind === 'repo') {
    const detail = `This target is a repository mirror — DAST scans don't apply. Use POST /repos/${targetId}/scan instead.`;
    throw new DomainError('target_kind_not_scannable', detail, { details: { detail } });
  }
}
