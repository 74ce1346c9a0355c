import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import type { WatchedEvent } from './watch-scan.ts';

export type EventPage = {
  events: WatchedEvent[];
  /** Where to go on: the last event of the page, or the place that was asked for when nothing came after it. */
  cursor: string;
  /** Whether there is more already. */
  more: boolean;
};

/**
 * A page of a scan's log after `after` (from the beginning when null), oldest first.
 *
 * @throws DomainError `missing_scope`, `not_found`, `invalid_cursor`, `cursor_lost`, `history_expired`
 */
export async function readScanEvents(ctx: Ctx, id: string, after: string | null, limit: number): Promise<EventPage> {
  allow(ctx, 'scans:read');
  const scope = { tenantId: ctx.actor.tenantId, scanId: parseId('scan', id) };
  const [scan] = await ctx.db.query('select 1 from scans where tenant_id = $1 and id = $2', [
    scope.tenantId,
    scope.scanId,
  ]);
  if (!scan) throw notFound('scan');
  const entries = await ctx.events.read(scope, after, limit + 1);
  const events = entries.slice(0, limit).map((entry) => ({
    ...entry,
    scanId: scope.scanId,
    cursor: ctx.events.cursorAt(scope.scanId, entry.sequence),
  }));
  const cursor = events.at(-1)?.cursor ?? after ?? ctx.events.cursorAt(scope.scanId, 0n);
  return { events, cursor, more: entries.length > limit };
}
