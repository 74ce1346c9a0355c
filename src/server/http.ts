import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { answerErrors, sendRefusal } from './answer-errors.ts';
import { auditCalls } from './audit-calls.ts';
import { oidcRoutes } from './auth/oidc-routes.ts';
import { signInRoutes } from './auth/sign-in-routes.ts';
import { answerClientError } from './client-error.ts';
import { allowOrigins } from './cors.ts';
import { watchCredentials } from './credential-watch.ts';
import { createGraphQL } from './graphql.ts';
import { graphqlRoute } from './graphql-route.ts';
import { healthRoutes } from './health.ts';
import { LIMITS } from './limits.ts';
import { measureRequests, metricsRoute } from './metrics-route.ts';
import { OpenSockets } from './open-sockets.ts';
import { openStreams } from './open-streams.ts';
import { readPersistedDocuments } from './persisted-documents.ts';
import { referencePage } from './reference-page.ts';
import { requestIdOf } from './request-id.ts';
import { documentRoute } from './rest/document.ts';
import { reportSchemaRoute } from './rest/report-schema.ts';
import { ROWS } from './rest/rows.ts';
import { serveRows } from './rest/serve-rows.ts';
import { openWebsocket } from './websocket.ts';
import { wellKnownRoutes } from './well-known.ts';

/** Everything that one request may weigh, GraphQL documents with their variables included. */
export const BODY_LIMIT = LIMITS.bytes;

/** Connections that may wait to be taken: after a deploy thousands of clients come back at once. */
const BACKLOG = 4096;

export type Server = {
  /** Where it listens, with the port that it got. */
  url: string;
  /**
   * Takes nothing new, ends streams and sockets over DRAIN_SECONDS at most, lets requests finish for up to five seconds, then closes.
   */
  close(): Promise<void>;
};

/** What a measurement leaves out, to see what it costs. */
export type ServerParts = { auditCalls: typeof auditCalls };

/**
 * Starts the API.
 *
 * @throws StartupError when the address cannot be listened on
 */
export async function openServer(app: App, parts: ServerParts = { auditCalls }): Promise<Server> {
  const http = fastify({
    genReqId: requestIdOf,
    bodyLimit: BODY_LIMIT,
    logger: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    // What is refused before there is a route: no hook sees it.
    frameworkErrors: (_error, request, reply) => void refuseAddress(request, reply),
  });
  const graphql = createGraphQL(app, await readPersistedDocuments(app.config.api.documentsFile, app.log));
  const credentials = watchCredentials(app);
  // The order is the order in which a request meets them: measured first, so that refusals count too.
  measureRequests(http, app);
  const writeCalls = parts.auditCalls(http, app);
  answerErrors(http, app);
  allowOrigins(http, app);
  let closing = false;
  http.addHook('onSend', async (request, reply) => {
    // An answer that is still under way at the end must not leave its connection open behind it.
    if (closing) reply.header('connection', 'close');
    reply.headers(headersOf(request));
  });
  healthRoutes(http, app);
  metricsRoute(http, app);
  wellKnownRoutes(http, app);
  signInRoutes(http, app);
  oidcRoutes(http, app);
  documentRoute(http, app);
  reportSchemaRoute(http);
  referencePage(http);
  const door = {
    app,
    graphql,
    credentials,
    perAddress: new OpenSockets(app.config.sockets.perAddress),
    perCredential: new OpenSockets(app.config.sockets.perCredential),
  };
  const streams = openStreams(door);
  serveRows(http, app, ROWS, streams);
  graphqlRoute(http, door, streams);
  const websocket = openWebsocket(http.server, door);
  const url = await listen(http, app);
  return {
    url,
    async close() {
      closing = true;
      // Whoever is sent away finds another process, or waits for the next one, rather than come back here.
      http.server.close();
      await Promise.all([streams.endAll(), websocket.close()]);
      credentials.close();
      await closeWithin(http, 5000);
      await writeCalls();
    },
  };
}

function refuseAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendRefusal(request, reply.headers(headersOf(request)), new DomainError('invalid_url', 'This is no address.'));
}

function headersOf({ id }: FastifyRequest): Record<string, string> {
  return { 'x-request-id': id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
}

async function listen(http: FastifyInstance, app: App): Promise<string> {
  const { host, port } = app.config;
  try {
    await http.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartupError(`Cannot listen on ${host}:${port} (${code}). Set HOST and PORT to a free address.`, {
      cause: error,
    });
  }
  const address = http.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${bound}`;
}

async function closeWithin(http: FastifyInstance, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => http.server.closeAllConnections(), milliseconds);
  await http.close();
  clearTimeout(timer);
}
