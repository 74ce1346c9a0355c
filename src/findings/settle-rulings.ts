import type { Ruling } from '#src/judging/ruling.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { storableJson, storableText } from '#src/platform/storable.ts';
import { advanceScan } from '#src/scans/advance-scan.ts';
import { ScanEnded, unlessEnded } from '#src/scans/scan-ended.ts';
import { appendProgress } from '#src/scans/scan-events.ts';
import { draftFindings } from './finding-draft.ts';
import { judgedEvent } from './judged-event.ts';
import { recordFindings } from './record-findings.ts';

/**
 * Settles what judging came to, in one transaction: opinions, verdicts, findings, counts, events, and the scan's next state when it
 * is due. A ruling on an attempt that another lane holds by now is passed over, so that nothing is counted twice.
 */
export async function settleRulings(
  app: TenantApp,
  scope: LogScope,
  targetId: string,
  rulings: readonly Ruling[],
): Promise<void> {
  const work = app.db.transaction(async (tx) => {
    const kept = await markJudged(tx, scope, rulings);
    if (kept.length === 0) return;
    await insertOpinions(tx, scope, kept);
    await insertVerdicts(tx, scope, kept);
    const found = await recordFindings(tx, scope, targetId, draftFindings(kept));
    await addCounts(tx, scope, kept, found.length);
    await appendProgress(app.events, tx, scope, [judgedEvent(kept), ...found]);
    await advanceScan(app, tx, scope);
  });
  if (!(await unlessEnded(work))) return;
  app.metrics.judged.inc(rulings.length);
  app.events.committed(scope);
}

async function markJudged(tx: Sql, scope: LogScope, rulings: readonly Ruling[]): Promise<Ruling[]> {
  const rows = await tx.query<{ id: string }>(
    `update attempts a set state = 'judged', verdict = u.kind::verdict_kind, confidence = u.confidence, judged_at = clock_timestamp()
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::float8[]) as u(id, lane_id, kind, confidence)
     where a.tenant_id = $1 and a.scan_id = $2 and a.id = u.id and a.lane_id = u.lane_id and a.state = 'judging' returning a.id`,
    [
      scope.tenantId,
      scope.scanId,
      rulings.map((r) => r.attemptId),
      rulings.map((r) => r.laneId),
      rulings.map((r) => r.kind),
      rulings.map((r) => r.confidence),
    ],
  );
  const ids = new Set(rows.map((row) => row.id));
  return rulings.filter((ruling) => ids.has(ruling.attemptId));
}

async function insertOpinions(tx: Sql, scope: LogScope, rulings: readonly Ruling[]): Promise<void> {
  const opinions = rulings.flatMap((ruling) =>
    ruling.opinions.map((opinion) => ({ attemptId: ruling.attemptId, ...opinion })),
  );
  if (opinions.length === 0) return;
  await tx.query(
    `insert into opinions (tenant_id, attempt_id, judge, engine, version, verdict, confidence, citations, rationale, failure, latency_ms, input_tokens, output_tokens, cost_usd)
     select $1, u.attempt_id, u.judge, u.engine, u.version, u.verdict::verdict_kind, u.confidence, u.citations, u.rationale, u.failure, u.latency_ms, u.input_tokens, u.output_tokens, u.cost_usd
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::jsonb[], $9::text[], $10::text[], $11::float8[], $12::int[], $13::int[], $14::numeric[])
       as u(attempt_id, judge, engine, version, verdict, confidence, citations, rationale, failure, latency_ms, input_tokens, output_tokens, cost_usd)`,
    [
      scope.tenantId,
      opinions.map((o) => o.attemptId),
      opinions.map((o) => o.judge),
      opinions.map((o) => o.engine),
      opinions.map((o) => o.version),
      opinions.map((o) => o.verdict),
      opinions.map((o) => o.confidence),
      opinions.map((o) => storableJson(o.citations)),
      opinions.map((o) => storableText(o.rationale)),
      opinions.map((o) => (o.failure === null ? null : storableText(o.failure))),
      opinions.map((o) => o.latencyMs),
      opinions.map((o) => o.inputTokens),
      opinions.map((o) => o.outputTokens),
      opinions.map((o) => o.costUsd),
    ],
  );
}

async function insertVerdicts(tx: Sql, scope: LogScope, rulings: readonly Ruling[]): Promise<void> {
  await tx.query(
    `insert into verdicts (tenant_id, scan_id, attempt_id, kind, confidence, basis, reasons, evidence, meta_engine, meta_version, needs_review)
     select $1, $2, u.id, u.kind::verdict_kind, u.confidence, u.basis::verdict_basis, u.reasons, u.evidence, u.engine, u.version, u.review
     from unnest($3::uuid[], $4::text[], $5::float8[], $6::text[], $7::jsonb[], $8::jsonb[], $9::text[], $10::text[], $11::bool[])
       as u(id, kind, confidence, basis, reasons, evidence, engine, version, review)`,
    [
      scope.tenantId,
      scope.scanId,
      rulings.map((r) => r.attemptId),
      rulings.map((r) => r.kind),
      rulings.map((r) => r.confidence),
      rulings.map((r) => r.basis),
      rulings.map((r) => storableJson(r.reasons)),
      rulings.map((r) => storableJson(r.evidence)),
      rulings.map((r) => r.meta?.engine ?? null),
      rulings.map((r) => r.meta?.version ?? null),
      rulings.map((r) => r.needsReview),
    ],
  );
}

async function addCounts(tx: Sql, scope: LogScope, rulings: readonly Ruling[], found: number): Promise<void> {
  const count = (kind: Ruling['kind']) => rulings.filter((ruling) => ruling.kind === kind).length;
  const calls = rulings.flatMap((r) => [
    ...r.opinions.filter((o) => o.engine !== 'deterministic'),
    ...(r.meta ? [r.meta] : []),
  ]);
  const counted = await tx.query(
    `update scans set judged = judged + $3, vulnerable = vulnerable + $4, resistant = resistant + $5, inconclusive = inconclusive + $6, needs_review = needs_review + $7,
       finding_count = finding_count + $8, judge_calls = judge_calls + $9, judge_tokens = judge_tokens + $10, judge_usd = judge_usd + $11::numeric
     where tenant_id = $1 and id = $2 and status in ('running', 'judging') returning 1`,
    [
      scope.tenantId,
      scope.scanId,
      rulings.length,
      count('vulnerable'),
      count('resistant'),
      count('inconclusive'),
      rulings.filter((r) => r.needsReview).length,
      found,
      calls.length,
      calls.reduce((sum, c) => sum + c.inputTokens + c.outputTokens, 0),
      calls.reduce((sum, c) => sum + (c.costUsd ?? 0), 0),
    ],
  );
  if (counted.length === 0) throw new ScanEnded();
}
