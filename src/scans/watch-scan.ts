import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { LogEntry, LogScope } from '#src/platform/events.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { isTerminal, type ScanStatus } from './scan.ts';
import type { StatusBody } from './scan-events.ts';

/** An event of a scan, with the cursor to follow on from it. */
export type WatchedEvent = LogEntry & { scanId: string; cursor: string };

const PAGE = 500;

/**
 * The events of a scan after `after` (from the beginning when null), oldest first: first what has happened, then what happens. Ends
 * after the event of a terminal status, and at once when the cursor stands there already. Nothing is lost, doubled or reordered.
 *
 * The refusals come before anything else, from the call itself. `return()` on the iterator, or the end of `signal`, stops the wait at once.
 *
 * @throws DomainError `missing_scope`, `not_found`, `invalid_cursor`, `cursor_lost`, `history_expired`
 */
export async function watchScan(
  ctx: Ctx,
  id: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<AsyncIterableIterator<WatchedEvent>> {
  allow(ctx, 'scans:read');
  const scope = { tenantId: ctx.actor.tenantId, scanId: parseId('scan', id) };
  const [scan] = await ctx.db.query<{ status: ScanStatus }>(
    'select status from scans where tenant_id = $1 and id = $2',
    [scope.tenantId, scope.scanId],
  );
  if (!scan) throw notFound('scan');
  const first = await ctx.events.read(scope, after, PAGE);
  // The status was read before the events: a scan that had ended by then has its last event in the log.
  const rest = isTerminal(scan.status) ? replay : follow;
  return stoppable((stop) => events(ctx, scope, after, first, (from) => rest(ctx, scope, from, stop)), signal);
}

async function* events(
  ctx: Ctx,
  scope: LogScope,
  after: string | null,
  first: LogEntry[],
  rest: (after: string | null) => AsyncGenerator<LogEntry[]>,
): AsyncGenerator<WatchedEvent> {
  const cursorOf = (entry: LogEntry) => ctx.events.cursorAt(scope.scanId, entry.sequence);
  const last = first.at(-1);
  for (const entry of first) {
    yield { ...entry, scanId: scope.scanId, cursor: cursorOf(entry) };
    if (isEnd(entry)) return;
  }
  for await (const batch of rest(last ? cursorOf(last) : after)) {
    for (const entry of batch) {
      yield { ...entry, scanId: scope.scanId, cursor: cursorOf(entry) };
      if (isEnd(entry)) return;
    }
  }
}

async function* follow(ctx: Ctx, scope: LogScope, after: string | null, signal: AbortSignal) {
  for await (const batch of ctx.events.follow(scope, after, signal)) {
    ctx.metrics.eventLag.observe(Math.max(0, ctx.clock.now() - batch[batch.length - 1]!.at.getTime()) / 1000);
    yield batch;
  }
}

async function* replay(ctx: Ctx, scope: LogScope, after: string | null, signal: AbortSignal) {
  let cursor = after;
  while (!signal.aborted) {
    const batch = await ctx.events.read(scope, cursor, PAGE);
    if (batch.length === 0) return;
    yield batch;
    cursor = ctx.events.cursorAt(scope.scanId, batch[batch.length - 1]!.sequence);
  }
}

function isEnd(entry: LogEntry): boolean {
  return entry.type === 'status' && isTerminal((entry.body as StatusBody).status);
}
