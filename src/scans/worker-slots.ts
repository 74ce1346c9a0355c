import type { App } from '#src/platform/context.ts';

const used = new WeakMap<App, { count: number }>();

/** Requests that this process has under way, over all scans. Bounded by WORKER_CONCURRENCY, beside every target's own limits. */
export function workerSlots(app: App): { take(): boolean; release(): void } {
  const state = used.get(app) ?? { count: 0 };
  used.set(app, state);
  return {
    take() {
      if (state.count >= app.config.workerConcurrency) return false;
      state.count += 1;
      return true;
    },
    release() {
      state.count -= 1;
    },
  };
}
