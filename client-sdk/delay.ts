import { TribunalError } from './errors.ts';

/**
 * Waits, or throws as soon as the signal says so.
 *
 * @throws TribunalError `aborted`
 */
export function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(aborted());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

export function aborted(): TribunalError {
  return new TribunalError({ code: 'aborted', message: 'It was ended by the signal that it was given.' });
}
