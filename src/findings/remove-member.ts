import { endInvitations } from '#src/access/end-invitations.ts';
import { lockMember, refuseLastOwner } from '#src/access/lock-member.ts';
import { reachesRole } from '#src/access/reaches-role.ts';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { parseId } from '#src/platform/ids.ts';
import type { FindingStep } from './finding-change.ts';
import { batchOf } from './record-steps.ts';
import { writeSteps } from './write-steps.ts';

/** `batchId` undoes the unassignment once the person is back; null when nothing was theirs. */
export type RemovedMember = { id: string; unassigned: number; revokedTokens: number; batchId: string | null };

/**
 * Takes a member out of the tenant at once: findings that were theirs are nobody's, with history; their sessions end, their tokens and the
 * open invitations that they made are revoked, and open sockets close within a second. What they wrote stays, under their name.
 *
 * @throws DomainError `role_too_high`, `last_owner`
 */
export async function removeMember(ctx: Ctx, memberId: string): Promise<RemovedMember> {
  allow(ctx, 'members:write');
  const id = parseId('membership', memberId);
  const removed = await ctx.db.transaction(async (tx) => {
    const member = await lockMember(tx, ctx, id);
    reachesRole(ctx, member.role);
    if (member.role === 'owner') await refuseLastOwner(tx, ctx, id);
    const { unassigned, batchId } = await unassign(tx, ctx, id);
    const tokens = await tx.query(
      'update tokens set revoked_at = $3 where tenant_id = $1 and user_id = $2 and revoked_at is null returning id',
      [ctx.actor.tenantId, member.userId, new Date(ctx.clock.now())],
    );
    await endInvitations(tx, ctx, member.userId, null);
    // Sessions hang on the membership and go with it.
    await tx.query('delete from memberships where tenant_id = $1 and id = $2', [ctx.actor.tenantId, id]);
    const detail = { before: { role: member.role }, after: null, userId: member.userId, unassigned, batchId };
    await appendAudit(tx, ctx.actor, {
      action: 'member.removed',
      subjectKind: 'member',
      subjectId: id,
      detail: { ...detail, revokedTokens: tokens.length },
    });
    return { id, unassigned, revokedTokens: tokens.length, batchId };
  });
  ctx.wakeups.wake('credentials');
  return removed;
}

async function unassign(tx: Sql, ctx: Ctx, memberId: string): Promise<{ unassigned: number; batchId: string | null }> {
  const theirs = await tx.query<{ id: string }>(
    'select id from findings where tenant_id = $1 and assignee_id = $2 order by target_id, fingerprint for no key update',
    [ctx.actor.tenantId, memberId],
  );
  if (theirs.length === 0) return { unassigned: 0, batchId: null };
  const steps = theirs.map(
    ({ id }): FindingStep => ({
      findingId: id,
      kind: 'assignee',
      before: { assigneeId: memberId },
      after: null,
      reason: null,
    }),
  );
  const batch = batchOf(ctx.actor);
  await writeSteps(tx, batch, steps);
  return { unassigned: theirs.length, batchId: batch.id };
}
