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
  spend: SpendBody;
};
/** `underWay` is how many attempts have been sent whose answers are not stored yet. */
export type ProgressBody = { counts: ScanCounts; spend: SpendBody; underWay: number };
export type SpendBody = {
  calls: number;
  tokens: number;
  usd: number;
  judgeCalls: number;
  judgeTokens: number;
  judgeUsd: number;
};
/** One event for each group commit of answers: never a row for each attempt. */
export type AnsweredBody = { attempts: { id: string; failure: string | null }[] };
/** One event for each group commit of verdicts, with the opinions that they rest on. Reasons and quotes stand with the attempt. */
export type JudgedBody = {
  verdicts: {
    attemptId: string;
    verdict: string;
    confidence: number;
    basis: string;
    needsReview: boolean;
    opinions: { judge: string; engine: string; verdict: string; confidence: number }[];
  }[];
};
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

export type ScanState = StatusBody & { targetId: string; underWay: number };

const COLUMNS = `target_id as "targetId", status, reason_code as "reasonCode", reason, partial, planned, not_applicable as "notApplicable", answered, failed,
  judged, vulnerable, resistant, inconclusive, finding_count as findings, needs_review as "needsReview", last_sequence as sequence,
  jsonb_build_object('calls', spent_calls, 'tokens', spent_tokens, 'usd', spent_usd, 'judgeCalls', judge_calls, 'judgeTokens', judge_tokens, 'judgeUsd', judge_usd) as spend,
  (select count(*)::int from attempts a where a.tenant_id = scans.tenant_id and a.scan_id = scans.id and a.state = 'claimed') as "underWay"`;

/** The scan's row as an event says it, in the caller's transaction. */
export async function readState(tx: Sql, scope: LogScope): Promise<ScanState> {
  const found = await findState(tx, scope);
  if (!found) throw new Error(`scan ${scope.scanId} is gone`);
  return found.state;
}

/** The same, with the number of the event at which it is true; null when there is no such scan. */
export async function findState(sql: Sql, scope: LogScope): Promise<{ state: ScanState; sequence: bigint } | null> {
  const [row] = await sql.query<Omit<ScanState, 'counts'> & ScanCounts & { sequence: bigint }>(
    `select ${COLUMNS} from scans where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.scanId],
  );
  if (!row) return null;
  const { targetId, status, reasonCode, reason, partial, spend, underWay, sequence, ...counts } = row;
  return { state: { targetId, status, reasonCode, reason, partial, counts, spend, underWay }, sequence };
}

export function statusEvent(state: ScanState): NewEvent {
  const { targetId: _, underWay: __, ...body } = state;
  const { status, reasonCode, partial, counts } = state;
  return { type: 'status', body, tenant: { kind: 'scan', action: status, body: { reasonCode, partial, counts } } };
}

export function progressEvent({ counts, spend, underWay }: ScanState): NewEvent {
  return { type: 'progress', body: { counts, spend, underWay } satisfies ProgressBody };
}

/** At most one progress event in this many milliseconds, over all workers: the row remembers the last one. */
const PROGRESS_INTERVAL_MS = 100;

/** Appends what happened in one transaction, then progress if one is due, in one go. */
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
  const progress = due.length > 0 ? [progressEvent(await readState(tx, scope))] : [];
  if (more.length + progress.length > 0) await events.append(tx, scope, [...more, ...progress]);
}
