import { expireEvents } from '#src/access/expire-events.ts';
import type { App } from '#src/platform/context.ts';
import { openReportWriters } from '#src/reports/apart/report-writers.ts';
import { expireReports } from '#src/reports/expire-reports.ts';
import { REPORT_JOBS, writeReportJob } from '#src/reports/jobs.ts';
import { sweepReports } from '#src/reports/sweep-reports.ts';
import { finishScanJob, judgeAttemptsJob, planScanJob, SCAN_JOBS, sendAttemptsJob } from '#src/scans/jobs.ts';
import { runDueSchedules } from '#src/schedules/run-due-schedules.ts';
import { deliverWebhookJob, WEBHOOK_JOBS } from '#src/webhooks/jobs.ts';
import { sweepWebhooks } from '#src/webhooks/sweep-webhooks.ts';
import { sendAttempts } from './attempts.ts';
import { chores } from './chores.ts';
import { finish } from './finish.ts';
import { judgeAttempts } from './judge.ts';
import { plan } from './plan.ts';
import { repeat } from './repeat.ts';
import { report } from './report.ts';
import { startSweep } from './sweep.ts';
import { deliverWebhook } from './webhooks.ts';

/** Slots that a lane has on most targets: from it follows how many lanes a process works at once. */
const SLOTS_PER_LANE = 8;
/** Webhooks that a process serves at once. */
const WEBHOOK_LANES = 4;
/** Reports that a process writes at once. */
const REPORTS_AT_ONCE = 2;

/** Every job that this process can run. `openApp` makes their queues. */
export const JOBS = [...SCAN_JOBS, ...WEBHOOK_JOBS, ...REPORT_JOBS] as const;

/** Takes jobs until it is stopped. Stopping aborts what is under way: a lane gives its attempts back, and others go on. */
export async function startWorker(app: App): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const until = (signal: AbortSignal) => AbortSignal.any([signal, stop.signal]);
  const lanes = Math.max(2, Math.ceil(app.config.workerConcurrency / SLOTS_PER_LANE));
  await using running = new AsyncDisposableStack();
  const writers = running.use(openReportWriters());
  running.defer(async () => {
    stop.abort();
    await app.queue.stop(10_000);
  });
  await app.queue.consume(planScanJob, 2, (job) => plan(app, job));
  await app.queue.consume(sendAttemptsJob, lanes, (job, signal) => sendAttempts(app, job, until(signal)));
  await app.queue.consume(judgeAttemptsJob, lanes, (job, signal) => judgeAttempts(app, job, until(signal)));
  await app.queue.consume(finishScanJob, 2, (job) => finish(app, job));
  await app.queue.consume(deliverWebhookJob, WEBHOOK_LANES, (job, signal) => deliverWebhook(app, job, until(signal)));
  await app.queue.consume(writeReportJob, REPORTS_AT_ONCE, (job, signal) => report(app, writers, job, until(signal)));
  running.use(startSweep(app));
  running.use(repeat(app, 'webhooks', 1000, sweepWebhooks));
  running.use(repeat(app, 'reports', 2000, sweepReports));
  running.use(repeat(app, 'expired reports', 60_000, expireReports));
  running.use(repeat(app, 'schedules', 1000, runDueSchedules));
  running.use(repeat(app, 'chores', 60_000, chores));
  running.use(repeat(app, 'event retention', 3_600_000, expireEvents));
  const owned = running.move();
  return { [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
