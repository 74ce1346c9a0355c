import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';

/**
 * Deletes a webhook with its secret and its deliveries. What is on the line at this moment may still arrive.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function deleteWebhook(ctx: Ctx, publicId: string): Promise<{ id: string }> {
  allow(ctx, 'webhooks:write');
  const id = parseId('webhook', publicId);
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx.query<{ name: string; url: string }>(
      'delete from webhooks where tenant_id = $1 and id = $2 returning name, url',
      [ctx.actor.tenantId, id],
    );
    if (!gone) throw notFound('webhook');
    await appendAudit(tx, ctx.actor, {
      action: 'webhook.deleted',
      subjectKind: 'webhook',
      subjectId: id,
      detail: { before: gone },
    });
  });
  return { id };
}
