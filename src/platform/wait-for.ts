import { cursorLost, parseAnyCursor, type TenantPosition } from './cursor.ts';
import type { Sql } from './database.ts';
import { DomainError } from './errors.ts';
import type { Wakeups } from './pubsub.ts';
import { tenantTopic } from './tenant-log.ts';

/** How long a query waits at most for what it is to see. */
export const WAIT_LIMIT_MS = 3000;
const POLL_MS = 50;

/**
 * Waits until a read of this database sees what `cursor` stands for: read-your-writes, whichever process or replica answers.
 *
 * @throws DomainError `invalid_cursor`; `cursor_lost` for one of another tenant or epoch; `cursor_not_reached` when it takes too long
 */
export async function waitForCursor(
  db: Sql,
  wakeups: Wakeups,
  place: { epoch: string; tenantId: string },
  cursor: string,
  limitMs = WAIT_LIMIT_MS,
): Promise<void> {
  const position = parseAnyCursor(cursor, place.epoch);
  if ('tenantId' in position && position.tenantId !== place.tenantId) throw cursorLost();
  const reached = () =>
    'scanId' in position
      ? scanReached(db, place.tenantId, position.scanId, position.sequence)
      : tenantReached(db, position);
  const topic = 'scanId' in position ? `scan:${position.scanId}` : tenantTopic(place.tenantId);
  const end = performance.now() + limitMs;
  let woken = Promise.withResolvers<void>();
  const stop = wakeups.listen(topic, () => woken.resolve());
  try {
    while (!(await reached())) {
      if (performance.now() >= end) throw notReached();
      const timer = setTimeout(() => woken.resolve(), POLL_MS);
      await woken.promise;
      clearTimeout(timer);
      woken = Promise.withResolvers<void>();
    }
  } finally {
    stop();
  }
}

/** @throws DomainError `cursor_lost` when the tenant has no such scan */
async function scanReached(db: Sql, tenantId: string, scanId: string, sequence: bigint): Promise<boolean> {
  const [scan] = await db.query<{ last: bigint }>(
    'select last_sequence as last from scans where tenant_id = $1 and id = $2',
    [tenantId, scanId],
  );
  if (!scan) throw cursorLost();
  return scan.last >= sequence;
}

/** The transaction of an event, or all that a cursor without one had seen, is visible to a statement that begins now. */
async function tenantReached(db: Sql, { xid, id }: TenantPosition): Promise<boolean> {
  const [row] = await db.query<{ reached: boolean }>(
    `select case when $2 then pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8
       else $1::text::xid8 < pg_snapshot_xmax(pg_current_snapshot()) and pg_visible_in_snapshot($1::text::xid8, pg_current_snapshot()) end as reached`,
    [xid.toString(), id === 0n],
  );
  return row!.reached;
}

function notReached(): DomainError {
  return new DomainError(
    'cursor_not_reached',
    'This server has not come to what the cursor stands for. Ask again in a moment, or without `waitFor`.',
    { path: ['waitFor'] },
  );
}
