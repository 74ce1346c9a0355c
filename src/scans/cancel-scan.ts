import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { statesBefore } from './scan.ts';
import { readState, statusEvent } from './scan-events.ts';

/**
 * Cancels a scan before its end. Nothing more is claimed from the commit on; requests that are under way are aborted.
 *
 * @throws DomainError `not_found`, `scan_not_cancellable`
 */
export async function cancelScan(ctx: Ctx, id: string): Promise<{ id: string; cursor: string }> {
  allow(ctx, 'scans:write');
  const scope = { tenantId: ctx.actor.tenantId, scanId: parseId('scan', id) };
  const sequence = await ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ status: string }>(
      'select status from scans where tenant_id = $1 and id = $2 for no key update',
      [scope.tenantId, scope.scanId],
    );
    if (!row) throw notFound('scan');
    if (!(statesBefore('cancelled') as string[]).includes(row.status))
      throw new DomainError('scan_not_cancellable', `This scan is ${row.status} already.`);
    await tx.query(
      `update scans set status = 'cancelled', reason_code = 'cancelled', reason = 'Cancelled on request.', partial = true, finished_at = now() where tenant_id = $1 and id = $2`,
      [scope.tenantId, scope.scanId],
    );
    await appendAudit(tx, ctx.actor, {
      action: 'scan.cancelled',
      subjectKind: 'scan',
      subjectId: scope.scanId,
      event: null,
    });
    return ctx.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
  });
  ctx.events.committed(scope);
  ctx.wakeups.wake(`control:${scope.scanId}`);
  return { id: scope.scanId, cursor: ctx.events.cursorAt(scope.scanId, sequence) };
}
