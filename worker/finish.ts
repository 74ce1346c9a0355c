import { resolveUnseen } from '#src/findings/resolve-unseen.ts';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { finishScan } from '#src/scans/finish-scan.ts';

export async function finish(app: App, scope: LogScope): Promise<void> {
  await finishScan(app, scope, (tx, targetId) => resolveUnseen(tx, scope, targetId));
}
