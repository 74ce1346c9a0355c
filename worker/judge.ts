import { runJudgeLane } from '#src/findings/judge-lane.ts';
import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { judgeAttemptsJob } from '#src/scans/jobs.ts';

type Job = { tenantId: string; scanId: string; lane: number };

/** A lane whose slice is over queues again behind the others. */
export async function judgeAttempts(app: App, job: Job, signal: AbortSignal): Promise<void> {
  const more = await runJudgeLane(forTenant(app, job.tenantId), { tenantId: job.tenantId, scanId: job.scanId }, signal);
  if (more) await app.queue.enqueue(judgeAttemptsJob, job);
}
