import { methods, type WatchOptions } from './_generated/methods.ts';
import { type Connection, openConnection } from './connection.ts';
import { TribunalError } from './errors.ts';
import { diffOf, reportFiles } from './extras.ts';
import { runOver } from './run.ts';
import type { Trace, Transport } from './tries.ts';

export type ClientOptions = {
  /** Where Tribunal is, such as `http://localhost:4000`. */
  url: string;
  /** A token, `trb_live_…`, or what answers one: asked before every call and connection, and told the token that was just refused. */
  token: string | ((refused: string | null) => string | Promise<string>);
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch;
  /** Default: the platform's. */
  webSocket?: typeof WebSocket;
  /** How often an open connection is asked for a sign of life, in milliseconds. Default: ten seconds. */
  keepAliveMs?: number;
  /** How often what is safe to try again is tried again. Default: 4. */
  retries?: number;
  /** Called around every try of a call and every stream of a watch. */
  trace?: Trace;
};
export type Client = ReturnType<typeof createClient>;

/** A client for one Tribunal. It opens nothing until it is asked to, and everything throws `TribunalError` and nothing else. */
export function createClient({ url, token: from, ...options }: ClientOptions) {
  const { fetch = globalThis.fetch, retries = 4, keepAliveMs = 10_000, trace = () => undefined, webSocket } = options;
  const endpoint = `${url.replace(/\/$/, '').replace(/\/graphql$/, '')}/graphql`;
  const given = async (refused: string | null) => (typeof from === 'string' ? from : from(refused));
  const token = (refused: string | null) =>
    given(refused).catch((cause) => {
      const told = { code: 'token_unavailable', message: 'The token’s provider had none.', retry: true };
      throw new TribunalError(told, cause);
    });
  const transport: Transport = { endpoint, token, fetch: (...call) => fetch(...call), retries, trace, byText: false };
  const connection = openConnection(endpoint.replace(/^http/, 'ws'), keepAliveMs, webSocket);
  const nouns = methods(runOver(transport, connection));
  return {
    ...nouns,
    scans: {
      ...nouns.scans,
      /** How the findings of `head` differ from those of `base`: each finding of either stands in exactly one of six lists, all whole. */
      diff: diffOf(nouns.scans.diffPage),
      /** Waits until a scan has ended, and reads it. */
      wait: async (id: string, waiting: WatchOptions = {}) => {
        for await (const _state of nouns.scans.progress(id, waiting));
        return nouns.scans.get(id, { signal: waiting.signal });
      },
    },
    reports: { ...nouns.reports, ...reportFiles(transport, nouns.reports) },
    /** The connection over which watches go: `state()`, and `subscribe(listener)`, as `useSyncExternalStore` takes them. */
    connection: connection as Pick<Connection, 'state' | 'subscribe'>,
  };
}
