import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { beginScan, type StartedScan } from './begin-scan.ts';

export const startScanInput = z.strictObject({
  targetId: z.string().max(100),
  /** Empty or absent: the whole library. */
  probeIds: z.array(z.string().max(200)).max(1000).default([]),
  /** How often each attempt is made, to show the spread of a target that answers differently each time. */
  repeats: z.number().int().min(1).max(100).default(1),
});

/**
 * Starts a scan.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, and what `beginScan` throws
 */
export async function startScan(ctx: Ctx, raw: z.input<typeof startScanInput>): Promise<StartedScan> {
  const input = parseInput(startScanInput, raw);
  allow(ctx, 'scans:write');
  return beginScan(ctx, { operation: 'startScan', input }, async () => ({ ...input, origin: {} }));
}
