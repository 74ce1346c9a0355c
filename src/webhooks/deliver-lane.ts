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
 * seconds, with the same id. One lane at a time sends to a webhook. Order is not promised to the receiver: a retry comes after what came later.
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

/**
 * Leases what is due, when no other lane has anything of this webhook on the line: however many jobs are queued for it, its receiver gets
 * `AT_ONCE` requests, and one that lets them wait keeps one lane waiting and not all.
 */
function claimDue(app: TenantApp, { tenantId, webhookId }: WebhookKey): Promise<DueDelivery[]> {
  return app.db.transaction(async (tx) => {
    // The lock comes in a statement before, so that the next one sees what the lane that had it has leased.
    const [webhook] = await tx.query<Webhook>(
      `select url, sealed_secret as "sealedSecret" from webhooks where tenant_id = $1 and id = $2 and enabled for no key update`,
      [tenantId, webhookId],
    );
    if (!webhook) return [];
    const due = await tx.query<Omit<DueDelivery, keyof Webhook>>(
      `with due as (
         select d.id from webhook_deliveries d
         where d.tenant_id = $1 and d.webhook_id = $2 and d.state = 'pending' and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now())
           and not exists (select from webhook_deliveries l where l.tenant_id = $1 and l.webhook_id = $2 and l.state = 'pending' and l.event_id is not null and l.lease_until >= now())
         order by d.next_attempt_at, d.id limit $3 for update skip locked
       )
       update webhook_deliveries d set lease_until = now() + $4 * interval '1 millisecond', attempt_count = d.attempt_count + 1
       from due where d.tenant_id = $1 and d.id = due.id
       returning d.tenant_id as "tenantId", d.id, d.webhook_id as "webhookId", d.event, d.body, d.attempt_count as attempt`,
      [tenantId, webhookId, AT_ONCE, LEASE_MS],
    );
    return due.map((delivery) => ({ ...delivery, ...webhook }));
  });
}

type Webhook = Pick<DueDelivery, 'url' | 'sealedSecret'>;
