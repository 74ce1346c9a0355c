import { Readable } from 'node:stream';
import type { Log } from '#src/platform/log.ts';

const PING_MS = 12_000;
const BUFFER = 64 * 1024;

/**
 * Frames as the body of an answer of server-sent events, with a comment now and then, so that nobody on the way takes silence for an end. The
 * source is asked for more only as fast as the reader takes what there is; it is returned from when the reader goes.
 */
export function eventStream(frames: AsyncIterableIterator<string>, log: Log): Readable {
  let asking = false;
  const body = new Readable({
    highWaterMark: BUFFER,
    read() {
      if (asking) return;
      asking = true;
      push(body, frames).then(
        () => {
          asking = false;
        },
        (error: Error) => {
          log.debug({ err: error }, 'an event stream ended');
          body.destroy();
        },
      );
    },
  });
  body.push(':\n\n');
  const timer = setInterval(() => body.readableLength === 0 && body.push(':\n\n'), PING_MS);
  timer.unref();
  body.once('close', () => {
    clearInterval(timer);
    void frames.return?.();
  });
  return body;
}

/** Takes frames until the buffer is full or they end. */
async function push(body: Readable, frames: AsyncIterableIterator<string>): Promise<void> {
  for (;;) {
    const { done, value } = await frames.next();
    if (body.destroyed) return;
    if (done) return void body.push(null);
    if (!body.push(value)) return;
  }
}
