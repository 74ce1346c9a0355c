import type { App } from '#src/platform/context.ts';
import { sweepScans } from '#src/scans/sweep-scans.ts';

const INTERVAL_MS = 2000;

/** Runs the sweep now and every two seconds, never two at once in this process. */
export function startSweep(app: App): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const run = () => {
    if (busy) return;
    busy = true;
    running = sweepScans(app)
      .catch((error: Error) => app.log.warn({ err: error.message }, 'sweep failed, trying again'))
      .finally(() => {
        busy = false;
      });
  };
  run();
  const timer = setInterval(run, INTERVAL_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
