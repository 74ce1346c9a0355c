import { foldCounts } from '#src/findings/fold-counts.ts';
import { resolveUnseen } from '#src/findings/resolve-unseen.ts';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { finishScan } from '#src/scans/finish-scan.ts';

export async function finish(app: App, scope: LogScope): Promise<void> {
  const tenant = forTenant(app, scope.tenantId);
  await finishScan(tenant, scope, (tx, targetId) => resolveUnseen(tx, scope, targetId));
  await foldCounts(tenant.db, scope.tenantId);
}
