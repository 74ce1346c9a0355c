import type { Operation } from './_generated/methods.ts';
import { aborted, fromGraphQLErrors, passing, TribunalError } from './errors.ts';
import { backOff, wait } from './wait.ts';

/** One try of a call, or one stream of a watch. What is put into `headers` is sent along, such as a `traceparent`; streams send none. */
export type Span = { name: string; kind: Operation['kind']; attempt: number; headers: Record<string, string> };
/** Called when a try begins; what it answers is called when the try has ended. */
export type Trace = (span: Span) => ((end: { error: TribunalError | null }) => void) | undefined;

export type Transport = {
  /** Where GraphQL is spoken over HTTP. */
  endpoint: string;
  token: (refused: string | null) => Promise<string>;
  fetch: typeof globalThis.fetch;
  retries: number;
  trace: Trace;
  /** Ids of documents that the API does not know, because it is older or newer than this package: it gets their text. */
  unknown: Set<string>;
};
type Safety = { safe: (error: TribunalError) => boolean; signal: AbortSignal | undefined };
type Asked = { documentId: string } | { query: string };

/** When the API wants to be asked later than this, that is for the caller to decide. */
const LONGEST_WAIT_MS = 60_000;
export const TOKEN_REFUSED = ['invalid_token', 'expired_token'];
/** Codes of a server that does not know a document, does not know ids at all, or took the empty text in an id's company for the document. */
const NOT_KNOWN = ['document_unknown', 'bad_request', 'graphql_parse_failed'];

/** Tries until it succeeds, is refused for good, or has been tried often enough. What is not safe is tried again where nothing was done. */
export async function retrying<Result>(
  { retries, token }: Transport,
  { safe, signal }: Safety,
  attempt: (number: number, token: string) => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw aborted();
  let text = await token(null);
  for (let number = 1, renewed = false; ; number += 1) {
    try {
      return await attempt(number, text);
    } catch (error) {
      if (signal?.aborted) throw aborted();
      if (!(error instanceof TribunalError)) throw error;
      const next: string = !renewed && TOKEN_REFUSED.includes(error.code) ? await token(text) : text;
      const later = error.retryAfterMs ?? 0;
      const again = error.retry && (safe(error) || error.retryAfterMs !== null) && later <= LONGEST_WAIT_MS;
      if (next === text && (!again || number > retries)) throw error;
      if (next === text) await wait(Math.max(later, backOff(number)), signal);
      [renewed, text] = [renewed || next !== text, next];
    }
  }
}

/** The document by its id, which a server that knows it need not parse again, or by its text. */
export function asked({ unknown }: Transport, { document }: Operation): Asked {
  const id = document.__meta__?.hash;
  return typeof id !== 'string' || unknown.has(id) ? { query: document.toString() } : { documentId: id };
}

/** Whether what was asked by an id is to be asked by its text: the id was not known, and nothing has run. */
export function wantsText({ unknown }: Transport, sent: Asked, { code }: TribunalError): boolean {
  if (!('documentId' in sent) || !NOT_KNOWN.includes(code)) return false;
  unknown.add(sent.documentId);
  return true;
}

/** Runs one query or mutation once. */
export async function request(
  transport: Transport,
  operation: Operation,
  variables: object,
  how: { attempt: number; token: string; signal: AbortSignal | undefined },
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };
  const { name, kind } = operation;
  const span: Span = { name, kind, attempt: how.attempt, headers: {} };
  const ended = transport.trace(span);
  const sent = asked(transport, operation);
  try {
    const response = await open(transport, transport.endpoint, {
      method: 'POST',
      headers: { ...span.headers, ...headers, authorization: `Bearer ${how.token}` },
      body: JSON.stringify({ ...sent, variables }),
      signal: how.signal ?? null,
    });
    const answer = await read(response);
    ended?.({ error: null });
    return answer;
  } catch (error) {
    ended?.({ error: error as TribunalError });
    if (!wantsText(transport, sent, error as TribunalError)) throw error;
    return request(transport, operation, variables, how);
  }
}

export async function open({ fetch }: Pick<Transport, 'fetch'>, url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init).catch((cause) => {
    throw init.signal?.aborted ? aborted() : passing(`${new URL(url).origin} could not be reached.`, cause);
  });
}

async function read(response: Response): Promise<Record<string, unknown>> {
  const { errors, data } = (await response.json().catch(() => null)) ?? {};
  const [again, after] = [response.status >= 500 || response.status === 429, retryAfterIn(response)];
  if (errors?.length) throw fromGraphQLErrors(errors, again, after);
  if (data) return data;
  const code = response.status === 429 ? 'rate_limited' : 'bad_response';
  const message = `What answered with status ${response.status} does not speak GraphQL. Check the URL.`;
  throw new TribunalError({ code, message, retry: again }, { retryAfterMs: after });
}

/** In seconds or as a date (RFC 9110). */
function retryAfterIn({ headers }: Response): number | null {
  const text = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
