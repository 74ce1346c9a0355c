import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { LatestState, LogScope } from '#src/platform/events.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { isTerminal } from './scan.ts';
import { findState, type ScanState } from './scan-events.ts';

/** Where a scan stands, and the place in its events at which that is true. */
export type ScanNow = ScanState & { scanId: string; cursor: string };

/**
 * Where a scan stands now, and again whenever that changes, to its end. A slow reader gets the newest and skips what was in between, so
 * it is never behind and costs nothing. The refusals come from the call itself.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function followProgress(ctx: Ctx, id: string): Promise<AsyncIterableIterator<ScanNow>> {
  allow(ctx, 'scans:read');
  const scope = { tenantId: ctx.actor.tenantId, scanId: parseId('scan', id) };
  if ((await readNow(ctx, scope)) === null) throw notFound('scan');
  return stoppable((stop) => ctx.events.latest(`scan:${scope.scanId}`, () => readNow(ctx, scope), stop));
}

async function readNow(ctx: Ctx, scope: LogScope): Promise<LatestState<ScanNow> | null> {
  const found = await findState(ctx.db, scope);
  if (!found) return null;
  const { state, sequence } = found;
  const cursor = ctx.events.cursorAt(scope.scanId, sequence);
  return { version: sequence, value: { ...state, scanId: scope.scanId, cursor }, last: isTerminal(state.status) };
}
