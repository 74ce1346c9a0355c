import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { refuseWhileScanned } from './scans-under-way.ts';

export type DeletedTarget = { id: string; kind: 'url' | 'repo' | 'llm'; scans: number; findings: number };

/**
 * Deletes a target with all that belongs to it: credentials, scans with their attempts and events, findings with their evidence. The
 * audit log keeps that it was there. Cannot be undone.
 *
 * @throws DomainError `missing_scope`, `not_found`, `target_busy` while a scan of it is under way
 */
export async function deleteTarget(ctx: Ctx, publicId: string): Promise<DeletedTarget> {
  allow(ctx, 'targets:write');
  const key = { tenantId: ctx.actor.tenantId, id: parseId(['target', 'endpoint'], publicId) };
  return ctx.db.transaction(async (tx) => {
    // A scan that is being started waits for this lock, or is seen below.
    const [target] = await tx.query<Omit<DeletedTarget, 'id'> & { name: string }>(
      `select kind, name, (select count(*)::int from scans where tenant_id = $1 and target_id = $2) as scans,
         (select count(*)::int from findings where tenant_id = $1 and target_id = $2) as findings
       from targets where tenant_id = $1 and id = $2 for update`,
      [key.tenantId, key.id],
    );
    if (!target) throw notFound('target');
    await refuseWhileScanned(tx, key, 'its results would be lost half-way');
    const { name, ...counts } = target;
    await tx.query('delete from targets where tenant_id = $1 and id = $2', [key.tenantId, key.id]);
    await appendAudit(tx, ctx.actor, {
      action: 'target.deleted',
      subjectKind: 'target',
      subjectId: key.id,
      detail: { name, ...counts },
    });
    return { id: key.id, ...counts };
  });
}
