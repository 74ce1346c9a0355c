import { type Client, createClient } from 'graphql-ws/client';
import { aborted, fromGraphQLErrors, passing, TribunalError } from './errors.ts';
import { wait } from './wait.ts';

/** `idle`: nothing is watched. `connecting`, `live`: as they say. `waiting`: the connection is lost and is tried again soon. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting';
export type SocketOptions = { url: string; webSocket?: typeof WebSocket | undefined; keepAliveMs: number };
type Listener = (state: ConnectionState) => void;
type End = (error: TribunalError | null) => void;

/** With this many unread a subscription is given up, to go on later: a slow reader costs a new one then, not memory now. */
const UNREAD = 1000;
/** Close codes of graphql-transport-ws that a new connection would meet again. */
const FINAL = [4400, 4406, 4409];

/** The one websocket of a client, over which all its watches go. It is open while something is watched. */
export function openConnection({ url, webSocket, keepAliveMs }: SocketOptions) {
  const listeners = new Set<Listener>();
  const streams = new Set<End>();
  let [state, token, watches]: [ConnectionState, string, number] = ['idle', '', 0];
  let woken = Promise.withResolvers<void>();
  let client: Client | undefined;
  let socket: WebSocket | undefined;
  let death: ReturnType<typeof setTimeout> | undefined;

  const enters = (next: ConnectionState) => {
    if (next !== state) for (const listener of [...listeners]) listener(next);
    state = next;
  };
  /** A ping that stays without its pong: the connection is dead without having said so. */
  const expectPong = () => {
    clearTimeout(death);
    death = setTimeout(() => client?.terminate(), keepAliveMs / 2);
  };
  const wake = () => {
    if (globalThis.document?.visibilityState === 'hidden') return;
    woken.resolve();
    woken = Promise.withResolvers();
    if (state !== 'live') return;
    socket?.send('{"type":"ping"}');
    expectPong();
  };
  const open = () =>
    createClient({
      url,
      webSocketImpl: webSocket ?? globalThis.WebSocket,
      connectionParams: () => ({ token }),
      retryAttempts: 0, // watches go on from their cursors, which it does not know
      keepAlive: keepAliveMs,
      on: {
        connecting: () => enters('connecting'),
        connected: (opened) => {
          socket = opened as WebSocket;
          enters('live');
        },
        ping: (received) => received || expectPong(),
        pong: (received) => received && clearTimeout(death),
        // Before the library sees it: of itself it would begin some subscriptions again, from where they began.
        closed: (event) => {
          clearTimeout(death);
          for (const end of [...streams]) end(errorOf(event));
          enters(watches > 0 ? 'waiting' : 'idle');
        },
      },
    });

  return {
    /** Where it is, and a call with every change, until what `subscribe` answers is called. */
    state: (): ConnectionState => state,
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** A watch begins; it calls what this answers when it has ended. Meanwhile, what wakes the page wakes the connection. */
    enter: (): (() => void) => {
      if (watches++ === 0) listen('addEventListener', wake);
      return () => {
        if (--watches > 0) return;
        listen('removeEventListener', wake);
        enters('idle');
      };
    },
    wait: (ms: number, signal?: AbortSignal) => wait(ms, signal, woken.promise),
    /** What one subscription brings, what arrived before its end before it. Throws with `retry` when a new one may go on from here. */
    async *stream(payload: object, withToken: string, signal?: AbortSignal): AsyncGenerator<object, void, void> {
      token = withToken;
      client ??= open();
      const unread: object[] = [];
      let arrived = Promise.withResolvers<void>();
      let ended: { error: TribunalError | null } | undefined;
      let stop = () => {};
      const end: End = (error) => {
        ended ??= { error };
        arrived.resolve();
        stop();
      };
      const abort = () => end(aborted());
      signal?.addEventListener('abort', abort, { once: true });
      streams.add(end);
      stop = client.subscribe(payload as { query: string }, {
        next: ({ errors, data }) => {
          if (errors) return end(fromGraphQLErrors(errors));
          if (!ended) unread.push(data ?? {});
          arrived.resolve();
          if (unread.length >= UNREAD) end(passing('The reader is slower than the events.'));
        },
        error: (error) => end(errorOf(error)),
        complete: () => end(null),
      });
      try {
        for (;;) {
          for (let item = unread.shift(); item; item = unread.shift()) yield item;
          if (ended?.error) throw ended.error;
          if (ended) return;
          await arrived.promise;
          arrived = Promise.withResolvers();
        }
      } finally {
        signal?.removeEventListener('abort', abort);
        streams.delete(end);
        stop();
      }
    },
  };
}

/** In a page alone; programs have neither event. */
function listen(how: 'addEventListener' | 'removeEventListener', wake: () => void): void {
  globalThis[how]?.('online', wake);
  globalThis.document?.[how]('visibilitychange', wake);
}

function errorOf(error: unknown): TribunalError {
  if (Array.isArray(error)) return fromGraphQLErrors(error);
  const { code, reason } = error as { code?: number; reason?: unknown };
  if (code === 4401 || code === 4403) {
    const refusal = /^[a-z_]+$/.test(String(reason)) ? String(reason) : 'invalid_token';
    return new TribunalError({ code: refusal, message: 'The API does not take this token any more, or from here.' });
  }
  if (code === undefined || !FINAL.includes(code)) return passing('The connection was lost.');
  return new TribunalError({ code: 'bad_response', message: `The API closed the connection with ${code}.` });
}
