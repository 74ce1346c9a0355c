import { type Frame, type Outlet, withExtensions } from './frame.ts';
import type { Operation } from './operation.ts';
import type { Stream } from './stream.ts';

/** One subscriber: a place in a stream and an outlet. It holds no results, however slow it is. */
export class Reader {
  readonly operation: Operation;
  outlet: Outlet;
  readonly #onEnd: (error: unknown) => void;
  /** The stream that it reads; null while another is opened for it, and when it has ended. */
  stream: Stream | null = null;
  /** The number of the frame in `stream` that it gets next. */
  position = 0;
  /** The place after the last frame that it got. */
  cursor: string | null;
  /** What goes with the first result. */
  #extensions: object | null;
  #ended = false;

  /** `onEnd` is called once: with null after the last result, with the error when the source failed. */
  constructor(operation: Operation, outlet: Outlet, onEnd: (error: unknown) => void) {
    this.operation = operation;
    this.outlet = outlet;
    this.cursor = operation.after;
    this.#extensions = operation.extensions;
    this.#onEnd = onEnd;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Hands on what fits. */
  take(frames: readonly Frame[], from: number): void {
    if (from >= frames.length) return;
    const first = this.#extensions ? this.#takeFirst(frames[from]!, this.#extensions) : 0;
    if (this.#extensions || from + first >= frames.length) return;
    const taken = this.outlet.offer(frames, from + first);
    if (taken > 0) this.#has(taken, frames[from + first + taken - 1]!);
  }

  #takeFirst(frame: Frame, extensions: object): number {
    const taken = this.outlet.offer([withExtensions(frame, extensions)], 0);
    if (taken === 0) return 0;
    this.#extensions = null;
    this.#has(1, frame);
    return 1;
  }

  #has(taken: number, last: Frame): void {
    this.position += taken;
    this.cursor = last.cursor;
  }

  /** The subscriber has gone: nothing more is sent. */
  leave(): void {
    this.#ended = true;
    this.stream?.detach(this);
  }

  end(error: unknown): void {
    if (this.#ended) return;
    this.leave();
    this.#onEnd(error);
  }
}
