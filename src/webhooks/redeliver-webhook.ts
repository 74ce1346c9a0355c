import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { deliverWebhookJob } from './jobs.ts';
import { GIVE_UP_HOURS } from './retry-delay.ts';

/**
 * Sends a delivery again, under the same id and with the same body, whether it was taken or given up; one that waits for its retry is sent now. It has
 * another 24 hours.
 *
 * @throws DomainError `missing_scope`, `not_found`, `webhook_disabled`
 */
export async function redeliverWebhook(ctx: Ctx, publicId: string): Promise<{ deliveryId: string }> {
  allow(ctx, 'webhooks:write');
  const { tenantId } = ctx.actor;
  const id = parseId('delivery', publicId);
  const webhookId = await ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ webhook_id: string; enabled: boolean }>(
      `select d.webhook_id, w.enabled from webhook_deliveries d join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id
       where d.tenant_id = $1 and d.id = $2 for update of d`,
      [tenantId, id],
    );
    if (!row) throw notFound('delivery');
    if (!row.enabled)
      throw new DomainError('webhook_disabled', 'The webhook of this delivery is disabled. Enable it first.');
    await tx.query(
      `update webhook_deliveries set state = 'pending', next_attempt_at = now(), delivered_at = null, give_up_at = now() + $3 * interval '1 hour'
       where tenant_id = $1 and id = $2`,
      [tenantId, id, GIVE_UP_HOURS],
    );
    const entry = { subjectKind: 'webhook_delivery', subjectId: id, detail: { webhookId: row.webhook_id } };
    await appendAudit(tx, ctx.actor, { action: 'webhook.redelivered', ...entry });
    return row.webhook_id;
  });
  await ctx.queue.enqueue(deliverWebhookJob, { tenantId, webhookId }).catch((error: Error) => {
    // It is due, and the sweep queues what is due.
    ctx.log.warn({ err: error.message, webhookId }, 'a redelivery waits for the sweep');
  });
  return { deliveryId: id };
}
