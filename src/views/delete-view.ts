import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { lockView, mayKeep } from './view-checks.ts';

/**
 * Forgets a view. Answers its public id.
 *
 * @throws DomainError `not_found`, `missing_scope` for a shared view
 */
export async function deleteView(ctx: Ctx, publicId: string): Promise<{ id: string }> {
  return ctx.db.transaction(async (tx) => {
    const view = await lockView(tx, ctx, publicId);
    mayKeep(ctx, view.noun, view.shared);
    await tx.query('delete from saved_views where tenant_id = $1 and id = $2', [ctx.actor.tenantId, view.id]);
    await appendAudit(tx, ctx.actor, { action: 'view.deleted', subjectKind: 'view', subjectId: view.id });
    return { id: formatId('view', view.id) };
  });
}
