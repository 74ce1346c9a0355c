import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { ROLES, type Role, reaches, scopesOf } from './roles.ts';
import { missingScope } from './scopes.ts';

/**
 * Revokes the open invitations that somebody made and could not make any more in the role that they have now; null: they are no member, and all
 * end. The caller's transaction has locked their membership.
 */
export async function endInvitations(tx: Sql, ctx: Ctx, makerId: string, role: Role | null): Promise<void> {
  const now = new Date(ctx.clock.now());
  const ended = await tx.query<{ id: string; email: string }>(
    `update invitations set revoked_at = $3
     where tenant_id = $1 and invited_by = $2 and accepted_at is null and revoked_at is null and expires_at > $3 and role = any($4::role[])
     returning id, email`,
    [ctx.actor.tenantId, makerId, now, ROLES.filter((invited) => role === null || !mayInvite(role, invited))],
  );
  for (const { id, email } of ended) {
    const detail = { email, invitedBy: makerId, because: role === null ? 'member_removed' : 'member_role_changed' };
    await appendAudit(tx, ctx.actor, {
      action: 'invitation.revoked',
      subjectKind: 'invitation',
      subjectId: id,
      detail,
    });
  }
}

/**
 * Holds the caller's membership as it is until the transaction ends: what is made in it is there when somebody takes the role away.
 *
 * @throws DomainError `missing_scope` when that was done after they were let in
 */
export async function holdInviter(tx: Sql, ctx: Ctx, invited: Role): Promise<void> {
  const { tenantId, userId } = ctx.actor;
  if (userId === null) return;
  const [member] = await tx.query<{ role: Role }>(
    'select role from memberships where tenant_id = $1 and user_id = $2 for share',
    [tenantId, userId],
  );
  if (!member || !mayInvite(member.role, invited)) throw missingScope('members:write');
}

function mayInvite(role: Role, invited: Role): boolean {
  const scopes = scopesOf(role);
  return scopes.has('members:write') && reaches(scopes, invited);
}
