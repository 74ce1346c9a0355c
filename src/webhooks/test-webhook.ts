import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { newId, notFound, parseId } from '#src/platform/ids.ts';
import { bodyOf } from './fan-out.ts';
import { recordAttempt } from './record-attempt.ts';
import { type DueDelivery, sendDelivery, TIMEOUT_MS } from './send-delivery.ts';
import { TEST_EVENT } from './webhook-events.ts';

export type TestedWebhook = { webhookId: string; deliveryId: string; delivered: boolean };

/**
 * Sends one event to a webhook now, enabled or not, and waits for the answer. It is not retried, and stands among the deliveries.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function testWebhook(ctx: Ctx, publicId: string): Promise<TestedWebhook> {
  allow(ctx, 'webhooks:write');
  const due = await insert(ctx, parseId('webhook', publicId));
  const result = await sendDelivery(ctx, due);
  await recordAttempt(ctx, due, result);
  return { webhookId: due.webhookId, deliveryId: due.id, delivered: result.delivered };
}

function insert(ctx: Ctx, webhookId: string): Promise<DueDelivery> {
  const { tenantId } = ctx.actor;
  const [id, event] = [newId(), TEST_EVENT];
  const body = bodyOf(tenantId, id, event, new Date(ctx.clock.now()), { message: 'This is a test. Nothing happened.' });
  return ctx.db.transaction(async (tx) => {
    const [webhook] = await tx.query<{ url: string; sealedSecret: string }>(
      'select url, sealed_secret as "sealedSecret" from webhooks where tenant_id = $1 and id = $2 for key share',
      [tenantId, webhookId],
    );
    if (!webhook) throw notFound('webhook');
    await tx.query(
      `insert into webhook_deliveries (tenant_id, id, webhook_id, event, body, attempt_count, give_up_at, lease_until)
       values ($1, $2, $3, $4, $5, 1, now(), now() + $6 * interval '1 millisecond')`,
      [tenantId, id, webhookId, event, body, TIMEOUT_MS + 5000],
    );
    await appendAudit(tx, ctx.actor, { action: 'webhook.tested', subjectKind: 'webhook', subjectId: webhookId });
    return { tenantId, id, webhookId, event, body, attempt: 1, ...webhook };
  });
}
