import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { sendRefusal } from './answer-errors.ts';
import { authenticate } from './authenticate.ts';
import { GRAPHQL_PATH, type GraphQL } from './graphql.ts';
import type { TokenWatch } from './token-watch.ts';

export type GraphQLDoor = { app: App; graphql: GraphQL; tokens: TokenWatch };

/** GraphQL over HTTP: answers, server-sent events, and GraphiQL for browsers. */
export function graphqlRoute(http: FastifyInstance, door: GraphQLDoor): { endAll(): void } {
  const streams = new Set<() => void>();
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // As bytes: Yoga parses the JSON and answers for it in GraphQL's form.
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: GRAPHQL_PATH,
      onRequest: async (request, reply) => {
        const encoding = request.headers['content-encoding'] ?? 'identity';
        if (encoding === 'identity') return;
        await sendRefusal(request, reply, new DomainError('unsupported_media_type', 'Send the body uncompressed.'));
      },
      handler: (request, reply) => answer(request, reply, door, streams),
    });
  });
  return {
    endAll: () => {
      for (const end of [...streams]) end();
    },
  };
}

async function answer(request: FastifyRequest, reply: FastifyReply, door: GraphQLDoor, streams: Set<() => void>) {
  const { app, graphql, tokens } = door;
  const abort = new AbortController();
  reply.raw.once('close', () => abort.abort());
  if (wantsGraphiQL(request)) return send(reply, await graphql.fetch(toFetch(request, abort.signal), {} as never));
  const { authorization = null } = request.headers;
  const ctx = await authenticate(app, { authorization, address: request.ip, requestId: request.id });
  const response = await graphql.fetch(toFetch(request, abort.signal), ctx);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return send(reply, response);
  return stream(reply, response, (end) => {
    streams.add(end);
    app.metrics.sockets.inc({ door: 'sse' });
    const forget = tokens.watch(ctx.actor.tokenId, end);
    reply.raw.once('close', () => {
      streams.delete(end);
      app.metrics.sockets.dec({ door: 'sse' });
      forget();
    });
  });
}

/** The page holds no data, so it needs no token; what it then asks does. */
function wantsGraphiQL(request: FastifyRequest): boolean {
  const query = request.query as Record<string, unknown>;
  return request.method === 'GET' && query.query === undefined && (request.headers.accept ?? '').includes('text/html');
}

function toFetch(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  const body = request.body instanceof Uint8Array ? (request.body as Uint8Array<ArrayBuffer>) : undefined;
  return new Request(`http://${request.host || 'localhost'}${request.url}`, {
    method: request.method,
    headers,
    body,
    signal,
  });
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  return withHead(reply, response).send(await response.text());
}

/** A stream ends when its reader goes, its operation is over, its token ends, or the server stops. */
function stream(reply: FastifyReply, response: Response, onOpen: (end: () => void) => void): FastifyReply {
  const body = Readable.fromWeb(response.body as ReadableStream);
  onOpen(() => {
    body.destroy();
    reply.raw.end();
    reply.raw.socket?.destroySoon();
  });
  return withHead(reply, response).send(body);
}

function withHead(reply: FastifyReply, response: Response): FastifyReply {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    if (name !== 'connection' && name !== 'content-encoding') reply.header(name, value);
  });
  return reply.header('cache-control', 'no-store');
}
