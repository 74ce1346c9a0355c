import type { App } from '#src/platform/context.ts';
import { endLateDeliveries } from './end-late-deliveries.ts';
import { fanOutEvents } from './fan-out.ts';
import { deliverWebhookJob } from './jobs.ts';

const LANES_AT_ONCE = 500;

/**
 * Makes deliveries of what is new, and queues the webhooks that have something due: first attempts, retries, and what a dead worker held. Each
 * worker runs it every second; all of it is safe to run twice.
 */
export async function sweepWebhooks(app: App): Promise<void> {
  await fanOutEvents(app);
  const due = await app.system.query<{ tenantId: string; webhookId: string }>(
    `select distinct d.tenant_id as "tenantId", d.webhook_id as "webhookId" from webhook_deliveries d
       join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id and w.enabled
     where d.state = 'pending' and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now()) limit $1`,
    [LANES_AT_ONCE],
  );
  for (const key of due) await app.queue.enqueue(deliverWebhookJob, key);
}

/** How long the record of a delivery is kept. */
export const DELIVERY_DAYS = 30;

/** Ends what nobody sent in its time, and removes records that are older than 30 days, at most `limit` of each. */
export async function tidyDeliveries(app: App, limit: number): Promise<void> {
  await endLateDeliveries(app, limit);
  await app.system.query(
    `delete from webhook_deliveries d using (
       select tenant_id, id from webhook_deliveries where state <> 'pending' and created_at < now() - $2 * interval '1 day' order by created_at limit $1
     ) old where d.tenant_id = old.tenant_id and d.id = old.id`,
    [limit, DELIVERY_DAYS],
  );
}
