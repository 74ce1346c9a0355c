import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { endInvitations } from './end-invitations.ts';
import { lockMember, refuseLastOwner } from './lock-member.ts';
import { reachesRole } from './reaches-role.ts';
import { ROLES } from './roles.ts';
import { allow } from './scopes.ts';

export const changeRoleInput = z.strictObject({ memberId: z.string(), role: z.enum(ROLES) });

/**
 * Gives a member another role. Neither the role before nor the new one may hold more than the caller does, and the last owner stays one.
 * Sockets of the member close within a second and come back with the new rights; their tokens do no more than the new role, and open
 * invitations of theirs that the new role could not make are revoked.
 *
 * @throws DomainError `role_too_high`, `last_owner`
 */
export async function changeRole(ctx: Ctx, raw: z.input<typeof changeRoleInput>): Promise<{ id: string }> {
  const input = parseInput(changeRoleInput, raw);
  allow(ctx, 'members:write');
  const id = parseId('membership', input.memberId);
  await ctx.db.transaction(async (tx) => {
    const member = await lockMember(tx, ctx, id);
    if (member.role === input.role) return;
    reachesRole(ctx, member.role);
    reachesRole(ctx, input.role);
    if (member.role === 'owner') await refuseLastOwner(tx, ctx, id);
    await tx.query('update memberships set role = $3::role where tenant_id = $1 and id = $2', [
      ctx.actor.tenantId,
      id,
      input.role,
    ]);
    const detail = { before: { role: member.role }, after: { role: input.role } };
    await appendAudit(tx, ctx.actor, { action: 'member.role_changed', subjectKind: 'member', subjectId: id, detail });
    await endInvitations(tx, ctx, member.userId, input.role);
  });
  ctx.wakeups.wake('credentials');
  return { id };
}
