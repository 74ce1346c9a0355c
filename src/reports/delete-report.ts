import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { topicOf } from './report-status.ts';
import { StorageFailed } from './storage/artifact-storage.ts';
import { storageOf } from './storage/storage-of.ts';

/**
 * Deletes a report and its artifact, for good. One that is being written is not written to its end. The artifact goes before the row is known
 * to be gone: should that fail, the same call again ends it.
 *
 * @throws DomainError `missing_scope` without `reports:generate`, `not_found`, `unavailable` when the storage fails: nothing is deleted then
 */
export async function deleteReport(ctx: Ctx, publicId: string): Promise<{ id: string }> {
  allow(ctx, 'reports:generate');
  const id = parseId('report', publicId);
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx.query<{ title: string; format: string; status: string; storageKey: string | null }>(
      'delete from reports where tenant_id = $1 and id = $2 returning title, format, status, storage_key as "storageKey"',
      [ctx.actor.tenantId, id],
    );
    if (!gone) throw notFound('report');
    const { storageKey, ...before } = gone;
    await appendAudit(tx, ctx.actor, {
      action: 'report.deleted',
      subjectKind: 'report',
      subjectId: id,
      detail: { before },
    });
    if (storageKey) await storageOf(ctx).remove(storageKey).catch(refuse);
  });
  ctx.events.committedTenant(ctx.actor.tenantId);
  ctx.wakeups.wake(topicOf(id));
  return { id };
}

function refuse(error: unknown): never {
  if (!(error instanceof StorageFailed)) throw error;
  throw new DomainError('unavailable', 'The file cannot be deleted at the moment. Try again later.');
}
