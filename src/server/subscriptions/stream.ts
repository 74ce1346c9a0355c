import { DomainError } from '#src/platform/errors.ts';
import type { Reader } from './reader.ts';
import { Ring } from './ring.ts';
import type { Delivery } from './shape.ts';
import { AskedWho, type Source } from './source.ts';

/** What a stream tells those who keep the streams of a key. */
export type StreamOwner = {
  /** A frame was added, and the stream stands at `cursor`. */
  advanced(stream: Stream): void;
  /** Nobody can begin here any more. */
  over(stream: Stream): void;
  /** The reader has to go on elsewhere, from its cursor. */
  moveOn(reader: Reader): void;
};

/** So many messages are handed on before the event loop gets its turn, and so far a source may be ahead of its readers. */
const BURST = 2000;
const AHEAD = 64;
const AHEAD_BYTES = 128 * 1024;

type Ending = { kind: 'open' } | { kind: 'ended'; error: unknown } | { kind: 'moved' };

/**
 * One source, executed once for all of its readers. It goes at the pace of the fastest reader and waits when none is ready. A reader that
 * falls behind further than the ring reaches goes on from its own cursor elsewhere; it loses nothing and holds nobody up.
 */
export class Stream {
  readonly #source: Source;
  readonly #owner: StreamOwner;
  readonly #delivery: Delivery;
  readonly ring: Ring;
  readonly #readers = new Set<Reader>();
  /** Readers that have everything up to the last flush and take more. */
  readonly #ready = new Set<Reader>();
  #ending: Ending = { kind: 'open' };
  #pumping = false;
  #flushing = false;
  /** The number up to which ready readers have been served. */
  #flushed = 0;
  #bytesAhead = 0;

  constructor(source: Source, delivery: Delivery, after: string | null, owner: StreamOwner) {
    this.#source = source;
    this.#delivery = delivery;
    this.#owner = owner;
    this.ring = new Ring(delivery, after);
  }

  get size(): number {
    return this.#readers.size;
  }

  /** The number of the frame that a reader at this cursor gets next, when it can begin here. */
  placeOf(cursor: string | null): number | undefined {
    if (this.#ending.kind !== 'open') return undefined;
    if (this.#delivery === 'log') return this.ring.place(cursor);
    if (this.#delivery === 'latest') return this.ring.first;
    if (this.#delivery === 'live') return this.ring.end;
    return this.#readers.size === 0 ? this.ring.end : undefined;
  }

  /** The reader begins with frame `position` as soon as `serve` is called for it. */
  attach(reader: Reader, position: number): void {
    reader.stream = this;
    reader.position = position;
    this.#readers.add(reader);
  }

  detach(reader: Reader): void {
    reader.stream = null;
    this.#readers.delete(reader);
    this.#ready.delete(reader);
    this.closeIfUnused();
  }

  closeIfUnused(): void {
    if (this.#readers.size === 0) this.retire();
  }

  /** Hands the reader what there is, and what comes from now on. */
  serve(reader: Reader): void {
    this.#hand(reader);
    this.#pump();
  }

  /** Ends the source here; every reader that has got everything goes on elsewhere. */
  retire(): void {
    this.#finish({ kind: 'moved' });
  }

  /** No reader can be helped here: they all go on elsewhere, at once. */
  #disband(): void {
    this.#finish({ kind: 'moved' });
    for (const reader of [...this.#readers]) {
      // The result over which it came up cannot be had again where nothing can be replayed.
      if (this.#delivery === 'live') reader.end(tooSlow());
      else this.#moveOn(reader);
    }
  }

  #hand(reader: Reader): void {
    if (reader.stream !== this) return;
    if (reader.position < this.ring.first && this.#delivery === 'latest') reader.position = this.ring.first;
    if (reader.position >= this.ring.first) this.#give(reader);
    else if (this.#delivery === 'live') reader.end(tooSlow());
    else this.#moveOn(reader);
  }

  #give(reader: Reader): void {
    reader.take(this.ring.frames, reader.position - this.ring.first);
    const all = reader.position === this.ring.end;
    if (all && this.#ending.kind !== 'open') {
      this.#dismiss(reader);
    } else if (all && reader.outlet.ready()) {
      this.#ready.add(reader);
    } else {
      this.#ready.delete(reader);
      reader.outlet.whenReady(() => reader.stream === this && this.serve(reader));
    }
  }

  #dismiss(reader: Reader): void {
    if (this.#ending.kind === 'ended') reader.end(this.#ending.error);
    else this.#moveOn(reader);
  }

  #moveOn(reader: Reader): void {
    this.detach(reader);
    this.#owner.moveOn(reader);
  }

  /** One run at a time takes results from the source, as long as somebody waits for them. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#wanted()) {
        const frame = await this.#source.next();
        if (this.#ending.kind !== 'open') return;
        if (!frame) return this.#finish({ kind: 'ended', error: null });
        this.ring.push(frame);
        this.#bytesAhead += frame.payload.length;
        this.#flushSoon();
        this.#owner.advanced(this);
      }
    } catch (error) {
      if (error instanceof AskedWho) this.#disband();
      else this.#finish({ kind: 'ended', error });
    } finally {
      this.#pumping = false;
    }
  }

  #wanted(): boolean {
    if (this.#ending.kind !== 'open' || this.#ready.size === 0) return false;
    const ahead = this.ring.end - this.#flushed;
    if (ahead === 0) return true;
    return ahead < AHEAD && ahead * this.#ready.size < BURST && this.#bytesAhead < AHEAD_BYTES;
  }

  /** After everything that is there at the moment, so that what comes together is written together. */
  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    this.#flushed = this.ring.end;
    this.#bytesAhead = 0;
    for (const reader of this.#ready) this.#hand(reader);
    this.ring.trim(this.#delivery === 'own' ? this.#slowest() : this.#flushed);
    this.#pump();
  }

  #slowest(): number {
    let slowest = this.#flushed;
    for (const reader of this.#readers) slowest = Math.min(slowest, reader.position);
    return slowest;
  }

  #finish(ending: Ending): void {
    if (this.#ending.kind !== 'open') return;
    this.#ending = ending;
    this.#source.close();
    this.#owner.over(this);
    this.#flushSoon();
  }
}

function tooSlow(): DomainError {
  return new DomainError(
    'history_expired',
    'Results came faster than they were read. Read again, and follow from there.',
  );
}
