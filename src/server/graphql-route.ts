import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { sendRefusal } from './answer-errors.ts';
import { tellStanding } from './cost/tell-standing.ts';
import { eventStreamOf } from './event-stream.ts';
import { GRAPHQL_PATH, type GraphQL } from './graphql.ts';
import type { OpenStreams, StreamParts } from './open-streams.ts';
import { authenticateRequest } from './request-credentials.ts';
import { readJson } from './rest/read-json.ts';
import { takeSubscription } from './subscriptions/use-subscriptions.ts';

export type GraphQLDoor = StreamParts & { graphql: GraphQL };

/** GraphQL over HTTP: answers, server-sent events, and GraphiQL for browsers. */
export function graphqlRoute(http: FastifyInstance, door: GraphQLDoor, streams: OpenStreams): void {
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // As bytes: Yoga parses the JSON. What two readers would read in two ways is refused before.
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => {
      readJson(body);
      return body;
    });
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
}

/** Yoga says it without a word, and after the operation. */
const NOT_ACCEPTABLE = new DomainError(
  'not_acceptable',
  'Accept application/graphql-response+json or application/json, and text/event-stream for subscriptions.',
);

/** What an answer could be. Who accepts none of it is refused before anything is done; anything else is for Yoga to weigh. */
const ANY_OF_OURS = /\*\/\*|application\/(?:\*|json|graphql-response\+json)|text\/(?:\*|event-stream)|multipart\//i;

async function answer(request: FastifyRequest, reply: FastifyReply, door: GraphQLDoor, streams: OpenStreams) {
  const { app, graphql } = door;
  const abort = new AbortController();
  reply.raw.once('close', () => abort.abort());
  if (request.method === 'GET') refuseBroken(request.url);
  if (app.config.api.graphiql && wantsGraphiQL(request))
    return send(reply, await graphql.fetch(toFetch(request, abort.signal), {} as never));
  const ctx = await authenticateRequest(app, request, reply);
  if (!ANY_OF_OURS.test(request.headers.accept || '*/*')) throw NOT_ACCEPTABLE;
  const asked = toFetch(request, abort.signal);
  try {
    const response = await graphql.fetch(asked, ctx);
    tellStanding(reply, ctx);
    if (response.status === 406) return await sendRefusal(request, reply, NOT_ACCEPTABLE);
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return await send(reply, response);
    const subscription = abort.signal.aborted ? null : takeSubscription(asked);
    const body = subscription ? eventStreamOf(subscription, ctx) : Readable.fromWeb(response.body as ReadableStream);
    return stream(reply, response, body, streams, ctx.actor);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    return reply.hijack(); // whoever asked has gone: there is nobody to answer, and nothing is wrong
  } finally {
    // One that could not be answered as a stream, or whose reader has gone in the meantime.
    await takeSubscription(asked)?.return();
  }
}

/** The page holds no data, so it needs no token; what it then asks does. */
function wantsGraphiQL(request: FastifyRequest): boolean {
  const query = request.query as Record<string, unknown>;
  return request.method === 'GET' && query.query === undefined && (request.headers.accept ?? '').includes('text/html');
}

/** What an address carries as JSON is read as strictly as a body. @throws DomainError `invalid_json` */
function refuseBroken(url: string): void {
  const parameters = new URL(url, SOMEWHERE).searchParams;
  for (const name of ['variables', 'extensions']) {
    const text = parameters.get(name);
    if (text) readJson(Buffer.from(text), `The parameter ${name}`);
  }
}

/** Nothing depends on the host that a request calls, and what stands there need not be one. */
const SOMEWHERE = 'http://localhost';

function toFetch(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  const body = request.body instanceof Uint8Array ? (request.body as Uint8Array<ArrayBuffer>) : undefined;
  const asked = new Request(`${SOMEWHERE}${request.url}`, { method: request.method, headers, body, signal });
  // The one type that comes so far. Yoga knows it in small letters alone.
  if (body) asked.headers.set('content-type', 'application/json');
  return asked;
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  return withHead(reply, response).send(await response.text());
}

/**
 * A stream ends when its reader goes, its operation is over, its token ends, or the server stops. It is always accepted: what is wrong with
 * the document is told by its first event, because a browser shows the body of no other status.
 */
function stream(
  reply: FastifyReply,
  response: Response,
  body: Readable,
  streams: OpenStreams,
  actor: Actor,
): FastifyReply {
  streams.keep(reply, actor, body);
  return withHead(reply, response).code(200).send(body);
}

/** Headers that are for Node to set, as it knows how the body is sent. */
const OF_THE_LINE = new Set(['connection', 'content-encoding', 'content-length', 'transfer-encoding']);

function withHead(reply: FastifyReply, response: Response): FastifyReply {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    if (!OF_THE_LINE.has(name)) reply.header(name, value);
  });
  return reply.header('cache-control', 'no-store');
}
