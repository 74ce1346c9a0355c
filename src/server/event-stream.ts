import { Readable } from 'node:stream';
import type { Ctx } from '#src/platform/context.ts';
import { errorScopeOf } from './error-scope.ts';
import { publicError } from './public-error.ts';
import type { Frame, Outlet } from './subscriptions/frame.ts';
import type { Subscription } from './subscriptions/subscription.ts';

const PING_MS = 12_000;
const PING = ':\n\n';
const BUFFER = 32 * 1024;
/** An `EventSource` comes back after a time between these two, so that many that were cut off together do not come back together. */
const RETRY_MS = { least: 500, most: 2000 };

/** The results of a subscription as the body of an answer. When the body is destroyed the subscription ends. */
export function eventStreamOf(subscription: Subscription, ctx: Ctx): Readable {
  const events = new EventStream();
  events.once('close', () => void subscription.return());
  subscription
    .to(events)
    .delivered()
    .catch((error) => events.tell({ errors: [publicError(error, errorScopeOf(ctx, 'http')).toJSON()] }))
    .finally(() => events.complete());
  return events;
}

/**
 * Server-sent events in the distinct connections mode of graphql-sse: `next` for each result, `complete` at the end. The `id` of an event is
 * its cursor, so that an `EventSource` that connects again goes on where it was.
 */
class EventStream extends Readable implements Outlet {
  readonly #timer: NodeJS.Timeout;
  #waiting: (() => void) | null = null;
  #stuck = 0;

  constructor() {
    super({ highWaterMark: BUFFER });
    const retry = Math.round(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
    // Something at once: some readers wait for the first byte before they believe in the stream.
    this.push(`retry: ${retry}\n:\n\n`);
    this.#timer = setInterval(() => this.#ping(), PING_MS);
    this.#timer.unref();
    this.once('close', () => clearInterval(this.#timer));
  }

  offer(frames: readonly Frame[], from: number): number {
    let next = from;
    while (next < frames.length && this.ready()) {
      this.push(eventOf(frames[next]!));
      next += 1;
    }
    return next - from;
  }

  ready(): boolean {
    return this.readableLength < BUFFER && !this.destroyed;
  }

  whenReady(resume: () => void): void {
    this.#waiting = resume;
  }

  /** A result that is nobody else's: why the source failed. */
  tell(result: object): void {
    if (!this.destroyed) this.push(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  }

  complete(): void {
    if (this.destroyed) return;
    this.push('event: complete\ndata:\n\n');
    this.push(null);
  }

  override _read(): void {
    this.#stuck = 0;
    const resume = this.#waiting;
    this.#waiting = null;
    resume?.();
  }

  /** A reader that has taken nothing from one ping to the next but one is gone. */
  #ping(): void {
    if (this.ready()) this.push(PING);
    else if (this.#stuck++ > 0) this.destroy();
  }
}

function eventOf(frame: Frame): Buffer {
  const id = frame.cursor === null ? '' : `id: ${frame.cursor}\n`;
  frame.event ??= Buffer.concat([Buffer.from(`${id}event: next\ndata: `), frame.payload, Buffer.from('\n\n')]);
  return frame.event;
}
