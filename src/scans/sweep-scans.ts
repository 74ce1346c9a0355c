import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { chargeLost } from './budget.ts';
import { endGivenUp } from './give-up.ts';
import { finishScanJob, planScanJob } from './jobs.ts';
import { releaseAttempts } from './lane.ts';
import { openJudgeLanes, openLanes } from './plan-scan.ts';

type Due = {
  tenant_id: string;
  id: string;
  status: string;
  concurrency: number;
  planned: boolean;
  answered: boolean;
  complete: boolean;
};

/**
 * Puts every scan that stands still back on its way: frees what dead lanes held, and queues again what has no job. Each worker runs it
 * every two seconds, one at a time; all that it queues is safe to run twice. With this, a killed worker, a lost job or a restart of
 * everything costs seconds and nothing else.
 */
export async function sweepScans(app: App): Promise<void> {
  await app.system.transaction(async (tx) => {
    const [lock] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(7302) as mine');
    if (!lock?.mine) return;
    const dead = await tx.query<{ tenantId: string; scanId: string }>(
      'delete from lanes where lease_until < now() returning tenant_id as "tenantId", scan_id as "scanId"',
    );
    // Before the look at what stands still: what comes back to the plan now is missing a lane now.
    for (const scope of dead) await release(app, tx, scope);
    for (const scan of await standing(tx)) await restart(app, tx, scan);
  });
}

/** Scans before their end, with what there is to do in each and too few live lanes doing it. */
function standing(tx: Sql): Promise<Due[]> {
  return tx.query<Due>(
    `select s.tenant_id, s.id, s.status, coalesce((t.config->>'concurrency')::int, 1) as concurrency,
       l.slots < coalesce((t.config->>'concurrency')::int, 1)
         and exists (select 1 from attempts a where a.tenant_id = s.tenant_id and a.scan_id = s.id and (a.state = 'planned' or a.state = 'claimed' and l.slots = 0)) as planned,
       l.judges = 0 and exists (select 1 from attempts a where a.tenant_id = s.tenant_id and a.scan_id = s.id and a.state in ('answered', 'judging')) as answered,
       s.judged >= s.planned as complete
     from scans s join targets t on t.tenant_id = s.tenant_id and t.id = s.target_id
       cross join lateral (select coalesce(sum(slots) filter (where stage = 'send'), 0)::int as slots, count(*) filter (where stage = 'judge')::int as judges
         from lanes l where l.tenant_id = s.tenant_id and l.scan_id = s.id) l
     where s.status in ('running', 'judging') or (s.status = 'queued' and s.created_at < now() - interval '5 seconds')`,
  );
}

async function release(app: App, tx: Sql, scope: LogScope): Promise<void> {
  await chargeLost(tx, scope);
  await releaseAttempts(tx, scope);
  await endGivenUp(app, tx, scope);
}

async function restart(app: App, tx: Sql, scan: Due): Promise<void> {
  const scope = { tenantId: scan.tenant_id, scanId: scan.id };
  if (scan.status === 'queued') return app.queue.enqueue(planScanJob, scope, tx);
  await release(app, tx, scope);
  if (scan.status === 'running' && scan.planned) return openLanes(app, tx, scope, scan.concurrency);
  if (scan.status === 'judging' && scan.complete) return app.queue.enqueue(finishScanJob, scope, tx);
  if (scan.answered) await openJudgeLanes(app, tx, scope);
}
