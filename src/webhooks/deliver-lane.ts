import type { TenantApp } from '#src/platform/context.ts';
import { deliverWebhookJob } from './jobs.ts';
import { recordAttempt } from './record-attempt.ts';
import { type DueDelivery, sendDelivery, TIMEOUT_MS } from './send-delivery.ts';

/** Requests to one receiver at once. */
const AT_ONCE = 4;
const LEASE_MS = TIMEOUT_MS + 5000;
/** Then another webhook has its turn: a receiver that lets everybody wait holds nobody else up for longer. */
const SLICE_MS = 20_000;

export type WebhookKey = { tenantId: string; webhookId: string };

/**
 * Sends what is due to one webhook, oldest first, a few at a time. A delivery is leased before it is sent: a worker that dies leaves it due again in
 * seconds, with the same id. Order is not promised to the receiver: a retry comes after what came later.
 */
export async function deliverLane(app: TenantApp, key: WebhookKey, signal: AbortSignal): Promise<void> {
  const end = performance.now() + SLICE_MS;
  for (;;) {
    if (signal.aborted) return;
    const due = await claimDue(app, key);
    if (due.length === 0) return;
    await Promise.all(due.map((delivery) => deliver(app, delivery, signal)));
    if (performance.now() > end) return app.queue.enqueue(deliverWebhookJob, key);
  }
}

async function deliver(app: TenantApp, due: DueDelivery, signal: AbortSignal): Promise<void> {
  try {
    await recordAttempt(app, due, await sendDelivery(app, due, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    // Whether it arrived is not known: it is sent again.
    await app.db.query(
      'update webhook_deliveries set lease_until = null where tenant_id = $1 and id = $2 and attempt_count = $3',
      [due.tenantId, due.id, due.attempt],
    );
  }
}

function claimDue(app: TenantApp, key: WebhookKey): Promise<DueDelivery[]> {
  return app.db.query<DueDelivery>(
    `with due as (
       select d.tenant_id, d.id from webhook_deliveries d
       where d.tenant_id = $1 and d.webhook_id = $2 and d.state = 'pending' and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now())
       order by d.next_attempt_at, d.id limit $3 for update skip locked
     )
     update webhook_deliveries d set lease_until = now() + $4 * interval '1 millisecond', attempt_count = d.attempt_count + 1
     from due, webhooks w
     where d.tenant_id = due.tenant_id and d.id = due.id and w.tenant_id = $1 and w.id = $2 and w.enabled
     returning d.tenant_id as "tenantId", d.id, d.webhook_id as "webhookId", d.event, d.body, d.attempt_count as attempt, w.url, w.sealed_secret as "sealedSecret"`,
    [key.tenantId, key.webhookId, AT_ONCE, LEASE_MS],
  );
}
