/**
 * The values of a generator that may wait for long. A generator that waits cannot be returned from: the call queues behind the wait. So
 * `return`, and the end of `outer`, end the signal that it was made with first.
 */
export function stoppable<Value>(
  make: (signal: AbortSignal) => AsyncGenerator<Value>,
  outer?: AbortSignal,
): AsyncIterableIterator<Value> {
  const stop = new AbortController();
  outer?.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
  if (outer?.aborted) stop.abort();
  const source = make(stop.signal);
  return {
    next: () => source.next(),
    return: (value) => {
      stop.abort();
      return source.return(value);
    },
    throw: (error) => {
      stop.abort();
      return source.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
