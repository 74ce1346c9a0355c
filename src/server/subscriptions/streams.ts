import type { ExecutionResult } from 'graphql';
import { keyOf, type Operation } from './operation.ts';
import type { Reader } from './reader.ts';
import { AskedWho, openSource } from './source.ts';
import { Stream, type StreamOwner } from './stream.ts';

type Opening = Promise<Stream | ExecutionResult>;

/** Where subscribers are brought together: operations alike share a source, an execution and a serialised result. */
export class Streams {
  readonly #groups = new Map<string | symbol, Group>();

  /** Sources that are open. */
  get size(): number {
    let count = 0;
    for (const { streams } of this.#groups.values()) count += streams.size;
    return count;
  }

  /**
   * Puts the reader at its cursor: into a stream that reaches back so far, else into a new one that begins there. Returns what the source
   * refused with, or null. Nothing is sent before `serve` of its stream.
   */
  async enter(reader: Reader): Promise<ExecutionResult | null> {
    while (!reader.ended) {
      const group = this.#groupOf(reader.operation);
      if (group.admit(reader)) return null;
      try {
        const opened = await group.open(reader.operation, reader.cursor);
        if (!(opened instanceof Stream)) return opened;
        // It may have moved on or ended by now, then once more; or another has come to the same place, then it is in nobody's use.
        const admitted = !reader.ended && group.admit(reader);
        opened.closeIfUnused();
        if (admitted) return null;
      } catch (error) {
        if (!(error instanceof AskedWho)) throw error; // else once more, with a key of its own
      }
    }
    return null;
  }

  #groupOf(operation: Operation): Group {
    // Without a key it is shared with nobody.
    const key = keyOf(operation) ?? Symbol();
    const group = this.#groups.get(key) ?? new Group(this, () => this.#groups.delete(key));
    this.#groups.set(key, group);
    return group;
  }

  /** Goes on with a reader that its stream could not serve any more. */
  async moveOn(reader: Reader): Promise<void> {
    try {
      const refused = await this.enter(reader);
      if (refused) reader.end(refused.errors?.[0] ?? new Error('a subscription did not go on'));
      else reader.stream?.serve(reader);
    } catch (error) {
      reader.end(error);
    }
  }
}

/** The streams of one key. Mostly one; more for a while, when somebody begins further back than the first one reaches. */
class Group implements StreamOwner {
  readonly streams = new Set<Stream>();
  readonly #opening = new Map<string | null, Opening>();
  readonly #all: Streams;
  readonly #onEmpty: () => void;

  constructor(all: Streams, onEmpty: () => void) {
    this.#all = all;
    this.#onEmpty = onEmpty;
  }

  /** Puts the reader into the largest stream that has its place. */
  admit(reader: Reader): boolean {
    let best: { stream: Stream; place: number } | null = null;
    for (const stream of this.streams) {
      const place = stream.placeOf(reader.cursor);
      if (place !== undefined && (!best || stream.size > best.stream.size)) best = { stream, place };
    }
    best?.stream.attach(reader, best.place);
    return best !== null;
  }

  /** Opens a stream after the cursor, once for all who ask for it at the same time. */
  async open(operation: Operation, after: string | null): Opening {
    const opening = this.#opening.get(after) ?? this.#openNew(operation, after);
    this.#opening.set(after, opening);
    try {
      return await opening;
    } finally {
      if (this.#opening.get(after) === opening) this.#opening.delete(after);
      this.#tidy();
    }
  }

  async #openNew(operation: Operation, after: string | null): Opening {
    const source = await openSource(operation, after);
    if (!('next' in source)) return source;
    const stream = new Stream(source, operation.shape.delivery, after, this);
    this.streams.add(stream);
    return stream;
  }

  /** Two streams that have come to the same place have the same future: the smaller one, or the one that is behind, ends. */
  advanced(stream: Stream): void {
    if (this.streams.size < 2) return;
    for (const other of this.streams) {
      const place = other === stream ? undefined : other.placeOf(stream.ring.last);
      if (place === undefined) continue;
      const behind = place < other.ring.end || other.size >= stream.size;
      (behind ? stream : other).retire();
      if (behind) break;
    }
  }

  over(stream: Stream): void {
    this.streams.delete(stream);
    this.#tidy();
  }

  moveOn(reader: Reader): void {
    void this.#all.moveOn(reader);
  }

  #tidy(): void {
    if (this.streams.size === 0 && this.#opening.size === 0) this.#onEmpty();
  }
}
