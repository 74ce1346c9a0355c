import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LightSocket } from './light-socket.ts';

const QUERY =
  'subscription ($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) { cursor sequence ... on ScanStatusChanged { status } } }';

type Event = { cursor: string; sequence: number; status?: string };
type Place = { url: string; token: string; scanId: string };

/** What one follower saw of a scan, over all of its connections. */
export class Follower {
  readonly #place: () => Place;
  readonly #byEvents: boolean;
  #cursor: string | null = null;
  #cut: () => void = () => {};
  #ended = false;
  connections = 0;
  readonly seen: number[] = [];

  /** Over server-sent events with `Last-Event-ID`, or over a websocket with the cursor as a variable. */
  constructor(place: () => Place, byEvents: boolean) {
    this.#place = place;
    this.#byEvents = byEvents;
  }

  /** Breaks the connection without a word. */
  cut(): void {
    this.#cut();
  }

  /** Connects again and again, a moment apart, until it has had the last event. */
  async follow(): Promise<void> {
    while (!this.#ended) {
      this.connections += 1;
      await (this.#byEvents ? this.#stream() : this.#socket()).catch(() => undefined);
      if (!this.#ended) await sleep(50 + Math.random() * 100);
    }
  }

  #note(result: { data?: { scanEvents: Event } | null; errors?: unknown }): void {
    // A process that has lost its database says so, and the next connection goes on.
    const event = result.data?.scanEvents;
    if (event) {
      this.#cursor = event.cursor;
      this.seen.push(event.sequence);
      if (event.status === 'COMPLETED') this.#ended = true;
    } else {
      this.#cut();
    }
  }

  async #socket(): Promise<void> {
    const { url, token, scanId } = this.#place();
    const socket = await LightSocket.open(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise<void>((resolve) => {
      socket.onClose = () => resolve();
    });
    this.#cut = () => socket.terminate();
    socket.onText = (bytes) => {
      const message = JSON.parse(String(bytes));
      if (message.type === 'connection_ack') {
        const payload = { query: QUERY, variables: { id: scanId, after: this.#cursor } };
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      }
      if (message.type === 'next') this.#note(message.payload);
      if (message.type === 'complete') socket.terminate();
    };
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
    await closed;
  }

  async #stream(): Promise<void> {
    const { url, token, scanId } = this.#place();
    const address = new URL('/graphql', url);
    address.searchParams.set('query', QUERY);
    address.searchParams.set('variables', JSON.stringify({ id: scanId }));
    const headers = {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(this.#cursor === null ? {} : { 'last-event-id': this.#cursor }),
    };
    const request = get(address, { headers, agent: false });
    this.#cut = () => request.destroy();
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      request.once('response', resolve).once('error', reject),
    );
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
        if (data) this.#note(JSON.parse(data));
      }
    }
  }
}
