import type { App } from '#src/platform/context.ts';
import { finishScanJob, judgeAttemptsJob, planScanJob, SCAN_JOBS, sendAttemptsJob } from '#src/scans/jobs.ts';
import { sendAttempts } from './attempts.ts';
import { finish } from './finish.ts';
import { judgeAttempts } from './judge.ts';
import { plan } from './plan.ts';
import { startSweep } from './sweep.ts';

/** Slots that a lane has on most targets: from it follows how many lanes a process works at once. */
const SLOTS_PER_LANE = 8;

/** Every job that this process can run. `openApp` makes their queues. */
export const JOBS = SCAN_JOBS;

/** Takes jobs until it is stopped. Stopping aborts what is under way: a lane gives its attempts back, and others go on. */
export async function startWorker(app: App): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const until = (signal: AbortSignal) => AbortSignal.any([signal, stop.signal]);
  const lanes = Math.max(2, Math.ceil(app.config.workerConcurrency / SLOTS_PER_LANE));
  await app.queue.consume(planScanJob, 2, (job) => plan(app, job));
  await app.queue.consume(sendAttemptsJob, lanes, (job, signal) => sendAttempts(app, job, until(signal)));
  await app.queue.consume(judgeAttemptsJob, lanes, (job, signal) => judgeAttempts(app, job, until(signal)));
  await app.queue.consume(finishScanJob, 2, (job) => finish(app, job));
  const sweep = startSweep(app);
  return {
    async [Symbol.asyncDispose]() {
      await sweep[Symbol.asyncDispose]();
      stop.abort();
      await app.queue.stop(10_000);
    },
  };
}
