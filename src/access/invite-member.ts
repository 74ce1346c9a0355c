import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { parseInput } from '#src/platform/parse.ts';
import { email } from './email.ts';
import { holdInviter } from './end-invitations.ts';
import { insertInvitation } from './insert-invitation.ts';
import { invitationUrl, newInvitationText } from './invitation-text.ts';
import { reachesRole } from './reaches-role.ts';
import { ROLES } from './roles.ts';
import { allow } from './scopes.ts';

export const inviteMemberInput = z.strictObject({
  email,
  role: z.enum(ROLES),
  /** Days until the link is good for nothing. */
  days: z.int().min(1).max(30).default(7),
});

export type InvitedMember = {
  id: string;
  /** Shown this once, and sent to nobody. Null when an idempotency key found the invitation that it made before. */
  text: string | null;
  /** The link for people; null beside a null text. */
  url: string | null;
};

/**
 * Invites somebody into the tenant, with at most the caller's own rights. The link is for the caller to hand over, and is revoked when they are
 * removed or lose the role that could make it.
 *
 * @throws DomainError `role_too_high`, `already_member`, `already_invited`
 */
export async function inviteMember(ctx: Ctx, raw: z.input<typeof inviteMemberInput>): Promise<InvitedMember> {
  const input = parseInput(inviteMemberInput, raw);
  allow(ctx, 'members:write');
  reachesRole(ctx, input.role);
  const text = newInvitationText();
  const { answer, replayed } = await once<{ id: string }>(ctx, { operation: 'inviteMember', input }, (transaction) =>
    transaction(async (tx) => ({ id: await insert(tx, ctx, input, text) })),
  );
  const shown = replayed ? null : text;
  return { id: answer.id, text: shown, url: shown && invitationUrl(ctx.config.publicUrl ?? '', shown) };
}

async function insert(tx: Sql, ctx: Ctx, input: z.output<typeof inviteMemberInput>, text: string): Promise<string> {
  const { tenantId, userId: invitedBy } = ctx.actor;
  await holdInviter(tx, ctx, input.role);
  const [member] = await tx.query(
    'select 1 from memberships m join users u on u.id = m.user_id where m.tenant_id = $1 and u.email = $2',
    [tenantId, input.email],
  );
  if (member) throw new DomainError('already_member', 'This person is a member already.', { path: ['email'] });
  const id = await insertInvitation(tx, { ...input, tenantId, invitedBy, now: ctx.clock.now() }, text);
  await appendAudit(tx, ctx.actor, {
    action: 'member.invited',
    subjectKind: 'invitation',
    subjectId: id,
    detail: { email: input.email, role: input.role, days: input.days },
  });
  return id;
}
