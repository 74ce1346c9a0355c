type Problem = { code: string; message: string; retry?: boolean; path?: readonly string[]; requestId?: string };

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

  constructor(problem: Problem, { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(problem.message, { cause });
    this.code = problem.code;
    this.retry = problem.retry ?? false;
    this.path = problem.path ?? [];
    this.requestId = problem.requestId ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

/** Something on the way to the API failed, and may be tried again. */
export const passing = (message: string, cause?: unknown, code = 'network'): TribunalError =>
  new TribunalError({ code, message, retry: true }, { cause });
export const aborted = (): TribunalError =>
  new TribunalError({ code: 'aborted', message: 'It was ended by the signal that it was given.' });

/** The first of the errors of an answer; the others follow from the same cause. */
export function fromGraphQLErrors(errors: unknown, retry = false, after: number | null = null): TribunalError {
  const [{ message, extensions = {} }] = errors as [{ message: unknown; extensions?: Record<string, unknown> }];
  const { code, inputPath, requestId, retryAfter } = extensions;
  return new TribunalError(
    {
      code: String(code ?? 'bad_response').toLowerCase(),
      message: String(message),
      retry: retry || extensions.retry === true,
      path: Array.isArray(inputPath) ? inputPath.map(String) : [],
      ...(typeof requestId === 'string' ? { requestId } : {}),
    },
    { retryAfterMs: typeof retryAfter === 'number' ? retryAfter * 1000 : after },
  );
}
