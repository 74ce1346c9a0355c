import { judgeStamps } from '#src/judging/judge-bench.ts';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { planScan } from '#src/scans/plan-scan.ts';

export function plan(app: App, scope: LogScope): Promise<void> {
  return planScan(forTenant(app, scope.tenantId), scope, judgeStamps(app));
}
