import type { ExecutionResult } from 'graphql';
import type { Outlet } from './frame.ts';
import type { Operation } from './operation.ts';
import { Reader } from './reader.ts';
import type { Streams } from './streams.ts';

/** Takes nothing until the door has said where results go. */
const NOWHERE: Outlet = { offer: () => 0, ready: () => false, whenReady: () => {} };

/**
 * A subscription under way. Its results go from the shared stream straight to an outlet; towards the library that keeps a socket's
 * operations it is an iterator that yields nothing and is done when the subscription is.
 */
export class Subscription implements AsyncIterableIterator<never, undefined> {
  readonly #reader: Reader;
  readonly #end = Promise.withResolvers<undefined>();
  readonly #onClose: () => void;
  #closed = false;

  private constructor(operation: Operation, onClose: () => void) {
    this.#onClose = onClose;
    this.#end.promise.catch(() => undefined); // whoever delivers hears of it
    this.#reader = new Reader(operation, NOWHERE, (error) => this.#close(error));
  }

  /** The subscription, standing at its place and not yet delivering, or what its source refused with. `onClose` is called once. */
  static async open(
    streams: Streams,
    operation: Operation,
    onClose: () => void,
  ): Promise<Subscription | ExecutionResult> {
    const subscription = new Subscription(operation, onClose);
    try {
      const refused = await streams.enter(subscription.#reader);
      if (!refused) return subscription;
      subscription.#leave();
      return refused;
    } catch (error) {
      subscription.#leave();
      throw error;
    }
  }

  /** Where the results go. Nothing is sent before `next` or `delivered`. */
  to(outlet: Outlet): this {
    this.#reader.outlet = outlet;
    return this;
  }

  /** Begins. Settles when the last result has been handed on, or the subscriber has gone. Rejects with what the source threw. */
  delivered(): Promise<undefined> {
    this.#reader.stream?.serve(this.#reader);
    return this.#end.promise;
  }

  async next(): Promise<IteratorResult<never, undefined>> {
    return { done: true, value: await this.delivered() };
  }

  /** The subscriber has gone: from now on nothing is sent. */
  async return(): Promise<IteratorResult<never, undefined>> {
    this.#leave();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #leave(): void {
    this.#reader.leave();
    this.#close(null);
  }

  #close(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
    if (error === null) this.#end.resolve(undefined);
    else this.#end.reject(error);
  }
}
