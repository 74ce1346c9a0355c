import { pruneAudit } from '#src/audit/prune-audit.ts';
import type { App } from '#src/platform/context.ts';
import { expireKeys } from '#src/platform/idempotency.ts';
import { tidyDeliveries } from '#src/webhooks/sweep-webhooks.ts';

const AT_ONCE = 5000;

/** What has had its time goes, a bounded part of it in each turn. */
export async function chores(app: App): Promise<void> {
  await expireKeys(app.system, AT_ONCE);
  await tidyDeliveries(app, AT_ONCE);
  await pruneAudit(app);
}
