import { appendAudit } from '#src/audit/append-audit.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { beginScan } from '#src/scans/begin-scan.ts';
import { countMissed, nextRun } from './schedule-times.ts';

const AT_ONCE = 100;

type Due = {
  tenantId: string;
  id: string;
  targetId: string;
  cron: string;
  timeZone: string;
  probeIds: string[];
  repeats: number;
  dueAt: Date;
  busy: boolean;
};

/** Another worker has acted on this due time, or somebody has changed the schedule: thrown to roll back, never shown. */
class Moved extends Error {}

/**
 * Starts the scans that are due. The schedule moves on in the transaction that makes the scan, and only from the due time that was seen: however many
 * workers look, and wherever one is killed, a due time starts one scan. After an outage a schedule runs once, and the due times that passed
 * meanwhile are counted as missed. Nothing is started while the last scan of the schedule is still under way.
 */
export async function runDueSchedules(app: App): Promise<void> {
  const due = await app.system.query<Due>(
    `select s.tenant_id as "tenantId", s.id, s.target_id as "targetId", s.cron, s.time_zone as "timeZone", s.probe_ids as "probeIds", s.repeats,
       s.next_run_at as "dueAt", exists (select 1 from scans n where n.tenant_id = s.tenant_id and n.id = s.last_scan_id
         and n.status in ('queued', 'running', 'judging')) as busy
     from schedules s where s.enabled and s.next_run_at <= now() order by s.next_run_at limit $1`,
    [AT_ONCE],
  );
  for (const schedule of due) {
    await run(app, schedule).catch((error: Error) => {
      // One that cannot be run now, as the database says, keeps nobody else waiting and is due again at the next look.
      if (!(error instanceof Moved))
        app.log.error({ scheduleId: schedule.id, err: error }, 'a schedule could not be run');
    });
  }
}

async function run(app: App, due: Due): Promise<void> {
  const ctx = contextOf(app, due);
  if (due.busy) {
    return moveOn(ctx, due, { code: 'scan_busy', text: 'The last scan of this schedule was still under way.' });
  }
  const origin = { scheduleId: due.id, dueAt: due.dueAt.toISOString() };
  try {
    await beginScan(ctx, { operation: 'runSchedule', input: origin }, async () => ({
      targetId: due.targetId,
      probeIds: due.probeIds,
      repeats: due.repeats,
      origin,
      within: (tx, scanId) => advance(app, tx, due, { scanId }),
    }));
  } catch (error) {
    // A queue that refuses leaves a failed scan, and the schedule has moved on with it.
    if (!isDomainError(error) || error.code === 'enqueue_failed') throw error;
    await moveOn(ctx, due, { code: error.code, text: error.message });
  }
}

/** The schedule itself acts: nobody's token, and the one scope that it needs. */
function contextOf(app: App, due: Due): Ctx {
  return {
    ...forTenant(app, due.tenantId),
    actor: {
      tenantId: due.tenantId,
      tokenId: null,
      sessionId: null,
      userId: null,
      scheduleId: due.id,
      scopes: new Set(['scans:write']),
      requestId: `schedule-${due.id}`,
    },
  };
}

type Problem = { code: string; text: string };

/** Nothing was started: says why, in the schedule and in the audit log. */
async function moveOn(ctx: Ctx, due: Due, problem: Problem): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await advance(ctx, tx, due, { problem });
    await appendAudit(tx, ctx.actor, {
      action: 'schedule.not_started',
      subjectKind: 'schedule',
      subjectId: due.id,
      result: 'failure',
      detail: { dueAt: due.dueAt.toISOString(), code: problem.code },
    });
  });
}

async function advance(app: App, tx: Sql, due: Due, outcome: { scanId?: string; problem?: Problem }): Promise<void> {
  // Never before the due time, whatever the clocks of two machines say: it would be due again.
  const now = new Date(Math.max(app.clock.now(), due.dueAt.getTime()));
  const missed = countMissed(due, due.dueAt, now);
  const rows = await tx.query(
    `update schedules set next_run_at = $4, last_due_at = $3, last_missed = $5::int, missed_total = least(missed_total::bigint + $5::int, 2000000000)::int,
       last_run_at = case when $6::uuid is null then last_run_at else now() end, last_scan_id = coalesce($6::uuid, last_scan_id),
       last_problem = $7, last_problem_text = $8
     where tenant_id = $1 and id = $2 and enabled and next_run_at = $3 returning 1`,
    [
      due.tenantId,
      due.id,
      due.dueAt,
      nextRun(due, now),
      missed,
      outcome.scanId ?? null,
      outcome.problem?.code ?? null,
      outcome.problem?.text ?? null,
    ],
  );
  if (rows.length === 0) throw new Moved();
}
