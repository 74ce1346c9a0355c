import type { Frame } from './frame.ts';
import type { Delivery } from './shape.ts';

/** What a stream keeps for those who come a little late: so many frames, and so many bytes. */
const KEPT: Record<Delivery, number> = { log: 256, live: 256, latest: 1, own: 1 };
const KEPT_BYTES = 256 * 1024;

/** The last frames of a stream, numbered from 0 on, and the cursors by which one can begin among them. */
export class Ring {
  readonly frames: Frame[] = [];
  readonly #limit: number;
  readonly #places = new Map<string | null, number>();
  /** The place before each frame, so that a place goes when the frame behind it does. */
  readonly #before: (string | null)[] = [];
  /** The number of the first frame that is still here. */
  first = 0;
  /** The place after the last frame. */
  last: string | null;
  #bytes = 0;

  constructor(delivery: Delivery, after: string | null) {
    this.#limit = KEPT[delivery];
    this.last = after;
    this.#places.set(after, 0);
  }

  /** The number that the next frame will have. */
  get end(): number {
    return this.first + this.frames.length;
  }

  /** The number of the frame that follows on this cursor, when it is here or the next to come. */
  place(cursor: string | null): number | undefined {
    return this.#places.get(cursor);
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    this.#before.push(this.last);
    this.#bytes += frame.payload.length;
    this.last = frame.cursor;
    this.#places.set(frame.cursor, this.end);
  }

  /** Lets go of frames beyond what is kept, but of none with a number from `needed` on. */
  trim(needed: number): void {
    while (this.first < needed && (this.frames.length > this.#limit || this.#bytes > KEPT_BYTES)) {
      this.#bytes -= this.frames.shift()!.payload.length;
      const before = this.#before.shift()!;
      if (this.#places.get(before) === this.first) this.#places.delete(before);
      this.first += 1;
    }
  }
}
