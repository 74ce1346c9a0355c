import type { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type ChangedFinding, changeFinding } from './change-finding.ts';
import { statusInput, wantedStatus } from './wanted-change.ts';

/**
 * Moves a finding to another stage of its life; `accepted` and `false_positive` need a reason. The stage that it is in already is no
 * refusal: another reason is taken over, and otherwise nothing is written.
 *
 * @throws DomainError `not_found`, `illegal_transition`, `reason_required`, `invalid_input`
 */
export async function setFindingStatus(
  ctx: Ctx,
  id: string,
  raw: z.input<typeof statusInput>,
): Promise<ChangedFinding> {
  const status = wantedStatus(parseInput(statusInput, raw));
  allow(ctx, 'findings:write');
  return changeFinding(ctx, id, 'finding.status_changed', () => ({ status }));
}
