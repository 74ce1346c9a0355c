import { formatId } from '#src/platform/ids.ts';
import {
  listDeliveriesOfWebhooks,
  listWebhooks,
  visibleDeliveries,
  visibleWebhooks,
} from '#src/webhooks/visible-webhooks.ts';
import { WEBHOOK_EVENTS } from '#src/webhooks/webhook-events.ts';
import { DELIVERY_LIST, WEBHOOK_LIST } from '#src/webhooks/webhook-list.ts';
import { builder } from './builder.ts';
import { below, toConnection, toConnections } from './connection.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const DeliveryState = builder.enumType('WebhookDeliveryState', {
  description: 'How far a delivery has come.',
  values: {
    PENDING: { value: 'pending', description: 'It is on its way, or waits for its next attempt.' },
    DELIVERED: { value: 'delivered', description: 'The receiver answered with a status from 200 to 299.' },
    FAILED: { value: 'failed', description: 'It was given up after 24 hours. It can be sent again.' },
  },
});

const inputs = listInputs(WEBHOOK_LIST);
const deliveryInputs = listInputs(DELIVERY_LIST, { WebhookDeliveryState: DeliveryState });

builder.prismaObject('WebhookAttempt', {
  description: 'One request of a delivery, and what was answered.',
  fields: (t) => ({
    number: t.exposeInt('number', {
      description: 'From 1. A number that is missing was cut off in the middle by the end of a worker.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The status of the answer. Null: no answer came.',
    }),
    failure: t.exposeString('failure', {
      nullable: true,
      description:
        '`http_status` when the answer was no receipt, else why there was none: `timeout`, `connection_refused`, `tls`, … Null: it was taken.',
    }),
    latencyMs: t.exposeFloat('latencyMs', { description: 'Milliseconds until the answer.' }),
    excerpt: t.exposeString('excerpt', {
      nullable: true,
      description:
        'The beginning of the answer, at most 1 KiB, without what looks like personal data or a credential. Null: it was empty.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the attempt was over.' }),
  }),
});

export const WebhookDelivery = builder.prismaNode('WebhookDelivery', {
  id: { resolve: (delivery) => formatId('delivery', delivery.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'delivery', id),
  description:
    'One event for one webhook. It is delivered at least once; its id, in `X-Tribunal-Delivery`, is the same in every attempt.',
  authScopes: { scope: 'webhooks:write' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    event: t.exposeString('event', { description: 'The event: `scan.completed`, `finding.created`, …' }),
    body: t.exposeString('body', { description: 'The body as it is sent, to the byte.' }),
    state: t.expose('state', { type: DeliveryState, description: 'How far it has come.' }),
    attemptCount: t.exposeInt('attemptCount', { description: 'How many attempts were begun.' }),
    attempts: t.relation('attempts', {
      description: 'What came of the newest 50 attempts, the newest first.',
      query: { orderBy: { number: 'desc' }, take: 50 },
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is sent again. Null: it is not.',
    }),
    deliveredAt: t.expose('deliveredAt', { type: 'DateTime', nullable: true, description: 'When it was taken.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made. It is kept for 30 days.' }),
  }),
});

export const deliveries = nodeType('WebhookDelivery', ['delivery'], (ctx, ids, query) =>
  ctx.db.prisma.webhookDelivery.findMany({ ...query, where: { AND: [visibleDeliveries(ctx), { id: { in: ids } }] } }),
);

const WebhookDeliveryConnection = builder.connectionObject(
  { type: WebhookDelivery, name: 'WebhookDeliveryConnection', description: 'A page of deliveries.' },
  { name: 'WebhookDeliveryEdge', description: 'A delivery and its place in the list.' },
);

export const Webhook = builder.prismaNode('Webhook', {
  id: { resolve: (webhook) => formatId('webhook', webhook.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'webhook', id),
  description:
    'An address that is told what happens, by POST with a signed JSON body. Check the signature and the age of `X-Tribunal-Signature`, answer with 2xx within 10 seconds, and use `X-Tribunal-Delivery` to know a delivery that comes twice.',
  authScopes: { scope: 'webhooks:write' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is for, in words of whoever made it.' }),
    url: t.exposeString('url', { description: 'Where events are sent.' }),
    events: t.exposeStringList('events', { description: 'The events that it listens to. Empty: all of them.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it is told what happens.' }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when no attempt has been taken. Null: the last one was, or there was none.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    deliveries: t.loadable({
      type: WebhookDeliveryConnection,
      byPath: true,
      description: 'What it was told, the newest first.',
      args: { ...t.arg.connectionArgs(), ...deliveryInputs.args() },
      load: async (ids: string[], ctx, args, info) =>
        toConnections(ctx, info, await listDeliveriesOfWebhooks(ctx, ids, args, args), deliveries),
      resolve: (webhook, _args, ctx, info) => below(ctx, info, webhook.id),
    }),
  }),
});

export const webhooks = nodeType('Webhook', ['webhook'], (ctx, ids, query) =>
  ctx.db.prisma.webhook.findMany({ ...query, where: { AND: [visibleWebhooks(ctx), { id: { in: ids } }] } }),
);

const WebhookConnection = builder.connectionObject(
  { type: Webhook, name: 'WebhookConnection', description: 'A page of webhooks.' },
  { name: 'WebhookEdge', description: 'A webhook and its place in the list.' },
);

const EventKind = builder.objectRef<{ name: string; description: string }>('WebhookEventKind').implement({
  description: 'Something that a webhook can be told.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, as in `X-Tribunal-Event`.' }),
    description: t.exposeString('description', { description: 'When it is sent.' }),
  }),
});

builder.queryFields((t) => ({
  webhooks: t.connection(
    {
      type: Webhook,
      description: 'The webhooks of the tenant, newest first. Needs the scope `webhooks:write`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listWebhooks(ctx, args, args), webhooks),
    },
    WebhookConnection,
  ),
  webhook: t.field({
    type: Webhook,
    nullable: true,
    description: 'One webhook. Needs the scope `webhooks:write`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `whk_…`.' }) },
    resolve: (_root, { id }, ctx, info) => webhooks.one(ctx, info, id),
  }),
  webhookEventKinds: t.field({
    type: [EventKind],
    description: 'What webhooks can be told.',
    resolve: () => Object.entries(WEBHOOK_EVENTS).map(([name, description]) => ({ name, description })),
  }),
}));
