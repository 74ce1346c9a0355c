import type { App } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { sendAttemptsJob } from '#src/scans/jobs.ts';
import { runSendLane } from '#src/scans/send-lane.ts';

type Job = { tenantId: string; scanId: string; lane: number };

/** A lane whose slice is over queues again behind the others. */
export async function sendAttempts(app: App, job: Job, signal: AbortSignal): Promise<void> {
  const more = await runSendLane(forTenant(app, job.tenantId), { tenantId: job.tenantId, scanId: job.scanId }, signal);
  if (more) await app.queue.enqueue(sendAttemptsJob, job);
}
