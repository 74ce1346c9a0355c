import type { App } from '#src/platform/context.ts';

/** Requests that this process has under way, over all scans. Bounded by WORKER_CONCURRENCY, beside every target's own limits. */
export type WorkerSlots = {
  /** Takes up to `want` slots, and says how many it got. */
  take(want: number): number;
  release(count: number): void;
};

/** By process: each tenant's view of it has the same system beneath. */
const used = new WeakMap<App['system'], { count: number }>();

export function workerSlots(app: App): WorkerSlots {
  const state = used.get(app.system) ?? { count: 0 };
  used.set(app.system, state);
  return {
    take(want) {
      const got = Math.max(0, Math.min(want, app.config.workerConcurrency - state.count));
      state.count += got;
      return got;
    },
    release(count) {
      state.count -= count;
    },
  };
}
