import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { redeliverWebhook } from '#src/webhooks/redeliver-webhook.ts';
import { testWebhook } from '#src/webhooks/test-webhook.ts';
import { listDeliveriesOfWebhooks, visibleDeliveries } from '#src/webhooks/visible-webhooks.ts';
import { idOf } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import { DELIVERY_STATES, delivery, type ShownDelivery, showDelivery, WITH_ATTEMPTS } from './webhook-shape.ts';
import { loadWebhook, oneWebhook } from './webhooks.ts';

const params = z.strictObject({ id: idOf('webhook'), delivery_id: idOf('delivery') });
const oneDelivery = { ...oneWebhook, params, codes: { id: 'invalid_id', delivery_id: 'invalid_id' } } as const;

export const DELIVERY_ROWS: readonly Row[] = [
  row({
    ...oneWebhook,
    method: 'POST',
    path: '/webhooks/{id}/test',
    id: 'testWebhook',
    summary: 'Send a webhook one event now, and wait for the answer',
    description: 'Enabled or not. It is not retried, and stands among the deliveries.',
    answer: delivery,
    async handle(ctx, { params }) {
      const { webhookId, deliveryId } = await testWebhook(ctx, params.id);
      return showDelivery(await load(ctx, webhookId, deliveryId));
    },
  }),
  row({
    ...oneWebhook,
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    id: 'listDeliveries',
    summary: 'What a webhook was told, newest first',
    description: 'Kept for 30 days.',
    query: z.strictObject({ ...pageQuery, status: z.enum(DELIVERY_STATES).optional() }),
    answer: pageOf(delivery),
    errors: ['not_found', 'invalid_cursor'],
    example: { query: { status: 'failed', limit: 20 } },
    async handle(ctx, { params, query }) {
      const { id } = await loadWebhook(ctx, params.id);
      const filter = query.status ? { state: { eq: query.status } } : null;
      const listing = await listDeliveriesOfWebhooks(ctx, [id], { filter }, pageArgs(query));
      return showPage(listing, (ids) => loadAll(ctx, id, ids), showDelivery);
    },
  }),
  row({
    ...oneDelivery,
    method: 'GET',
    path: '/webhooks/{id}/deliveries/{delivery_id}',
    id: 'getDelivery',
    summary: 'One delivery, with its attempts',
    answer: delivery,
    etag: true,
    handle: async (ctx, { params }) => showDelivery(await load(ctx, params.id, params.delivery_id)),
  }),
  row({
    ...oneDelivery,
    method: 'POST',
    path: '/webhooks/{id}/deliveries/{delivery_id}/redeliver',
    id: 'redeliver',
    summary: 'Send a delivery again, under the same id and with the same body',
    description: 'Whether it was taken or given up. It has another 24 hours.',
    status: 202,
    answer: delivery,
    errors: ['not_found', 'webhook_disabled'],
    async handle(ctx, { params }) {
      const { id } = await load(ctx, params.id, params.delivery_id);
      await redeliverWebhook(ctx, id);
      return showDelivery(await load(ctx, params.id, id));
    },
  }),
];

function loadAll(ctx: Ctx, webhookId: string, ids: readonly string[]): Promise<ShownDelivery[]> {
  const where = { AND: [visibleDeliveries(ctx), { webhookId, id: { in: [...ids] } }] };
  return ctx.db.prisma.webhookDelivery.findMany({ where, include: WITH_ATTEMPTS });
}

async function load(ctx: Ctx, webhookId: string, id: string): Promise<ShownDelivery> {
  const [found] = await loadAll(ctx, webhookId, [id]);
  if (!found) throw notFound('delivery');
  return found;
}
