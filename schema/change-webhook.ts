import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { createWebhook } from '#src/webhooks/create-webhook.ts';
import { deleteWebhook } from '#src/webhooks/delete-webhook.ts';
import { redeliverWebhook } from '#src/webhooks/redeliver-webhook.ts';
import { rotateWebhookSecret } from '#src/webhooks/rotate-webhook-secret.ts';
import { testWebhook } from '#src/webhooks/test-webhook.ts';
import { updateWebhook } from '#src/webhooks/update-webhook.ts';
import type { WebhookEvent } from '#src/webhooks/webhook-events.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { present } from './target-input.ts';
import { deliveries, Webhook, WebhookDelivery, webhooks } from './webhook.ts';

type Fields<Shape> = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, Shape>;

const WEBHOOK_ID = { required: true, description: 'Its id, `whk_…`.' } as const;
const EVENTS = 'Names of events, from `webhookEventKinds`. Empty: all of them, those of later versions too.';
const SECRET =
  'What deliveries are signed with. Keep it now: it is never shown again. Null when the idempotency key was used before; give the webhook a new one then.';

const webhookField = <Shape extends { id: string }>(t: Fields<Shape>) =>
  t.field({
    type: Webhook,
    nullable: true,
    description: 'The webhook.',
    resolve: ({ id }, _args, ctx, info) => webhooks.one(ctx, info, id),
  });

const deliveryField = <Shape extends { deliveryId: string }>(t: Fields<Shape>) =>
  t.field({
    type: WebhookDelivery,
    nullable: true,
    description: 'The delivery.',
    resolve: ({ deliveryId }, _args, ctx, info) => deliveries.one(ctx, info, deliveryId),
  });

builder.relayMutationField(
  'createWebhook',
  {
    description: 'The webhook to make.',
    inputFields: (t) => ({
      name: t.string({ required: true, description: 'What it is for; up to 100 characters.' }),
      url: t.string({ required: true, description: 'Where to send; http or https. Private addresses are refused.' }),
      events: t.stringList({ description: EVENTS }),
      enabled: t.boolean({ description: 'Default true.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description: 'Makes a webhook, which is told what happens from now on. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey: key, ...input } }, ctx) =>
      createWebhook(withIdempotencyKey(ctx, key), present(input) as Parameters<typeof createWebhook>[1]),
  },
  {
    description: 'A webhook that was just made.',
    outputFields: (t) => ({
      secret: t.exposeString('secret', { nullable: true, description: SECRET }),
      webhook: webhookField(t),
    }),
  },
);

builder.relayMutationField(
  'updateWebhook',
  {
    description: 'The webhook and what to change of it. Absent members stay as they are.',
    inputFields: (t) => ({
      webhookId: t.id(WEBHOOK_ID),
      name: t.string({ description: 'What it is for; up to 100 characters.' }),
      url: t.string({ description: 'Where to send.' }),
      events: t.stringList({ description: EVENTS }),
      enabled: t.boolean({ description: 'Whether it is told what happens.' }),
    }),
  },
  {
    description: 'Changes, enables or disables a webhook. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input: { webhookId, events, ...input } }, ctx) =>
      updateWebhook(ctx, webhookId, { ...present({ ...input, events: events as WebhookEvent[] | undefined }) }),
  },
  { description: 'A webhook as it is now.', outputFields: (t) => ({ webhook: webhookField(t) }) },
);

builder.relayMutationField(
  'deleteWebhook',
  { description: 'The webhook to delete.', inputFields: (t) => ({ webhookId: t.id(WEBHOOK_ID) }) },
  {
    description: 'Deletes a webhook with its deliveries. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteWebhook(ctx, input.webhookId),
  },
  {
    description: 'A webhook that is gone.',
    outputFields: (t) => ({
      webhookId: t.id({ description: 'What its id was.', resolve: ({ id }) => formatId('webhook', id) }),
    }),
  },
);

builder.relayMutationField(
  'rotateWebhookSecret',
  { description: 'The webhook to give a new secret.', inputFields: (t) => ({ webhookId: t.id(WEBHOOK_ID) }) },
  {
    description:
      'Gives a webhook a new secret. Everything is signed with it from now on, retries of earlier events too. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => rotateWebhookSecret(ctx, input.webhookId),
  },
  {
    description: 'A webhook with a new secret.',
    outputFields: (t) => ({
      secret: t.exposeString('secret', { description: 'The new secret. Keep it now: it is never shown again.' }),
      webhook: webhookField(t),
    }),
  },
);

builder.relayMutationField(
  'testWebhook',
  { description: 'The webhook to test.', inputFields: (t) => ({ webhookId: t.id(WEBHOOK_ID) }) },
  {
    description:
      'Sends the event `webhook.test` now, enabled or not, and waits up to 10 seconds for the answer. It is not retried. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => testWebhook(ctx, input.webhookId),
  },
  {
    description: 'What came of a test.',
    outputFields: (t) => ({
      delivered: t.exposeBoolean('delivered', { description: 'Whether the receiver took it.' }),
      delivery: deliveryField(t),
    }),
  },
);

builder.relayMutationField(
  'redeliverWebhook',
  {
    description: 'The delivery to send again.',
    inputFields: (t) => ({ deliveryId: t.id({ required: true, description: 'Its id, `dlv_…`.' }) }),
  },
  {
    description:
      'Sends a delivery again, under the same id and with the same body, whatever became of it. Needs `webhooks:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => redeliverWebhook(ctx, input.deliveryId),
  },
  { description: 'A delivery that is due again.', outputFields: (t) => ({ delivery: deliveryField(t) }) },
);
