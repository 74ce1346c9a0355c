import type { App } from '#src/platform/context.ts';
import { seldom } from '#src/platform/seldom.ts';

/** Runs `work` now and every `intervalMs`, never two at once in this process. What it throws is logged, and it is tried again. */
export function repeat(
  app: App,
  name: string,
  intervalMs: number,
  work: (app: App) => Promise<unknown>,
): AsyncDisposable {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const failed = seldom((error, passedOver) =>
    app.log.warn({ err: error.message, work: name, passedOver }, 'regular work failed, trying again'),
  );
  const run = () => {
    if (busy) return;
    busy = true;
    running = work(app)
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  };
  run();
  const timer = setInterval(run, intervalMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
