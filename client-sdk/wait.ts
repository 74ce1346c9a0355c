import { aborted } from './errors.ts';

/** From a tenth of a second to five, with chance in it, so that clients that were cut off together do not come back together. */
export const backOff = (failures: number): number => Math.min(5000, 100 * 2 ** failures) * (0.5 + Math.random() / 2);

/** Waits, until `woken` at most. @throws TribunalError `aborted`, as soon as the signal says so */
export async function wait(ms: number, signal?: AbortSignal, woken?: Promise<void>): Promise<void> {
  if (signal?.aborted) throw aborted();
  const over = Promise.withResolvers<void>();
  const stop = () => over.reject(aborted());
  const timer = setTimeout(over.resolve, ms);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([over.promise, woken ?? over.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
