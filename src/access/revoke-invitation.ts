import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { allow } from './scopes.ts';

/** Makes an invitation's link good for nothing. Revoking twice changes nothing. @throws DomainError `already_member` for one that was accepted */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<{ id: string }> {
  allow(ctx, 'members:write');
  const invitationId = parseId('invitation', id);
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ accepted_at: Date | null; revoked_at: Date | null; email: string }>(
      'select accepted_at, revoked_at, email from invitations where tenant_id = $1 and id = $2 for update',
      [ctx.actor.tenantId, invitationId],
    );
    if (!row) throw notFound('invitation');
    if (row.accepted_at) throw new DomainError('already_member', 'This invitation was accepted. Remove the member.');
    if (row.revoked_at) return;
    await tx.query('update invitations set revoked_at = $3 where tenant_id = $1 and id = $2', [
      ctx.actor.tenantId,
      invitationId,
      new Date(ctx.clock.now()),
    ]);
    const detail = { email: row.email };
    const entry = { action: 'invitation.revoked', subjectKind: 'invitation', subjectId: invitationId, detail };
    await appendAudit(tx, ctx.actor, entry);
  });
  return { id: invitationId };
}
