import { methods, type Run } from './_generated/methods.ts';
import { type ConnectionState, openConnection } from './connection.ts';
import { passing, TribunalError } from './errors.ts';
import { fileMethods } from './files.ts';
import { request, retrying, type Trace, type Transport } from './request.ts';
import { diffOf } from './scan-diff.ts';
import { type Line, watch } from './watch.ts';

export type ClientOptions = {
  /** Where Tribunal is, such as `http://localhost:4000`. */
  url: string;
  /** A token, `trb_live_…`, or what answers one. It is asked before every call and connection, and told the token that was just refused. */
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
export function createClient(options: ClientOptions) {
  const { fetch = globalThis.fetch, retries = 4, keepAliveMs = 10_000, trace = () => undefined, webSocket } = options;
  const endpoint = `${options.url.replace(/\/$/, '').replace(/\/graphql$/, '')}/graphql`;
  const token = async (refused: string | null) => {
    if (typeof options.token === 'string') return options.token;
    return Promise.resolve(refused)
      .then(options.token)
      .catch((cause) => {
        throw passing('The token could not be had from its provider.', cause, 'token_unavailable');
      });
  };
  const transport: Transport = { endpoint, token, fetch, retries, trace, unknown: new Set() };
  const connection = openConnection({ url: endpoint.replace(/^http/, 'ws'), webSocket, keepAliveMs });
  const run = runner({ transport, connection });
  const nouns = methods(run);
  return {
    ...nouns,
    scans: {
      ...nouns.scans,
      /** How the findings of `head` differ from those of `base`: each finding of either stands in exactly one of six lists, all whole. */
      diff: diffOf(nouns.scans.diffPage),
      /** Waits until a scan has ended, and reads it. */
      wait: async (id: string, waiting: Parameters<typeof nouns.scans.progress>[1] = {}) => {
        for await (const _state of nouns.scans.progress(id, waiting));
        return nouns.scans.get(id, waiting);
      },
    },
    reports: { ...nouns.reports, ...fileMethods(transport, nouns.reports) },
    /** The state of the connection over which watches go, and what tells its changes; both as `useSyncExternalStore` takes them. */
    connection: { state: (): ConnectionState => connection.state(), subscribe: connection.subscribe },
  };
}

const PAGE = 100;
/** Refusals after which something that has an idempotency key is asked again. */
const PASSING = ['network', 'bad_response', 'unavailable', 'rate_limited', 'idempotency_in_flight'];

function runner(line: Line): Run {
  const one: Run['one'] = ({ ...operation }, given, options = {}) => {
    const { signal, ...more } = options;
    const variables = withKey(operation.key, { ...given, ...more });
    const safe = ({ code }: TribunalError) => operation.kind === 'query' || (!!operation.key && PASSING.includes(code));
    return retrying(line.transport, { safe, signal }, async (attempt, token) => {
      const answer = await request(line.transport, operation, variables, { attempt, token, signal });
      return pick(answer, operation.path) as never;
    });
  };
  return {
    one,
    async *pages<Node>(...[operation, variables, options]: Parameters<Run['pages']>) {
      type Page = {
        nodes?: readonly Node[];
        edges?: readonly Node[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
      for (let after: string | null = null; ; ) {
        const page: Page = await one<Page>(operation, { ...variables, first: PAGE, after }, options);
        yield* page.nodes ?? page.edges ?? [];
        if (!page.pageInfo.hasNextPage) return;
        after = page.pageInfo.endCursor;
      }
    },
    watch: (operation, variables, { signal, patienceMs, ...more } = {}) =>
      watch(line, operation, { ...variables, ...more }, { signal, patienceMs }),
  };
}

/** With a key of its own where the caller gave none, so that a second try does nothing a second time. */
function withKey(key: 'input' | 'variables' | undefined, variables: Record<string, unknown>): object {
  const idempotencyKey = crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (key === 'variables') return { ...variables, idempotencyKey: variables.idempotencyKey ?? idempotencyKey };
  if (key !== 'input') return variables;
  const input = variables.input as { idempotencyKey?: string | null };
  return { ...variables, input: { ...input, idempotencyKey: input.idempotencyKey ?? idempotencyKey } };
}

/** What stands at the path; a problem on the way is thrown. */
function pick(answer: object, path: readonly string[]): unknown {
  let value: unknown = answer;
  for (const name of path) {
    value = (value as Record<string, unknown>)[name] ?? null;
    if (value === null) throw new TribunalError({ code: 'bad_response', message: 'The API answered with nothing.' });
    if (/Problem$/.test(String((value as { __typename?: string }).__typename))) throw new TribunalError(value as never);
  }
  if (typeof value !== 'object' || !('__typename' in value!) || !/Payload$/.test(String(value.__typename)))
    return value;
  const { __typename: _, ...payload } = value;
  return payload;
}
