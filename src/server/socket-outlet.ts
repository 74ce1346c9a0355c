import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Frame, Outlet } from './subscriptions/frame.ts';

const END = Buffer.from('}');
const TEXT = { binary: false, compress: false };

/**
 * The way out of one websocket, for all of its operations. It takes until the connection's own buffer is full (64 KiB), and again when that
 * has run empty: a reader that does not read costs that much and no more.
 */
export class SocketOutlet {
  readonly #socket: WebSocket;
  readonly #line: Duplex;
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket, line: Duplex) {
    this.#socket = socket;
    this.#line = line;
    line.on('drain', () => this.#resume());
  }

  /** The results of one operation as messages of graphql-transport-ws. Only the operation's id is written anew for each socket. */
  operation(id: string): Outlet {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    return {
      offer: (frames, from) => this.#offer(head, frames, from),
      ready: () => this.#ready(),
      whenReady: (resume) => void this.#waiting.add(resume),
    };
  }

  #offer(head: Buffer, frames: readonly Frame[], from: number): number {
    let next = from;
    this.#line.cork();
    while (next < frames.length && this.#ready()) {
      this.#socket.send(Buffer.concat([head, frames[next]!.payload, END]), TEXT);
      next += 1;
    }
    this.#line.uncork();
    return next - from;
  }

  #ready(): boolean {
    return !this.#line.writableNeedDrain && this.#socket.readyState === this.#socket.OPEN;
  }

  #resume(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume();
  }
}
