import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import {
  type Condition,
  type KeysetList,
  type Listing,
  listAll,
  listBelow,
  type PageArgs,
} from '#src/platform/keyset.ts';

/** The webhooks that the caller may see. Whoever may see them may change them: there is one scope for both. */
export function visibleWebhooks(ctx: Ctx): Prisma.WebhookWhereInput {
  allow(ctx, 'webhooks:write');
  return { tenantId: ctx.actor.tenantId };
}

/** The deliveries that the caller may see. */
export function visibleDeliveries(ctx: Ctx): Prisma.WebhookDeliveryWhereInput {
  allow(ctx, 'webhooks:write');
  return { tenantId: ctx.actor.tenantId };
}

const NEWEST_FIRST = {
  id: 't.id',
  keys: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  direction: 'desc',
} as const;

const WEBHOOKS: KeysetList = { name: 'webhooks', from: 'webhooks t', ...NEWEST_FIRST };
const DELIVERIES: KeysetList = { name: 'webhook-deliveries', from: 'webhook_deliveries t', ...NEWEST_FIRST };

/** The tenant's webhooks, newest first. */
export function listWebhooks(ctx: Ctx, args: PageArgs): Promise<Listing> {
  allow(ctx, 'webhooks:write');
  return listAll(ctx.db, WEBHOOKS, [['t.tenant_id = ?', ctx.actor.tenantId]], args);
}

export type DeliveryFilter = { state?: string | null | undefined };

/** What each webhook was told, newest first. */
export function listDeliveriesOfWebhooks(
  ctx: Ctx,
  webhookIds: readonly string[],
  filter: DeliveryFilter,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'webhooks:write');
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ['t.webhook_id = parent.id::uuid']];
  if (filter.state) conditions.push(['t.state = ?::delivery_state', filter.state]);
  return listBelow(ctx.db, DELIVERIES, webhookIds, conditions, args);
}
