/// <reference lib="dom" />
import { type Client, type ClientOptions, createClient } from 'graphql-ws/client';
import { aborted, badResponse, fromGraphQLErrors, network, TribunalError } from './errors.ts';
import { wait } from './tries.ts';

/** `idle`: nothing is watched. `connecting`, `live`: as they say. `waiting`: the connection is lost and is tried again soon. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting';
export type Connection = ReturnType<typeof openConnection>;
type Listener = (state: ConnectionState) => void;
type Result = Parameters<Parameters<Client['subscribe']>[1]['next']>[0];

/** Close codes of graphql-transport-ws that a new connection would meet again. */
const FINAL = [4400, 4406, 4409];
/** Events wait for a reader that is slower than they come, but no more: the stream ends, and goes on after the last that was read. */
const UNREAD_MAX = 1000;

/** The one websocket of a client, over which all its watches go. It is open while something is watched. */
export function openConnection(url: string, keepAliveMs: number, webSocket?: typeof WebSocket) {
  const listeners = new Set<Listener>();
  let [state, watches, token]: [ConnectionState, number, string] = ['idle', 0, ''];
  let [client, lost]: [Client | null, TribunalError | null] = [null, null];
  let woken = Promise.withResolvers<void>();

  const enters = (next: ConnectionState) => {
    const changed = next !== state;
    state = next;
    if (changed) for (const listener of listeners) listener(state);
  };
  /** The page is looked at or has a network again: what waits need not wait, and a connection of before is not to be trusted. */
  const wake = ({ type }: Event) => {
    woken.resolve();
    woken = Promise.withResolvers();
    if (type === 'online') client?.terminate();
  };
  const over = (error: TribunalError) => {
    [client, lost] = [null, error];
    enters(watches > 0 ? 'waiting' : 'idle');
  };
  const options = { url, webSocketImpl: webSocket ?? globalThis.WebSocket, keepAlive: keepAliveMs };

  return {
    /** Where it is. */
    state: (): ConnectionState => state,
    /** Calls with every change, until what this answers is called. */
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wait: (ms: number, signal?: AbortSignal): Promise<void> => wait(ms, signal, woken.promise),
    /** A watch begins; it calls what this answers when it has ended. Meanwhile, what wakes the page wakes the connection. */
    enter: (): (() => void) => {
      watches += 1;
      listen('addEventListener', wake);
      return () => {
        watches -= 1;
        if (watches > 0) return;
        listen('removeEventListener', wake);
        enters('idle');
      };
    },
    /** What one subscription brings, and before its end all that arrived. Throws with `retry` when a new one may go on from there. */
    async *stream(payload: object, withToken: string, signal?: AbortSignal): AsyncGenerator<object, void, void> {
      token = withToken;
      client ??= openClient({ ...options, connectionParams: () => ({ token }) }, enters, over);
      const mine = client;
      yield* read(mine, payload as { query: string }, signal);
      if (client !== mine && lost) throw lost;
    },
  };
}

function openClient(options: ClientOptions, enters: Listener, over: (error: TribunalError) => void): Client {
  let death: ReturnType<typeof setTimeout> | undefined;
  const on = {
    connecting: () => enters('connecting'),
    connected: () => enters('live'),
    // A ping that stays without its pong: the connection is dead without having said so.
    ping: (received: boolean) => {
      if (!received) death = setTimeout(() => client.terminate(), Number(options.keepAlive) / 2);
    },
    pong: (received: boolean) => received && clearTimeout(death),
    closed: (event: unknown) => {
      clearTimeout(death);
      over(errorOf(event));
      // Else the library would begin some subscriptions again of itself, from where they began.
      Promise.resolve(client.dispose()).catch(errorOf);
    },
  };
  const client = createClient({ ...options, retryAttempts: 0, on });
  return client;
}

async function* read(client: Client, payload: { query: string }, signal?: AbortSignal): AsyncGenerator<object, void> {
  const unread: Result[] = [];
  let [end, arrived]: [unknown, PromiseWithResolvers<void>] = [undefined, Promise.withResolvers()];
  const ends = (why?: unknown) => {
    end ??= why;
    arrived.resolve();
    if (end) stop();
  };
  const next = (result: Result) =>
    ends(unread.push(result) >= UNREAD_MAX ? network('More came than was read.') : undefined);
  const stop = client.subscribe(payload, { next, error: ends, complete: () => ends('complete') });
  const abort = () => ends(aborted());
  signal?.addEventListener('abort', abort);
  try {
    for (let result = unread.shift(); (result || !end) && !signal?.aborted; result = unread.shift()) {
      if (result?.errors) throw fromGraphQLErrors(result.errors);
      if (result) yield result.data ?? {};
      else await arrived.promise;
      if (unread.length === 0) arrived = Promise.withResolvers();
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    stop();
  }
  if (end !== 'complete') throw end instanceof TribunalError ? end : errorOf(end);
}

/** In a page alone; programs have neither event. */
function listen(how: 'addEventListener' | 'removeEventListener', wake: (event: Event) => void): void {
  globalThis[how]?.('online', wake);
  globalThis.document?.[how]('visibilitychange', wake);
}

function errorOf(error: unknown): TribunalError {
  if (Array.isArray(error)) return fromGraphQLErrors(error);
  const { code = 0, reason } = error as { code?: number; reason?: unknown };
  if (FINAL.includes(code)) return badResponse(`The API closed the connection with ${code}.`);
  if (code !== 4401 && code !== 4403) return network('The connection was lost.');
  const refusal = /^[a-z_]+$/.test(String(reason)) ? String(reason) : 'invalid_token';
  return new TribunalError({ code: refusal, message: 'The API does not take this token any more, or from here.' });
}
