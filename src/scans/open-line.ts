import { openDlp } from '#src/dlp/effective-rule.ts';
import type { TenantApp } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import { SealedError } from '#src/platform/sealed.ts';
import { providerFor } from '#src/providers/providers.ts';
import { connectTarget, type TargetRow } from '#src/targets/connect-target.ts';
import type { Line } from './converse.ts';
import { announceGivenUp, giveUp } from './give-up.ts';
import type { Lane } from './lane.ts';

/**
 * Opens a lane's line to its target: provider, credentials, limits. Null when the target cannot be spoken to at all, because a secret is
 * gone, a key is missing, or its provider is not here: the scan is then given up, with the reason.
 */
export async function openLine(app: TenantApp, lane: Lane): Promise<Line | null> {
  try {
    return await connect(app, lane);
  } catch (error) {
    if (!isDomainError(error) && !(error instanceof SealedError)) throw error;
    await giveUpUnreachable(app, lane.scope, error.message);
    return null;
  }
}

async function connect(app: TenantApp, lane: Lane): Promise<Line> {
  const [row] = await app.db.query<TargetRow>(
    'select tenant_id, id, url, config, sealed_credentials from targets where tenant_id = $1 and id = $2',
    [lane.scope.tenantId, lane.targetId],
  );
  const connection = await connectTarget(app, row!);
  const gate = { tenantId: lane.scope.tenantId, targetId: lane.targetId };
  const provider = providerFor(app.outbound, connection.provider);
  const dlp = await openDlp(app, lane.scope.tenantId);
  return { app, scope: lane.scope, gate, connection, provider, config: row!.config, dlp };
}

async function giveUpUnreachable(app: TenantApp, scope: LogScope, reason: string): Promise<void> {
  await app.db.transaction((tx) => giveUp(app, tx, scope, 'target_unavailable', reason));
  announceGivenUp(app, scope);
}
