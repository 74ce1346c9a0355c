import type { Operation } from './_generated/methods.ts';
import { aborted, TribunalError } from './errors.ts';

/** One try of a call, or one stream of a watch. What is put into `headers` is sent along, such as a `traceparent`; streams send none. */
export type Span = { name: string; kind: Operation['kind']; attempt: number; headers: Record<string, string> };
/** Called when a try begins; what it answers is called when the try has ended. */
export type Trace = (span: Span) => ((end: { error: TribunalError | null }) => unknown) | undefined;

export type Transport = {
  /** Where GraphQL is spoken over HTTP. */
  endpoint: string;
  token: (refused: string | null) => Promise<string>;
  fetch: typeof globalThis.fetch;
  retries: number;
  trace: Trace;
  /** Documents go as their texts, because the API did not know the id of one: it is older or newer than this package. */
  byText: boolean;
};
export type Try = Span & { token: string; document: { query: string } | { documentId: string } };
/** Whether to go on after so many failures, and so long, without a success between. */
type GoesOn = (error: TribunalError, failures: number, sinceMs: number) => boolean;
type Policy = { signal: AbortSignal | undefined; goesOn: GoesOn; wait?: typeof wait };

/** Codes of a server that does not know a document, does not know ids at all, or took the empty text in an id's company for the document. */
const NOT_KNOWN = ['document_unknown', 'bad_request', 'graphql_parse_failed'];
const TOKEN_REFUSED = ['invalid_token', 'expired_token'];

/** Tries an operation until it succeeds, is refused for good, or the policy ends it, with waits that grow. */
export async function* tries<Result>(
  transport: Transport,
  { name, kind, document }: Operation,
  { signal, goesOn, wait: pause = wait }: Policy,
  attempt: (one: Try) => AsyncGenerator<Result, void, void>,
): AsyncGenerator<Result, void, void> {
  let [failures, since, refusal] = [0, 0, null as { token: string; error: TribunalError } | null];
  for (let number = 1; ; number += 1) {
    if (signal?.aborted) throw aborted();
    const id = transport.byText ? undefined : (document.__meta__?.hash as string | undefined);
    const span: Span = { name, kind, attempt: number, headers: {} };
    let [token, ended, error]: [string, ReturnType<Trace>, TribunalError | null] = ['', undefined, null];
    try {
      token = await transport.token(refusal?.token ?? null);
      if (refusal?.token === token) throw refusal.error;
      ended = transport.trace(span);
      const sent = id ? { documentId: id } : { query: document.toString() };
      for await (const result of attempt({ ...span, token, document: sent })) {
        [failures, refusal] = [0, null];
        yield result;
      }
      return;
    } catch (thrown) {
      error = thrown as TribunalError;
      if (!(error instanceof TribunalError) || error.code === 'aborted') throw error;
    } finally {
      ended?.({ error });
    }
    if (id && NOT_KNOWN.includes(error.code)) {
      transport.byText = true;
    } else if (TOKEN_REFUSED.includes(error.code) && refusal === null) {
      refusal = { token, error };
    } else {
      failures += 1;
      since = failures === 1 ? Date.now() : since;
      if (!error.retry || !goesOn(error, failures, Date.now() - since)) throw error;
      // With chance in it, so that clients that were cut off together do not come back together.
      const backOff = Math.min(5000, 50 * 2 ** failures) * (0.5 + Math.random() / 2);
      await pause(Math.max(backOff, error.retryAfterMs ?? 0), signal);
    }
  }
}

/** Waits, until `woken` at most. @throws TribunalError `aborted`, as soon as the signal says so */
export async function wait(ms: number, signal?: AbortSignal, woken?: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const stop = () => over.reject(aborted());
  const timer = setTimeout(over.resolve, ms);
  signal?.addEventListener('abort', stop);
  await Promise.race([over.promise, woken ?? over.promise]).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  });
}
