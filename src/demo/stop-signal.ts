import type { DemoIo } from './demo-io.ts';

/** Ctrl-C as an abort signal. Further ones change nothing: cleaning up is on its way and takes a second or two. */
export function stopSignal(signals: NonNullable<DemoIo['signals']>): { signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const stop = () => controller.abort(new DemoStopped());
  signals.on('SIGINT', stop);
  signals.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      signals.off('SIGINT', stop);
      signals.off('SIGTERM', stop);
    },
  };
}

/** The user ended the demo. */
class DemoStopped extends Error {
  override readonly name = 'DemoStopped';
}

/** Resolves when the user ends the demo. */
export function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
