import type { FastifyInstance } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { openapi } from './openapi.ts';
import { ROWS } from './rows.ts';
import { REST_PATH } from './serve-rows.ts';

/** `/api/v2/openapi.json`, without a token: printed once, at the first call. */
export function documentRoute(http: FastifyInstance, app: App): void {
  let printed: string | undefined;
  http.get(`${REST_PATH}/openapi.json`, async (request, reply) => {
    printed ??= JSON.stringify(openapi(ROWS, app.config.publicUrl ?? `${request.protocol}://${request.host}`));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=300').send(printed);
  });
}
