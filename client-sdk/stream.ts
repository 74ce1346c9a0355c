import { createClient } from 'graphql-ws/client';
import { ScanEventsDocument, type ScanEventsSubscription } from './_generated/graphql.ts';
import { aborted } from './delay.ts';
import type { Documents } from './documents.ts';
import { fromGraphQLErrors, type GraphQLErrorShape, TribunalError } from './errors.ts';
import { heartbeat } from './heartbeat.ts';

export type SocketOptions = {
  endpoint: string;
  token: string;
  webSocket: typeof globalThis.WebSocket | undefined;
  keepAliveMs: number;
  documents: Documents;
};

type Event = ScanEventsSubscription['scanEvents'];
type Place = { scanId: string; after: string | null };

/** With this many events unread the connection is given up: a slow reader costs a new connection later, not memory now. */
const UNREAD = 1000;

/**
 * The events of one connection. Ends when the API says that there are no more.
 *
 * @throws TribunalError; with `retry` when a new connection may go on where this one stopped
 */
export async function* openStream(
  options: SocketOptions,
  place: Place,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, void, void> {
  const inbox = new Inbox();
  const asked = options.documents.ask(ScanEventsDocument);
  // One that is sent by an id which the server does not know begins again, as its text.
  const refused = (error: TribunalError) => {
    const again = options.documents.refused(ScanEventsDocument, asked, error.code);
    inbox.end(again ? passing('The server wants the text.', error) : error);
  };
  const client = createClient({
    url: options.endpoint,
    webSocketImpl: options.webSocket ?? globalThis.WebSocket,
    connectionParams: { token: options.token },
    retryAttempts: 0,
    keepAlive: options.keepAliveMs,
    on: heartbeat(options.keepAliveMs, () => inbox.end(passing('The connection was dead.'))),
  });
  const stop = client.subscribe<ScanEventsSubscription>(
    { query: '', ...asked, variables: place },
    {
      next: (result) => {
        if (result.errors) refused(fromGraphQLErrors(result.errors as GraphQLErrorShape[]));
        else if (result.data) inbox.add(result.data.scanEvents);
        if (inbox.size >= UNREAD) inbox.end(passing('The reader is slower than the events.'));
        if (inbox.ended) stop();
      },
      error: (error) => refused(errorOf(error)),
      complete: () => inbox.end(null),
    },
  );
  const onAbort = () => inbox.end(aborted());
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    yield* inbox.read();
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop();
    await client.dispose();
  }
}

/** What has arrived and has not been read, and how it ended. */
class Inbox {
  readonly #events: Event[] = [];
  #end: { error: TribunalError | null } | null = null;
  #arrival = Promise.withResolvers<void>();

  get size(): number {
    return this.#events.length;
  }

  get ended(): boolean {
    return this.#end !== null;
  }

  add(event: Event): void {
    if (this.#end) return;
    this.#events.push(event);
    this.#arrival.resolve();
  }

  /** The first end counts. What arrived before it is read first. */
  end(error: TribunalError | null): void {
    this.#end ??= { error };
    this.#arrival.resolve();
  }

  async *read(): AsyncGenerator<Event, void, void> {
    for (;;) {
      const event = this.#events.shift();
      if (event) {
        yield event;
      } else if (this.#end) {
        if (this.#end.error) throw this.#end.error;
        return;
      } else {
        this.#arrival = Promise.withResolvers<void>();
        await this.#arrival.promise;
      }
    }
  }
}

/** Close codes of graphql-transport-ws that a new connection would meet again. */
const FINAL = new Set([4400, 4406, 4409]);

function errorOf(error: unknown): TribunalError {
  if (Array.isArray(error)) return fromGraphQLErrors(error as GraphQLErrorShape[]);
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  const said = typeof reason === 'string' ? reason : '';
  if (code === 4401 || code === 4403) {
    const refusal = /^[a-z_]+$/.test(said) ? said : 'invalid_token';
    return new TribunalError({ code: refusal, message: 'The API does not take this token any more, or from here.' });
  }
  if (FINAL.has(code as number)) {
    return new TribunalError({ code: 'bad_response', message: `The API closed the connection with ${code}: ${said}` });
  }
  return passing('The connection was lost.', error);
}

function passing(message: string, cause?: unknown): TribunalError {
  return new TribunalError({ code: 'network', message, retry: true }, { cause });
}
