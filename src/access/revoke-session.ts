import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';

/** Ends one of the caller's own sessions in this tenant; its sockets close within a second. @throws DomainError `not_found` */
export async function revokeSession(ctx: Ctx, id: string): Promise<{ id: string }> {
  const sessionId = parseId('session', id);
  const { tenantId, userId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    const [ended] = await tx.query(
      'delete from sessions where tenant_id = $1 and id = $2 and user_id = $3 returning id',
      [tenantId, sessionId, userId],
    );
    if (!ended) throw notFound('session');
    await appendAudit(tx, ctx.actor, { action: 'session.revoked', subjectKind: 'session', subjectId: sessionId });
  });
  ctx.wakeups.wake('credentials');
  return { id: sessionId };
}
