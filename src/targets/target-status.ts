import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';

/** Moves a target to a status. Moving it to where it is changes nothing, and says nothing to the audit log. */
export async function setTargetStatus(
  ctx: Ctx,
  publicId: string,
  status: 'active' | 'disabled',
  action: 'target.enabled' | 'target.disabled',
): Promise<{ id: string }> {
  allow(ctx, 'targets:write');
  const id = parseId(['target', 'endpoint'], publicId);
  await ctx.db.transaction(async (tx) => {
    const [old] = await tx.query<{ status: string }>(
      'select status from targets where tenant_id = $1 and id = $2 for no key update',
      [ctx.actor.tenantId, id],
    );
    if (!old) throw notFound('target');
    if (old.status === status) return;
    await tx.query(
      'update targets set status = $3::target_status, updated_at = now() where tenant_id = $1 and id = $2',
      [ctx.actor.tenantId, id, status],
    );
    await appendAudit(tx, ctx.actor, { action, subjectKind: 'target', subjectId: id });
  });
  return { id };
}
