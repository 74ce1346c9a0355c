import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { publicKeys } from '#src/reports/public-keys.ts';
import { etagOf, matchesTag } from './rest/answer.ts';

export const KEYS_PATH = '/.well-known/tribunal-keys.json';

/** The public keys that reports are verified with, without a token: an auditor has none. May be kept for an hour. */
export function wellKnownRoutes(http: FastifyInstance, app: App): void {
  http.get(KEYS_PATH, async (request, reply) => {
    const text = JSON.stringify(await publicKeys(app));
    const tag = etagOf(text);
    reply.headers({ etag: tag, 'cache-control': 'public, max-age=3600' });
    if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
    return reply.type('application/jwk-set+json').send(text);
  });
}
