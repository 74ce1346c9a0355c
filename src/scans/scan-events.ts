import type { Sql } from '#src/platform/database.ts';
import type { EventLog, LogScope, NewEvent } from '#src/platform/events.ts';
import type { ScanCounts, ScanStatus } from './scan.ts';

/** The bodies of a scan's events, as they stand in the log. They hold what a follower needs, so that a replay says what was true then. */
export type StatusBody = {
  status: ScanStatus;
  reasonCode: string | null;
  reason: string | null;
  partial: boolean;
  counts: ScanCounts;
};
export type ProgressBody = { counts: ScanCounts };
export type FindingBody = {
  findingId: string;
  probeId: string;
  title: string;
  severity: string;
  risks: string[];
  confidence: number;
  evidenceLine: string;
  /** Seen for the first time in any scan of the target. */
  isNew: boolean;
  /** Was resolved, and is back. */
  regressed: boolean;
};

export type ScanState = StatusBody & { targetId: string };

const COLUMNS = `target_id as "targetId", status, reason_code as "reasonCode", reason, partial, planned, not_applicable as "notApplicable", answered, failed,
  judged, vulnerable, resistant, inconclusive, finding_count as findings, needs_review as "needsReview"`;

/** The scan's row as an event says it, in the caller's transaction. */
export async function readState(tx: Sql, scope: LogScope): Promise<ScanState> {
  const [row] = await tx.query<Omit<ScanState, 'counts'> & ScanCounts>(
    `select ${COLUMNS} from scans where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.scanId],
  );
  if (!row) throw new Error(`scan ${scope.scanId} is gone`);
  const { targetId, status, reasonCode, reason, partial, ...counts } = row;
  return { targetId, status, reasonCode, reason, partial, counts };
}

export function statusEvent(state: ScanState): NewEvent {
  const { targetId: _, ...body } = state;
  return { type: 'status', body };
}

/** At most one progress event in this many milliseconds, over all workers: the row remembers the last one. */
const PROGRESS_INTERVAL_MS = 100;

/** Appends what happened in one transaction: findings, then progress if one is due, in one go. */
export async function appendProgress(
  events: EventLog,
  tx: Sql,
  scope: LogScope,
  more: readonly NewEvent[] = [],
): Promise<void> {
  const due = await tx.query(
    `update scans set progress_at = clock_timestamp() where tenant_id = $1 and id = $2
       and (progress_at is null or progress_at < clock_timestamp() - $3 * interval '1 millisecond') returning 1`,
    [scope.tenantId, scope.scanId, PROGRESS_INTERVAL_MS],
  );
  const progress: NewEvent[] =
    due.length > 0 ? [{ type: 'progress', body: { counts: (await readState(tx, scope)).counts } }] : [];
  if (more.length + progress.length > 0) await events.append(tx, scope, [...more, ...progress]);
}
