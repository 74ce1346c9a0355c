import { GraphQLError } from 'graphql';
import { type DomainError, isDomainError } from '#src/platform/errors.ts';
import type { Log } from '#src/platform/log.ts';

/** Where an error came up: whose request it was, and how a bug is noted. */
export type ErrorScope = { requestId: string; onBug: (error: unknown) => void };

const published = new WeakSet<GraphQLError>();

/**
 * The one way from an exception to a GraphQL error, for every door.
 * - A refusal keeps its message; `extensions.code` is its code in capitals.
 * - An error of GraphQL itself (syntax, validation, input) keeps its message, and of its extensions the code.
 * - Anything else is a bug: it is handed to `onBug` once and answered with the request's id alone.
 */
export function publicError(error: unknown, scope: ErrorScope): GraphQLError {
  if (error instanceof GraphQLError && published.has(error)) return error;
  const shown = translate(error, scope);
  published.add(shown);
  return shown;
}

/** The same before there is an operation: the HTTP status goes along, and Yoga reads it. */
export function publicRequestError(error: unknown, scope: ErrorScope): GraphQLError {
  const shown = publicError(error, scope);
  const http = httpOf(error, causeOf(error));
  if (http) Object.assign(shown.extensions, { http });
  return shown;
}

function translate(error: unknown, scope: ErrorScope): GraphQLError {
  const cause = causeOf(error);
  const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  if (isDomainError(cause)) return new GraphQLError(cause.message, { ...place, extensions: refusal(cause, scope) });
  if (cause instanceof GraphQLError) {
    const code = typeof cause.extensions.code === 'string' ? cause.extensions.code : 'BAD_REQUEST';
    const at = cause.source && cause.positions ? { source: cause.source, positions: cause.positions } : {};
    return new GraphQLError(cause.message, { ...at, ...place, extensions: { code, requestId: scope.requestId } });
  }
  scope.onBug(cause);
  return new GraphQLError(`Something went wrong on our side. Quote the request id ${scope.requestId}.`, {
    ...place,
    extensions: { code: 'INTERNAL', requestId: scope.requestId },
  });
}

function refusal(error: DomainError, scope: ErrorScope): Record<string, unknown> {
  const { details, inputPath, row } = error;
  return {
    code: error.code.toUpperCase(),
    retry: row.retry,
    ...(inputPath.length > 0 ? { inputPath } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(details.retry_after_seconds === undefined ? {} : { retryAfter: details.retry_after_seconds }),
    requestId: scope.requestId,
  };
}

/** What was thrown, below the wrappers that say where in the document it was thrown. */
function causeOf(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 10 && inner instanceof GraphQLError; depth += 1) {
    const next = inner.originalError ?? inner.cause;
    if (next === undefined || next === null) return inner;
    inner = next;
  }
  return inner;
}

function httpOf(error: unknown, cause: unknown): unknown {
  if (isDomainError(cause)) return { status: cause.row.http };
  if (!(cause instanceof GraphQLError)) return { status: 500 };
  // A body that is not JSON is 400 to every client, even to those that get 200 with the errors of a document.
  if ('originalError' in cause.extensions) return { status: 400 };
  return cause.extensions.http ?? (error as GraphQLError).extensions?.http;
}

/** Notes a bug once, however many fields it broke. */
export function bugReporter(log: Log, requestId: string, note: () => void): (error: unknown) => void {
  const seen = new WeakSet<object>();
  return (error) => {
    if (typeof error === 'object' && error !== null) {
      if (seen.has(error)) return;
      seen.add(error);
    }
    note();
    log.error({ requestId, err: error instanceof Error ? error : new Error(String(error)) }, 'bug');
  };
}
