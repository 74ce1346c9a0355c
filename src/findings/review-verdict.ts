import { appendAudit } from '#src/audit/append-audit.ts';
import type { VerdictKind } from '#src/judging/judges/judge.ts';
import { readRuling } from '#src/judging/read-ruling.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { NewEvent, NewTenantEvent } from '#src/platform/events.ts';
import { newId, notFound, parseId } from '#src/platform/ids.ts';
import { storableText } from '#src/platform/storable.ts';
import { countReview } from './count-review.ts';
import { draftFindings } from './finding-draft.ts';
import { findingEvents } from './finding-events.ts';
import { recordFindings } from './record-findings.ts';
import { batchOf } from './record-steps.ts';
import { restoreWithdrawn, type Sighting, withdrawSighting } from './withdraw-sighting.ts';

/** The verdict as it counts now, and whether it waits for a person. */
export type Judged = { verdict: VerdictKind; needsReview: boolean };
export type Decision = { decision: 'confirm' | 'overturn'; to: VerdictKind; reason: string | null };
export type Reviewed = { id: string; attemptId: string; scanId: string; findingId: string | null; cursor: string };

type Row = Sighting & Judged & { judgedAt: Date };

/**
 * Puts a person's decision beside the ruling of an attempt, in one transaction: the review, the verdict that counts, the counts of the
 * scan, its findings, the audit row, and events while the scan has not ended. The ruling itself stays as it was.
 *
 * @throws DomainError `not_found`, `attempt_not_judged`, and whatever `decide` throws
 */
export async function reviewVerdict(
  ctx: Ctx,
  attemptId: string,
  decide: (judged: Judged) => Decision,
): Promise<Reviewed> {
  const { tenantId } = ctx.actor;
  const reviewed = await ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, tenantId, parseId('attempt', attemptId));
    const decided = decide(row);
    const id = await writeReview(tx, ctx, row, decided);
    const { findingId, found, events } = await settleFinding(tx, ctx, row, decided);
    const sequence = await countReview(
      ctx,
      tx,
      row,
      { from: row.verdict, to: decided.to, wasQueued: row.needsReview, found },
      events,
    );
    await appendAudit(tx, ctx.actor, {
      action: decided.decision === 'confirm' ? 'verdict.confirmed' : 'verdict.overturned',
      subjectKind: 'attempt',
      subjectId: row.attemptId,
      event: [reviewEvent(row), ...(await findingEvents(tx, tenantId, 'changed', findingId ? [findingId] : []))],
      detail: { before: { verdict: row.verdict }, after: { verdict: decided.to }, reviewId: id },
    });
    const cursor = ctx.events.cursorAt(row.scanId, sequence);
    return { id, attemptId: row.attemptId, scanId: row.scanId, findingId, cursor };
  });
  ctx.events.committed({ tenantId, scanId: reviewed.scanId });
  return reviewed;
}

function reviewEvent({ attemptId, targetId, scanId, needsReview }: Row): NewTenantEvent {
  const action = needsReview ? 'settled' : 'decided';
  return { kind: 'review', action, subjectId: attemptId, targetId, scanId, body: { attemptIds: [attemptId] } };
}

async function lockAttempt(tx: Sql, tenantId: string, attemptId: string): Promise<Row> {
  // A scan that has ended is locked before its rows, as its deletion does; one that runs after them, as its judging does.
  await tx.query(
    `select 1 from scans where tenant_id = $1 and id = (select scan_id from attempts where tenant_id = $1 and id = $2)
       and status in ('completed', 'failed', 'cancelled') for no key update`,
    [tenantId, attemptId],
  );
  // Two statements: the second sees what whoever held the lock before has written.
  const locked = await tx.query('select 1 from attempts where tenant_id = $1 and id = $2 for no key update', [
    tenantId,
    attemptId,
  ]);
  if (locked.length === 0) throw notFound('attempt');
  const [row] = await tx.query<Row>(
    `select a.tenant_id as "tenantId", a.id as "attemptId", a.scan_id as "scanId", a.probe_id as "probeId", s.target_id as "targetId", a.verdict,
       a.judged_at as "judgedAt", v.needs_review as "needsReview"
     from attempts a join scans s on s.tenant_id = a.tenant_id and s.id = a.scan_id join verdicts v on v.tenant_id = a.tenant_id and v.attempt_id = a.id
     where a.tenant_id = $1 and a.id = $2 and a.state = 'judged'`,
    [tenantId, attemptId],
  );
  if (row) return row;
  throw new DomainError('attempt_not_judged', 'This attempt has no verdict yet.');
}

async function writeReview(tx: Sql, { actor }: Ctx, row: Row, decided: Decision): Promise<string> {
  const id = newId();
  const reason = decided.reason === null ? null : storableText(decided.reason);
  await tx.query(
    `with reviewed as (update attempts set verdict = $6, confidence = 1 where tenant_id = $1 and id = $3),
       done as (update verdicts set needs_review = false where tenant_id = $1 and attempt_id = $3)
     insert into reviews (tenant_id, id, attempt_id, decision, verdict_before, verdict_after, reason, was_queued, actor_token_id, actor_user_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.tenantId,
      id,
      row.attemptId,
      decided.decision,
      row.verdict,
      decided.to,
      reason,
      row.needsReview,
      actor.tokenId,
      actor.userId,
    ],
  );
  return id;
}

type Settled = {
  findingId: string | null /** Findings that the scan has more, or less. */;
  found: number;
  events: NewEvent[];
};
const NOTHING: Settled = { findingId: null, found: 0, events: [] };

/** A verdict counts towards a finding when it is `vulnerable` and waits for nobody. */
async function settleFinding(tx: Sql, ctx: Ctx, row: Row, decided: Decision): Promise<Settled> {
  const counted = row.verdict === 'vulnerable' && !row.needsReview;
  const counts = decided.to === 'vulnerable';
  if (counted === counts) return NOTHING;
  const batch = batchOf(ctx.actor, { scanId: row.scanId });
  if (counted) {
    const withdrawn = await withdrawSighting(tx, batch, row, decided.reason ?? '');
    return withdrawn ? { findingId: withdrawn.findingId, found: withdrawn.gone ? -1 : 0, events: [] } : NOTHING;
  }
  const review = { reason: decided.reason };
  const ruling = await readRuling(tx, row, { kind: 'vulnerable', confidence: 1, review });
  const events = await recordFindings(tx, row, row.targetId, draftFindings([ruling]), row.judgedAt);
  return { findingId: await restoreWithdrawn(tx, batch, row), found: events.length, events };
}
