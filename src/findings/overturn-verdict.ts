import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { checkExpected, expectedVerdict, reviewReason, VERDICTS } from './confirm-verdict.ts';
import { type Reviewed, reviewVerdict } from './review-verdict.ts';

const overturnInput = z.strictObject({ verdict: z.enum(VERDICTS), reason: reviewReason, expected: expectedVerdict });

/**
 * Puts another verdict in the place of the present one, in the queue or not. `vulnerable` becomes a finding; a finding that no other
 * attempt shows becomes a false positive, for the reason given. The ruling is kept beside the decision.
 *
 * @throws DomainError `not_found`, `attempt_not_judged`, `reason_required`, `verdict_changed`, `invalid_input`
 */
export async function overturnVerdict(ctx: Ctx, id: string, raw: z.input<typeof overturnInput>): Promise<Reviewed> {
  const { verdict, reason, expected } = parseInput(overturnInput, raw);
  if (reason === null) {
    throw new DomainError('reason_required', 'Say why the verdict is wrong, for those who read it later.', {
      path: ['reason'],
    });
  }
  allow(ctx, 'findings:write');
  return reviewVerdict(ctx, id, (judged) => {
    checkExpected(judged, expected);
    if (judged.verdict !== verdict) return { decision: 'overturn', to: verdict, reason };
    throw new DomainError('verdict_changed', `The verdict is ${verdict} already. Confirm it instead.`, {
      path: ['verdict'],
    });
  });
}
