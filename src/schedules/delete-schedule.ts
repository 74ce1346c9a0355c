import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';

/**
 * Deletes a schedule. The scans that it started stay.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function deleteSchedule(ctx: Ctx, publicId: string): Promise<{ id: string }> {
  allow(ctx, 'scans:write');
  const id = parseId('schedule', publicId);
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx.query<{ name: string; cron: string; timeZone: string }>(
      'delete from schedules where tenant_id = $1 and id = $2 returning name, cron, time_zone as "timeZone"',
      [ctx.actor.tenantId, id],
    );
    if (!gone) throw notFound('schedule');
    await appendAudit(tx, ctx.actor, {
      action: 'schedule.deleted',
      subjectKind: 'schedule',
      subjectId: id,
      detail: { before: gone },
    });
  });
  return { id };
}
