import type { ListDescription } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';

const CREATED = 'webhooks_tenant_id_created_at_id_idx';

/** A tenant has few webhooks: the index of the list finds them all. */
export const WEBHOOK_LIST: ListDescription = {
  noun: 'Webhook',
  plural: 'webhooks',
  from: 'webhooks t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'webhook', sql: 't.id', index: 'webhooks_pkey', description: 'The webhook itself.' },
    name: { kind: 'text', sql: 't.name', index: CREATED, description: 'What it is for.' },
    enabled: { kind: 'boolean', sql: 't.enabled', index: CREATED, description: 'Whether it is told what happens.' },
    events: { kind: 'list', sql: 't.events', index: CREATED, description: 'The events that it names.' },
    failingSince: {
      kind: 'time',
      sql: 't.failing_since',
      index: CREATED,
      description: 'Since when no attempt has been taken.',
    },
    createdAt: { kind: 'time', sql: 't.created_at', index: CREATED, description: 'When it was made.' },
  },
  orders: {
    CREATED: byKey('By when it was made.', key('t.created_at', 'time')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};

const DELIVERED = 'webhook_deliveries_tenant_id_webhook_id_created_at_id_idx';

/** The deliveries of one webhook. */
export const DELIVERY_LIST: ListDescription = {
  noun: 'WebhookDelivery',
  plural: 'deliveries',
  from: 'webhook_deliveries t',
  id: 't.id',
  fields: {
    state: {
      kind: 'choice',
      enum: 'WebhookDeliveryState',
      values: ['pending', 'delivered', 'failed'],
      cast: 'delivery_state',
      sql: 't.state',
      index: 'webhook_deliveries_tenant_id_webhook_id_state_created_at_id_idx',
      description: 'How far it has come.',
    },
    event: { kind: 'word', sql: 't.event', index: DELIVERED, description: 'The event.' },
    createdAt: { kind: 'time', sql: 't.created_at', index: DELIVERED, description: 'When it was made.' },
  },
  orders: {
    CREATED: byKey('By when it was made.', key('t.created_at', 'time')),
  },
  order: { by: 'CREATED', direction: 'DESC' },
};
