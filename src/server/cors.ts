import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const TAKEN =
  'authorization, content-type, accept, idempotency-key, if-match, if-none-match, last-event-id, x-request-id';
const SHOWN =
  'x-request-id, retry-after, ratelimit, ratelimit-policy, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, etag, idempotency-replayed';
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the listed origins read answers, at every address. They send a token: cookies are never allowed along, so a page that got
 * onto the list can do nothing in the name of whoever looks at it. Any other origin gets no header and its browser keeps the answer.
 */
export function allowOrigins(http: FastifyInstance, app: App): void {
  const { allowedOrigins } = app.config.api;
  if (allowedOrigins.length === 0) return;
  http.addHook('onRequest', async (request, reply) => {
    // Caches must not hand one origin's answer to another, nor to a request without one.
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowedOrigins.includes(origin)) return;
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': SHOWN });
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return;
    reply.headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': TAKEN,
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    });
    return reply.code(204).send();
  });
}
