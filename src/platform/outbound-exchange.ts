import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { OutboundError, toOutboundError } from './outbound-error.ts';

export type Head = { status: number; headers: IncomingHttpHeaders };
export type ExchangeLimits = { place: string; deadlineMs: number; maxBytes: number; signal: AbortSignal | undefined };

/** Above this many bytes that nobody has taken, the socket is not read. */
const HIGH_WATER = 256 * 1024;
/** How long, and how much of, the rest of an answer is thrown away to keep its connection usable. */
const DRAIN_MS = 100;
const DRAIN_BYTES = 64 * 1024;

type Waiting<T> = { resolve: (value: T) => void; reject: (reason: OutboundError) => void };

/**
 * One request and its answer on one connection. It sits directly on the dispatcher, without a stream in between, because it runs
 * hundreds of times a second. It fails once, with the first of: the deadline, the size limit, the abort signal, the network.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #limits: ExchangeLimits;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout;
  #head: Waiting<Head> | null = null;
  #whole: Waiting<Buffer> | null = null;
  #wake: (() => void) | null = null;
  #chunks: Buffer[] = [];
  #received = 0;
  #waiting = 0;
  #answered = false;
  #ended = false;
  #released = false;
  #failure: OutboundError | null = null;

  constructor(limits: ExchangeLimits) {
    this.#limits = limits;
    this.#timer = setTimeout(this.#onDeadline, limits.deadlineMs);
    limits.signal?.addEventListener('abort', this.#onAbort);
  }

  start(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): Promise<Head> {
    return new Promise((resolve, reject) => {
      this.#head = { resolve, reject };
      if (this.#limits.signal?.aborted) this.#onAbort();
      else dispatcher.dispatch(options, this);
    });
  }

  /** The whole body in one piece. */
  bytes(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#whole = { resolve, reject };
      if (this.#ended || this.#failure !== null) this.#settleWhole();
      else this.#controller?.resume();
    });
  }

  /** The body as it arrives; leaving the loop early releases the connection. */
  async *chunks(): AsyncGenerator<Buffer, void> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          this.#waiting -= chunk.length;
          yield chunk;
        } else if (this.#failure !== null) throw this.#failure;
        else if (this.#ended) return;
        else await this.#more();
      }
    } finally {
      this.release();
    }
  }

  /** The caller wants no more: the rest is thrown away if it is short and comes at once, else the connection is cut. */
  release(): void {
    if (this.#ended || this.#failure !== null || this.#released) return;
    this.#released = true;
    this.#chunks = [];
    this.#received = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail('cancelled', 'was not read to the end'), DRAIN_MS);
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== null) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#answered = true;
    const announced = Number(headers['content-length']);
    if (announced > this.#limits.maxBytes) {
      this.#fail('too_large', this.#tooLarge());
      return;
    }
    this.#head?.resolve({ status, headers });
    this.#head = null;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#received > (this.#released ? DRAIN_BYTES : this.#limits.maxBytes)) {
      this.#fail('too_large', this.#tooLarge());
    } else if (!this.#released) {
      this.#chunks.push(chunk);
      this.#waiting += chunk.length;
      if (this.#whole === null && this.#waiting > HIGH_WATER) controller.pause();
      this.#wakeUp();
    }
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#settle();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#failWith(toOutboundError(error, this.#limits.place));
  }

  #more(): Promise<void> {
    this.#controller?.resume();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = null;
  }

  #onDeadline = (): void => {
    const seconds = this.#limits.deadlineMs / 1000;
    const what = this.#answered ? 'did not finish its answer' : 'did not answer';
    this.#fail('timeout', `${what} in time (${Number(seconds.toFixed(1))} s)`);
  };

  #onAbort = (): void => this.#fail('cancelled', 'was not waited for: the request was cancelled');

  #tooLarge(): string {
    return `sent an answer of more than ${this.#limits.maxBytes} bytes`;
  }

  #fail(reason: OutboundError['reason'], words: string): void {
    this.#failWith(new OutboundError(reason, `${this.#limits.place} ${words}.`));
  }

  #failWith(failure: OutboundError): void {
    if (this.#ended || this.#failure !== null) return;
    this.#failure = failure;
    this.#controller?.abort(failure);
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener('abort', this.#onAbort);
    if (this.#failure !== null) this.#head?.reject(this.#failure);
    this.#head = null;
    this.#settleWhole();
    this.#wakeUp();
  }

  #settleWhole(): void {
    if (this.#failure !== null) this.#whole?.reject(this.#failure);
    else this.#whole?.resolve(this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks));
    this.#whole = null;
  }
}
