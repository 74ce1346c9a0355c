import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type Judged, type Reviewed, reviewVerdict } from './review-verdict.ts';

export const VERDICTS = ['vulnerable', 'resistant', 'inconclusive'] as const;

export const reviewReason = z
  .string()
  .trim()
  .max(2000)
  .nullish()
  .transform((text) => text || null);
/** What the reviewer saw. */
export const expectedVerdict = z.enum(VERDICTS).nullish();

const confirmInput = z.strictObject({ reason: reviewReason, expected: expectedVerdict });

/**
 * Says that the verdict of an attempt is right. It leaves the queue; one that is `vulnerable` and did wait there becomes a finding, as it
 * would have with more confidence. A verdict that waits for nobody may be confirmed too: it counts in the scorecards.
 *
 * @throws DomainError `not_found`, `attempt_not_judged`, `verdict_changed`, `invalid_input`
 */
export async function confirmVerdict(ctx: Ctx, id: string, raw: z.input<typeof confirmInput>): Promise<Reviewed> {
  const { reason, expected } = parseInput(confirmInput, raw);
  allow(ctx, 'findings:write');
  return reviewVerdict(ctx, id, (judged) => {
    checkExpected(judged, expected);
    return { decision: 'confirm', to: judged.verdict, reason };
  });
}

/** @throws DomainError `verdict_changed` when somebody else has decided since the reviewer looked */
export function checkExpected({ verdict }: Judged, expected: z.output<typeof expectedVerdict>): void {
  if (expected == null || expected === verdict) return;
  const message = `The verdict is ${verdict} by now: somebody else has decided. Look again.`;
  throw new DomainError('verdict_changed', message, { path: ['expected'] });
}
