import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { deliverLane, type WebhookKey } from '#src/webhooks/deliver-lane.ts';

export function deliverWebhook(app: App, key: WebhookKey, signal: AbortSignal): Promise<void> {
  return deliverLane(forTenant(app, key.tenantId), key, signal);
}
