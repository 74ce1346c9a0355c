import { z } from 'zod';
import type { Prisma } from '#prisma/client/client.ts';
import { formatId } from '#src/platform/ids.ts';
import { WEBHOOK_EVENT_NAMES } from '#src/webhooks/webhook-events.ts';
import { moment, showMoment, shownId } from './identifiers.ts';

const fields = {
  name: z.string().trim().min(1).max(100).describe('What it is for.'),
  url: z.string().min(1).max(2048).describe('Where to send; http or https, never a private address.'),
  events: z.array(z.enum(WEBHOOK_EVENT_NAMES)).max(50).describe('Empty: all of them, those of later versions too.'),
  enabled: z.boolean(),
};

export const newWebhook = z
  .strictObject({ ...fields, events: fields.events.default([]), enabled: fields.enabled.default(true) })
  .meta({ id: 'NewWebhook' });

export const webhookChanges = z.strictObject(fields).partial().meta({ id: 'WebhookChanges' });

const members = {
  id: shownId,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  failing_since: moment.nullable().describe('Since when nothing was taken. Null: the last one was, or there was none.'),
  created_at: moment,
  updated_at: moment,
};
export const webhook = z.strictObject(members).meta({ id: 'Webhook' });
export const madeWebhook = z
  .strictObject({
    ...members,
    secret: z
      .string()
      .nullable()
      .describe(
        'What deliveries are signed with, shown this once: null in the answer to an idempotency key used before.',
      ),
  })
  .meta({ id: 'MadeWebhook' });

const attempt = z.strictObject({
  number: z.int(),
  http_status: z.int().nullable().describe('Null: no answer came.'),
  failure: z.string().nullable().describe('Null: it was taken.'),
  latency_ms: z.number(),
  excerpt: z.string().nullable().describe('The beginning of the answer, redacted. Untrusted text.'),
  at: moment,
});

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

export const delivery = z
  .strictObject({
    id: shownId.describe('The same in every attempt: `X-Tribunal-Delivery`.'),
    webhook_id: shownId,
    event: z.string(),
    status: z.enum(DELIVERY_STATES).describe('`failed`: given up after 24 hours.'),
    attempt_count: z.int(),
    next_attempt_at: moment.nullable(),
    delivered_at: moment.nullable(),
    created_at: moment,
    body: z.string().describe('As it is sent, to the byte.'),
    attempts: z.array(attempt).describe('The newest 50, the newest first.'),
  })
  .meta({ id: 'WebhookDelivery' });

export const SHOWN_WEBHOOK = {
  id: true,
  name: true,
  url: true,
  events: true,
  enabled: true,
  failingSince: true,
  createdAt: true,
  updatedAt: true,
} as const;
export const WITH_ATTEMPTS = { attempts: { orderBy: { number: 'desc' }, take: 50 } } as const;

export type ShownWebhook = Prisma.WebhookGetPayload<{ select: typeof SHOWN_WEBHOOK }>;
export type ShownDelivery = Prisma.WebhookDeliveryGetPayload<{ include: typeof WITH_ATTEMPTS }>;

export function showWebhook(row: ShownWebhook): z.input<typeof webhook> {
  return {
    id: formatId('webhook', row.id),
    name: row.name,
    url: row.url,
    events: row.events,
    enabled: row.enabled,
    failing_since: showMoment(row.failingSince),
    created_at: showMoment(row.createdAt),
    updated_at: showMoment(row.updatedAt),
  };
}

export function showDelivery(row: ShownDelivery): z.input<typeof delivery> {
  return {
    id: formatId('delivery', row.id),
    webhook_id: formatId('webhook', row.webhookId),
    event: row.event,
    status: row.state,
    attempt_count: row.attemptCount,
    next_attempt_at: showMoment(row.nextAttemptAt),
    delivered_at: showMoment(row.deliveredAt),
    created_at: showMoment(row.createdAt),
    body: row.body,
    attempts: row.attempts.map(({ number, httpStatus, failure, latencyMs, excerpt, at }) => ({
      number,
      http_status: httpStatus,
      failure,
      latency_ms: latencyMs,
      excerpt,
      at: showMoment(at),
    })),
  };
}
