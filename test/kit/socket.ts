import WebSocket from 'ws';
import type { Json } from './ask.ts';

/** A bare graphql-transport-ws peer: it sends what it is told and remembers what it got. */
export class Socket {
  readonly messages: Json[] = [];
  readonly #socket: WebSocket;
  #read = 0;
  #arrival = Promise.withResolvers<void>();
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #opened: Promise<void>;

  constructor(server: { url: string }, options: { protocol?: string; origin?: string; cookie?: string } = {}) {
    const url = `${server.url.replace(/^http/, 'ws')}/graphql`;
    this.#socket = new WebSocket(url, options.protocol ?? 'graphql-transport-ws', {
      ...(options.origin ? { origin: options.origin } : {}),
      ...(options.cookie ? { headers: { cookie: options.cookie } } : {}),
    });
    this.#socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)));
      this.#arrival.resolve();
      this.#arrival = Promise.withResolvers();
    });
    this.closed = new Promise((resolve) => {
      this.#socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.#opened = new Promise((resolve, reject) => {
      this.#socket.once('open', resolve);
      this.#socket.once('error', reject);
    });
    this.#opened.catch(() => {}); // whoever waits for it sees the failure
    this.#socket.on('error', () => {});
  }

  async opened(): Promise<this> {
    await this.#opened;
    return this;
  }

  send(message: Json): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message that was not read yet; waits for it. The end of the socket is an error. */
  async next(): Promise<Json> {
    while (this.#read >= this.messages.length) {
      const arrival = this.#arrival.promise;
      const ended = this.closed.then(({ code, reason }) => {
        throw new Error(`closed with ${code} ${reason}`);
      });
      await Promise.race([arrival, ended]);
    }
    return this.messages[this.#read++];
  }

  /** Reads on until a message fits. */
  async until(fits: (message: Json) => boolean): Promise<Json> {
    for (;;) {
      const message = await this.next();
      if (fits(message)) return message;
    }
  }

  close(): void {
    this.#socket.close(1000);
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }
}

/** A socket that has said who it is. */
export async function knownSocket(server: { url: string }, token: string): Promise<Socket> {
  const socket = await new Socket(server).opened();
  socket.send({ type: 'connection_init', payload: { token } });
  const ack = await socket.next();
  if (ack.type !== 'connection_ack') throw new Error(`expected an ack, got ${JSON.stringify(ack)}`);
  return socket;
}
