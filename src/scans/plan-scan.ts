import type { App, TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { isDomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import { newId } from '#src/platform/ids.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { failQueuedScan } from './fail-scan.ts';
import { finishScanJob, judgeAttemptsJob, sendAttemptsJob } from './jobs.ts';
import { JUDGE_LANES, sendLanes } from './lane.ts';
import { type PlannedAttempt, planAttempts } from './plan-attempts.ts';
import { readState, statusEvent } from './scan-events.ts';

/** One statement inserts this many attempts. */
const CHUNK = 1000;

/** Which judges a scan uses, as fixed by its plan: name, engine, version. */
export type JudgeStamp = { judge: string; engine: string; version: string };

/**
 * Fixes the whole list of attempts in one transaction, before anything is sent, and opens the lanes. Run again, it changes nothing: the
 * scan is not queued any more. A scan that cannot be planned (its probes have left the library) ends as failed, with the reason.
 */
export async function planScan(app: TenantApp, scope: LogScope, judges: readonly JudgeStamp[]): Promise<void> {
  try {
    if (await planQueued(app, scope, judges)) app.events.committed(scope);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await failQueuedScan(app, { tenantId: scope.tenantId }, scope, { code: 'plan_failed', reason: error.message });
  }
}

function planQueued(app: TenantApp, scope: LogScope, judges: readonly JudgeStamp[]): Promise<boolean> {
  return app.db.transaction(async (tx) => {
    const [scan] = await tx.query<{ probe_ids: string[]; repeats: number; config: LlmConfig }>(
      `select s.probe_ids, s.repeats, t.config from scans s join targets t on t.tenant_id = s.tenant_id and t.id = s.target_id
       where s.tenant_id = $1 and s.id = $2 and s.status = 'queued' for no key update of s`,
      [scope.tenantId, scope.scanId],
    );
    if (!scan) return false;
    const plan = planAttempts(chosenProbes(scan.probe_ids), scan.config, scan.repeats);
    await insertAttempts(tx, scope, plan);
    await start(app, tx, scope, plan, judges);
    await openLanes(app, tx, scope, scan.config.concurrency);
    return true;
  });
}

async function insertAttempts(tx: Sql, scope: LogScope, plan: readonly PlannedAttempt[]): Promise<void> {
  for (let from = 0; from < plan.length; from += CHUNK) {
    const part = plan.slice(from, from + CHUNK);
    const column = <K extends keyof PlannedAttempt>(key: K) => part.map((attempt) => attempt[key]);
    await tx.query(
      `insert into attempts (tenant_id, scan_id, id, position, probe_id, probe_version, probe_hash, variant, repeat, calls, reserved_tokens, failure, state, failure_reason)
       select $1, $2, u.*, case when u.reason is null then 'planned' else 'not_applicable' end::attempt_state,
         case when u.reason is null then null else 'not_applicable' end
       from unnest($3::uuid[], $4::int[], $5::text[], $6::int[], $7::text[], $8::text[], $9::int[], $10::int[], $11::int[], $12::text[])
         as u(id, position, probe_id, probe_version, probe_hash, variant, repeat, calls, reserved_tokens, reason)`,
      [
        scope.tenantId,
        scope.scanId,
        part.map(() => newId()),
        part.map((_, i) => from + i),
        column('probeId'),
        column('probeVersion'),
        column('probeHash'),
        column('variant'),
        column('repeat'),
        column('calls'),
        column('reservedTokens').map(Math.ceil),
        column('notApplicable'),
      ],
    );
  }
}

async function start(
  app: TenantApp,
  tx: Sql,
  scope: LogScope,
  plan: readonly PlannedAttempt[],
  judges: readonly JudgeStamp[],
): Promise<void> {
  const applicable = plan.filter((attempt) => attempt.notApplicable === null).length;
  await tx.query(
    `update scans set status = 'running', started_at = now(), planned = $3, not_applicable = $4, judges = $5 where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.scanId, applicable, plan.length - applicable, JSON.stringify(judges)],
  );
  await app.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
  if (applicable > 0) return;
  await tx.query(`update scans set status = 'judging', judging_at = now() where tenant_id = $1 and id = $2`, [
    scope.tenantId,
    scope.scanId,
  ]);
  await app.events.append(tx, scope, [statusEvent(await readState(tx, scope))]);
  await app.queue.enqueue(finishScanJob, scope, tx);
}

/** Puts a job on the queue for each lane. What waits already is not doubled, and a lane that finds no work ends at once. */
export async function openLanes(app: App, tx: Sql, scope: LogScope, concurrency: number): Promise<void> {
  for (let lane = 0; lane < sendLanes(concurrency); lane += 1)
    await app.queue.enqueue(sendAttemptsJob, { ...scope, lane }, tx);
  await openJudgeLanes(app, tx, scope);
}

export async function openJudgeLanes(app: App, tx: Sql, scope: LogScope): Promise<void> {
  for (let lane = 0; lane < JUDGE_LANES; lane += 1) await app.queue.enqueue(judgeAttemptsJob, { ...scope, lane }, tx);
}
