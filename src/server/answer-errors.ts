import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { GRAPHQL_PATH } from './graphql.ts';
import { bugReporter } from './public-error.ts';

/** What Fastify itself refuses, in our words. */
const REFUSALS: Record<string, DomainError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new DomainError('payload_too_large', 'The body is larger than 1 MiB.', {
    details: { limit_bytes: 1024 * 1024 },
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new DomainError('unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new DomainError('invalid_input', 'The body is empty.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new DomainError('invalid_input', 'The body is not as long as it says.'),
  FST_ERR_CTP_INVALID_JSON_BODY: new DomainError('invalid_input', 'The body is not JSON.'),
};

/** Errors outside GraphQL's own answers: a refusal is told, a bug is noted once and masked. */
export function answerErrors(http: FastifyInstance, app: App): void {
  http.setErrorHandler((error, request, reply) => {
    const refusal = isDomainError(error) ? error : REFUSALS[(error as { code?: string }).code ?? ''];
    if (refusal) return sendRefusal(request, reply, refusal);
    bugReporter(app.log, request.id, () => app.metrics.bugs.inc({ door: 'http' }))(error);
    const message = `Something went wrong on our side. Quote the request id ${request.id}.`;
    return reply.code(500).send(bodyOf(request, 'internal', message, {}));
  });
  http.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, new DomainError('not_found', 'There is nothing at this address.')),
  );
}

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: DomainError): FastifyReply {
  const { http } = refusal.row;
  if (http === 401) reply.header('www-authenticate', 'Bearer');
  // A body that was not read makes the connection useless for a next request.
  if (http === 413 || http === 415) reply.header('connection', 'close');
  const { retry_after_seconds: wait } = refusal.details;
  if (wait !== undefined) reply.header('retry-after', String(wait));
  return reply.code(http).send(bodyOf(request, refusal.code, refusal.message, refusal.details));
}

/** At the GraphQL door in GraphQL's form, elsewhere flat; the request's id is in the head, so that like refusals are alike to the byte. */
function bodyOf(request: FastifyRequest, code: string, message: string, details: object): object {
  const path = request.url.split('?', 1)[0];
  if (path !== GRAPHQL_PATH) return { error: code, message, ...details };
  return { errors: [{ message, extensions: { code: code.toUpperCase(), requestId: request.id } }] };
}
