/** A problem as the API tells it, in a mutation's answer or as a GraphQL error. */
export type ProblemShape = {
  code: string;
  message: string;
  retry?: boolean | undefined;
  path?: readonly string[] | undefined;
  requestId?: string | undefined;
};

/**
 * Everything that the client throws. `code` is stable: `not_found`, `missing_scope`, `url_duplicate`, `cursor_lost`, … as the API says
 * it, or one of the client's own: `network` (the API could not be reached), `bad_response` (what answered is not the API),
 * `connection_lost` (a watch could not be resumed in time), `aborted`.
 *
 * It never holds the token, nor what was sent.
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

  constructor(problem: ProblemShape, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    this.retry = problem.retry ?? false;
    this.path = problem.path ?? [];
    this.requestId = problem.requestId ?? null;
  }
}

/** An error in an answer's `errors`. */
export type GraphQLErrorShape = { message?: unknown; extensions?: Record<string, unknown> | undefined };

/** The first of the errors of an answer; the others follow from the same cause. */
export function fromGraphQLErrors(errors: readonly GraphQLErrorShape[]): TribunalError {
  const [{ message, extensions = {} } = {}] = errors;
  return new TribunalError({
    code: String(extensions.code ?? 'bad_response').toLowerCase(),
    message: String(message ?? 'The API answered with an error that says nothing.'),
    retry: extensions.retry === true,
    path: Array.isArray(extensions.inputPath) ? extensions.inputPath.map(String) : [],
    requestId: typeof extensions.requestId === 'string' ? extensions.requestId : undefined,
  });
}
