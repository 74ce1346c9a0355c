import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type ChangedFinding, changeFinding } from './change-finding.ts';
import { memberIn } from './wanted-change.ts';

/**
 * Gives a finding to a member of the tenant, or with null to nobody.
 *
 * @throws DomainError `not_found` for the finding and for the member
 */
export async function assignFinding(ctx: Ctx, id: string, memberId: string | null): Promise<ChangedFinding> {
  allow(ctx, 'findings:write');
  return changeFinding(ctx, id, 'finding.assigned', async (tx) => ({
    assigneeId: memberId === null ? null : await memberIn(tx, ctx, memberId),
  }));
}
