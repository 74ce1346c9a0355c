import type { Sql } from '#src/platform/database.ts';
import type { FindingStep, StatusValue } from './finding-change.ts';
import { fingerprintOf } from './finding-draft.ts';
import { loadStates } from './load-states.ts';
import type { Batch } from './record-steps.ts';
import { refreshLine } from './refresh-line.ts';
import { writeSteps } from './write-steps.ts';

/** An attempt of a scan that showed a weakness, or seemed to. */
export type Sighting = { tenantId: string; scanId: string; targetId: string; probeId: string; attemptId: string };

/** The finding that a sighting counts for, its row locked. */
async function findingOf(tx: Sql, seen: Sighting): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select id from findings where tenant_id = $1 and target_id = $2 and fingerprint = $3 for no key update',
    [seen.tenantId, seen.targetId, fingerprintOf(seen.probeId)],
  );
  return row?.id ?? null;
}

/**
 * Takes a sighting back in the caller's transaction. The evidence is kept and marked; a scan that saw nothing else of the finding has
 * not seen it. A finding that nothing shows any more is a false positive, for the reason given; one that only this sighting had
 * brought back is resolved again. Answers the finding, and whether the scan has one less.
 */
export async function withdrawSighting(
  tx: Sql,
  batch: Batch,
  seen: Sighting,
  reason: string,
): Promise<{ findingId: string; gone: boolean } | null> {
  const findingId = await findingOf(tx, seen);
  if (findingId === null) return null;
  await tx.query('update finding_evidence set withdrawn_at = now() where tenant_id = $1 and attempt_id = $2', [
    seen.tenantId,
    seen.attemptId,
  ]);
  const removed = await countDown(tx, seen, findingId);
  const left = removed === null ? 1 : await dateAnew(tx, seen, findingId);
  await refreshLine(tx, seen.tenantId, findingId);
  if (removed === null) return { findingId, gone: false };
  const [state] = await loadStates(tx, seen.tenantId, [findingId]);
  const after = afterWithdrawal(state!, { left, broughtBack: removed.regressed }, reason, new Date().toISOString());
  if (after) {
    const { status, reason: old, resolvedAt } = state!;
    const step: FindingStep = { findingId, kind: 'status', before: { status, reason: old, resolvedAt }, after, reason };
    await writeSteps(tx, batch, [step]);
  }
  return { findingId, gone: true };
}

/** What becomes of a finding's status when a scan turns out not to have seen it; null: it stays. Pure. */
function afterWithdrawal(
  state: Pick<StatusValue, 'status'>,
  { left, broughtBack }: { left: number; broughtBack: boolean },
  reason: string,
  now: string,
): StatusValue | null {
  if (left === 0)
    return state.status === 'false_positive' ? null : { status: 'false_positive', reason, resolvedAt: null };
  return broughtBack && state.status === 'open' ? { status: 'resolved', reason, resolvedAt: now } : null;
}

/** One attempt less for this scan. Answers the sighting's row where that was the last, and null where others are left. */
async function countDown(tx: Sql, seen: Sighting, findingId: string): Promise<{ regressed: boolean } | null> {
  const key = [seen.tenantId, findingId, seen.scanId];
  const [row] = await tx.query<{ attempts: number }>(
    'update occurrences set attempts = attempts - 1 where tenant_id = $1 and finding_id = $2 and scan_id = $3 returning attempts',
    key,
  );
  if (!row || row.attempts > 0) return null;
  const [removed] = await tx.query<{ regressed: boolean }>(
    'delete from occurrences where tenant_id = $1 and finding_id = $2 and scan_id = $3 returning regressed',
    key,
  );
  return removed!;
}

/** Where the scan was the first or the last to see the finding, another one is now. Answers how many sightings are left; with none, nothing is changed. */
async function dateAnew(tx: Sql, { tenantId, scanId }: Sighting, findingId: string): Promise<number> {
  const [row] = await tx.query<{ left: number }>(
    `with seen as (
       select count(*)::int as count, min(created_at) as first_at, max(created_at) as last_at, bool_or(regressed) as regressed,
         (array_agg(confidence order by created_at desc, scan_id desc))[1] as confidence,
         (array_agg(scan_id order by created_at, scan_id))[1] as first, (array_agg(scan_id order by created_at desc, scan_id desc))[1] as last
       from occurrences where tenant_id = $1 and finding_id = $2
     ), dated as (
       update findings f set regressed = s.regressed,
         confidence = case when f.last_scan_id = $3 then s.confidence else f.confidence end,
         first_scan_id = case when f.first_scan_id = $3 then s.first else f.first_scan_id end,
         first_seen_at = case when f.first_scan_id = $3 then s.first_at else f.first_seen_at end,
         last_scan_id = case when f.last_scan_id = $3 then s.last else f.last_scan_id end,
         last_seen_at = case when f.last_scan_id = $3 then s.last_at else f.last_seen_at end
       from seen s where f.tenant_id = $1 and f.id = $2 and s.count > 0
     ) select count as left from seen`,
    [tenantId, findingId, scanId],
  );
  return row!.left;
}

/** Opens a finding again that had become a false positive only because its last sighting was withdrawn, now that there is one again. */
export async function restoreWithdrawn(tx: Sql, batch: Batch, seen: Sighting): Promise<string | null> {
  const findingId = await findingOf(tx, seen);
  if (findingId === null) return null;
  const [row] = await tx.query<{ before: StatusValue; after: StatusValue; withdrawn: boolean }>(
    `select before, after, scan_id is not null and coalesce(actor_token_id, actor_user_id) is not null as withdrawn from finding_changes
     where tenant_id = $1 and finding_id = $2 and kind = 'status' order by number desc limit 1`,
    [seen.tenantId, findingId],
  );
  if (row?.withdrawn && row.after.status === 'false_positive') {
    const after: StatusValue = { status: 'open', reason: null, resolvedAt: null };
    await writeSteps(tx, batch, [{ findingId, kind: 'status', before: row.after, after, reason: null }]);
  }
  return findingId;
}
