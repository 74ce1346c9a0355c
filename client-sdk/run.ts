import type { Operation, Run } from './_generated/methods.ts';
import type { Connection } from './connection.ts';
import { aborted, badResponse, fromGraphQLErrors, network, TribunalError } from './errors.ts';
import { type Transport, type Try, tries } from './tries.ts';

type Page<Node> = { nodes?: Node[]; edges?: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const TYPES = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };
const PAGE = 100;
const PATIENCE_MS = 5 * 60_000;
/** When the API wants to be asked later than this, that is for the caller to decide. */
const LONGEST_WAIT_MS = 60_000;
/** Failures after which something that has an idempotency key, which makes a second try harmless, is asked again. */
const PASSING = ['network', 'bad_response', 'unavailable', 'rate_limited', 'idempotency_in_flight'];

/** What the generated methods stand on. */
export function runOver(transport: Transport, connection: Connection): Run {
  /** What is not safe to try again is tried again only where the API says that it has done nothing. */
  const one = async <Result>(...[operation, given, options = {}]: Parameters<Run['one']>): Promise<Result> => {
    const { signal, ...more } = options;
    const { kind, key, path } = operation;
    const variables = withKey(key, { ...given, ...more });
    const goesOn = ({ code, retryAfterMs }: TribunalError, failures: number) => {
      const safe = kind === 'query' || retryAfterMs !== null || code === 'token_unavailable';
      if (!safe && !(key && PASSING.includes(code))) return false;
      return failures <= transport.retries && (retryAfterMs ?? 0) <= LONGEST_WAIT_MS;
    };
    const results = tries(transport, operation, { signal, goesOn }, async function* (each) {
      yield pick(await ask(transport, each, variables, signal), path) as Result;
    });
    for await (const result of results) return result;
    throw badResponse('There was no answer.');
  };
  return {
    one,
    async *pages<Node>(...[operation, given, options]: Parameters<Run['pages']>) {
      for (let after: string | null = null; ; ) {
        const page: Page<Node> = await one(operation, { ...given, first: PAGE, after }, options);
        yield* page.nodes ?? page.edges ?? [];
        if (!page.pageInfo.hasNextPage) return;
        after = page.pageInfo.endCursor;
      }
    },
    /**
     * Follows a subscription to its end. Whenever the connection is lost it is opened again, and the events go on after the last one that
     * was given out: none is lost, none comes twice. One that takes no cursor begins again with the newest state.
     */
    async *watch<Event>(...[operation, given, options = {}]: Parameters<Run['watch']>) {
      const { signal, patienceMs = PATIENCE_MS, ...more } = options;
      let place: object = { ...given, ...more };
      const goesOn = (cause: TribunalError, _failures: number, sinceMs: number) => {
        if (sinceMs < patienceMs) return true;
        const message = 'The connection could not be had again. Watch again from the cursor of the last event.';
        throw new TribunalError({ code: 'connection_lost', message, retry: true }, cause);
      };
      const leave = connection.enter();
      const results = tries(transport, operation, { signal, goesOn, wait: connection.wait }, async function* (each) {
        const payload = { query: '', ...each.document, variables: place };
        for await (const data of connection.stream(payload, each.token, signal)) {
          const event = (data as Record<string, { cursor?: string }>)[operation.path[0]!]!;
          if (operation.resumes) place = { ...place, after: event.cursor };
          yield event as Event;
        }
      });
      try {
        yield* results;
      } finally {
        leave();
      }
    },
  };
}

/** The data of one query or mutation. */
async function ask(transport: Transport, one: Try, variables: object, signal?: AbortSignal): Promise<object> {
  const headers = { ...one.headers, ...TYPES, authorization: `Bearer ${one.token}` };
  const body = JSON.stringify({ ...one.document, variables });
  const response = await open(transport, transport.endpoint, signal, { method: 'POST', headers, body });
  const { errors, data } = (await response.json().catch(() => null)) ?? {};
  if (signal?.aborted) throw aborted();
  const told = { retry: response.status >= 500 || response.status === 429, ...retryAfterIn(response) };
  if (errors?.length) throw fromGraphQLErrors(errors, told);
  if (data) return data;
  const message = `What answered with status ${response.status} does not speak GraphQL. Check the URL.`;
  throw new TribunalError({ ...told, code: response.status === 429 ? 'rate_limited' : 'bad_response', message });
}

/** @throws TribunalError `network`, `aborted` */
export function open({ fetch }: Transport, url: string, signal?: AbortSignal, init?: RequestInit): Promise<Response> {
  return fetch(url, { ...init, signal: signal ?? null }).catch((cause) => {
    throw signal?.aborted ? aborted() : network(`${new URL(url).origin} could not be reached.`, cause);
  });
}

/** In seconds or as a date (RFC 9110). */
function retryAfterIn({ headers }: Response): { retryAfterMs?: number } {
  const text = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? { retryAfterMs: Math.max(0, ms) } : {};
}

/** With a key of its own where the caller gave none, so that a second try does nothing a second time. */
function withKey(key: Operation['key'], variables: Record<string, unknown>): object {
  const idempotencyKey = crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (key === 'input') return { ...variables, input: withKey('variables', variables.input as never) };
  return key ? { ...variables, idempotencyKey: variables.idempotencyKey ?? idempotencyKey } : variables;
}

/** What stands at the path; a problem on the way is thrown. */
function pick(answer: object, path: readonly string[]): unknown {
  let value: object | null = answer;
  for (const name of path) {
    value = (value as Record<string, object | null>)[name] ?? null;
    if (value === null) throw badResponse('The API answered with nothing.');
    if (typeof value === 'object' && 'code' in value && 'retry' in value) throw new TribunalError(value as never);
  }
  return value;
}
