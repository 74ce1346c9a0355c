import type { App, TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import { readTenantPage, type TenantEntry } from '#src/platform/tenant-log.ts';
import { describeEvent } from './describe-event.ts';
import { deliverWebhookJob } from './jobs.ts';
import { GIVE_UP_HOURS } from './retry-delay.ts';
import { type WebhookEvent, webhookEventOf } from './webhook-events.ts';

const TENANTS_AT_ONCE = 200;
const EVENTS_AT_ONCE = 100;

/**
 * Turns what is new in the tenants' logs into deliveries. A tenant's place in its log moves in the transaction that writes the deliveries, under
 * its row lock: however many workers do it, and wherever one is killed, each event becomes one delivery for each webhook that listens to it.
 */
export async function fanOutEvents(app: App): Promise<void> {
  const behind = await app.system.query<{ tenant_id: string }>(
    `select p.tenant_id from webhook_positions p where exists (
       select 1 from tenant_events e where e.tenant_id = p.tenant_id and (e.xid, e.id) > (p.xid, p.event_id)
         and e.xid < pg_snapshot_xmin(pg_current_snapshot())) limit $1`,
    [TENANTS_AT_ONCE],
  );
  for (const { tenant_id } of behind) while (await fanOutPage(forTenant(app, tenant_id), tenant_id));
}

/** Answers whether there is more to do right now. */
async function fanOutPage(app: TenantApp, tenantId: string): Promise<boolean> {
  const { told, more } = await app.db.transaction((tx) => turnPage(app, tx, tenantId));
  // Not inside: a queue that refuses would keep the deliveries from being written, and what is due is queued by the sweep.
  for (const webhookId of told) await app.queue.enqueue(deliverWebhookJob, { tenantId, webhookId });
  return more;
}

const NOTHING = { told: new Set<string>(), more: false };

async function turnPage(app: TenantApp, tx: Sql, tenantId: string): Promise<{ told: Set<string>; more: boolean }> {
  const [at] = await tx.query<{ xid: bigint; id: bigint }>(
    'select xid::text::bigint as xid, event_id as id from webhook_positions where tenant_id = $1 for update skip locked',
    [tenantId],
  );
  if (!at) return NOTHING;
  const { entries, more } = await readTenantPage(tx, tenantId, at, EVENTS_AT_ONCE);
  const last = entries.at(-1);
  if (!last) return NOTHING;
  const webhooks = await tx.query<Listener>(
    `select id, events, told_after::text as "toldAfter" from webhooks where tenant_id = $1 and enabled for key share`,
    [tenantId],
  );
  const told = new Set<string>();
  for (const entry of entries) for (const id of await addDeliveries(app, tx, tenantId, entry, webhooks)) told.add(id);
  await tx.query('update webhook_positions set xid = $2::text::xid8, event_id = $3 where tenant_id = $1', [
    tenantId,
    last.xid.toString(),
    last.id,
  ]);
  return { told, more };
}

type Listener = { id: string; events: string[]; toldAfter: string };

/** Answers the webhooks that listen to it. */
async function addDeliveries(
  app: TenantApp,
  tx: Sql,
  tenantId: string,
  entry: TenantEntry,
  webhooks: readonly Listener[],
): Promise<string[]> {
  const event = webhookEventOf(entry);
  if (!event) return [];
  const listening = webhooks.filter(
    ({ events, toldAfter }) => (events.length === 0 || events.includes(event)) && !isInSnapshot(entry.xid, toldAfter),
  );
  if (listening.length === 0) return [];
  const data = await describeEvent(app, tx, tenantId, event, entry);
  for (const { id: webhookId } of listening) {
    const id = newId();
    await tx.query(
      `insert into webhook_deliveries (tenant_id, id, webhook_id, event_id, event, body, give_up_at)
       values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 hour') on conflict (tenant_id, webhook_id, event_id) do nothing`,
      [tenantId, id, webhookId, entry.id, event, bodyOf(tenantId, id, event, entry.at, data), GIVE_UP_HOURS],
    );
  }
  return listening.map(({ id }) => id);
}

/** Whether a transaction that has committed by now had done so at a snapshot: `xmin:xmax:xip,xip…`, as PostgreSQL writes it. */
export function isInSnapshot(xid: bigint, snapshot: string): boolean {
  const [xmin = '', xmax = '', underWay = ''] = snapshot.split(':');
  return xid < BigInt(xmin) || (xid < BigInt(xmax) && !underWay.split(',').includes(xid.toString()));
}

/** The body as it is sent, to the byte: `id` is also in `X-Tribunal-Delivery`, and the same in every attempt. */
export function bodyOf(
  tenantId: string,
  deliveryId: string,
  event: WebhookEvent | string,
  at: Date,
  data: object,
): string {
  return JSON.stringify({
    id: formatId('delivery', deliveryId),
    event,
    created_at: at.toISOString(),
    tenant_id: formatId('tenant', tenantId),
    data,
  });
}
