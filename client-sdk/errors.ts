type Problem = { code: string; message: string; retry?: boolean; path?: readonly string[] };
type Told = Problem & { requestId?: string; retryAfterMs?: number };

/**
 * Everything that the client throws. `code` is stable: `not_found`, `missing_scope`, `cursor_lost`, … as the API says it, or one of the
 * client's own: `network`, `bad_response`, `connection_lost`, `token_unavailable`, `aborted`. It never holds the token, nor what was sent.
 */
export class TribunalError extends Error {
  override readonly name = 'TribunalError';
  readonly code: string;
  /** Whether the same call may do better later. */
  readonly retry: boolean;
  /** The member of the input that is wrong, from the outside in. Empty when no single one is. */
  readonly path: readonly string[];
  /** Quote it when you report a fault. */
  readonly requestId: string | null;
  /** After how many milliseconds the API wants to be asked again; it has done nothing then. Null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor({ code, message, retry, path, requestId, retryAfterMs }: Told, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.retry = retry ?? false;
    this.path = path ?? [];
    this.requestId = requestId ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

export const network = (message: string, cause?: unknown) =>
  new TribunalError({ code: 'network', message, retry: true }, cause);
export const badResponse = (message: string) => new TribunalError({ code: 'bad_response', message });
export const aborted = () => new TribunalError({ code: 'aborted', message: 'The signal that it was given ended it.' });

/** The first of the errors of an answer; the others follow from the same cause. `told`: what the answer said beside them. */
export function fromGraphQLErrors(errors: unknown, told: Partial<Told> = {}): TribunalError {
  const [{ message, extensions = {} }] = errors as [{ message: string; extensions?: Record<string, never> }];
  const { code: given = 'bad_response', inputPath: path = [], requestId, retryAfter } = extensions;
  const retryAfterMs = retryAfter === undefined ? {} : { retryAfterMs: Number(retryAfter) * 1000 };
  const [code, retry] = [String(given).toLowerCase(), extensions.retry === true || told.retry === true];
  return new TribunalError({ ...told, ...retryAfterMs, code, message, path, requestId, retry });
}
