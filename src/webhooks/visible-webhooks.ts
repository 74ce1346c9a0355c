import type { Prisma } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { type Listing, listAll, listBelow, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { DELIVERY_LIST, WEBHOOK_LIST } from './webhook-list.ts';

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

/** The tenant's webhooks, newest first. */
export function listWebhooks(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'webhooks:write');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, WEBHOOK_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}

/** What each webhook was told, newest first. */
export function listDeliveriesOfWebhooks(
  ctx: Ctx,
  webhookIds: readonly string[],
  query: ListQuery,
  args: PageArgs,
): Promise<Listing> {
  allow(ctx, 'webhooks:write');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, DELIVERY_LIST, query);
  return listBelow(ctx.db, list, webhookIds, [...conditions, ['t.webhook_id = parent.id::uuid']], args);
}
