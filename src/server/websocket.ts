import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Actor, App } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { GRAPHQL_PATH } from './graphql.ts';
import type { GraphQLDoor } from './graphql-route.ts';
import { LIMITS } from './limits.ts';
import { OperationIds } from './operation-ids.ts';
import { isOwnOrigin } from './origin.ts';
import { addressOf } from './request-credentials.ts';
import { requestIdOf } from './request-id.ts';
import { readJson } from './rest/read-json.ts';
import { sessionIn } from './session-cookie.ts';
import { SocketOutlet } from './socket-outlet.ts';
import { CLOSE, socketProtocol } from './socket-protocol.ts';

const SOCKETS_PER_ADDRESS = 1000;
/** A socket that answers no ping within this time is dead. */
const PING_MS = 12_000;
const CLOSE_WITHIN_MS = 2000;
const HELD_LIMIT = 100;

/** GraphQL over websockets, at the same address and on the same port as over HTTP. */
export function openWebsocket(http: HttpServer, door: GraphQLDoor): { close(): Promise<void> } {
  const server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.bytes, handleProtocols });
  const protocol = socketProtocol(door);
  const perAddress = new Map<string, number>();
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request, door.app, perAddress);
    if (refusal) return refuse(socket, refusal);
    server.handleUpgrade(request, socket, head, (opened) => {
      const address = addressOf(door.app, request);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      opened.once('close', () => countDown(perAddress, address));
      serve(opened, socket, request, door, protocol);
    });
  });
  return { close: () => closeAll(server) };
}

function serve(
  socket: WebSocket,
  line: Duplex,
  request: IncomingMessage,
  { app, credentials }: GraphQLDoor,
  protocol: ReturnType<typeof socketProtocol>,
) {
  const requestId = requestIdOf(request);
  let forget = () => {};
  let deliver: (message: string) => Promise<void> = async () => {};
  const onFault = (error: unknown) => {
    app.metrics.bugs.inc({ door: 'websocket' });
    app.log.error({ requestId, err: error }, 'bug');
    socket.close(1011, 'Internal error');
  };
  const operations = new OperationIds((message) => deliver(message), onFault);
  const onAuthenticated = (actor: Actor) => {
    forget = credentials.watch(actor, (why) => {
      if (why === 'changed') socket.close(CLOSE.rightsChanged, 'rights_changed');
      else socket.close(CLOSE.forbidden, actor.sessionId === null ? 'invalid_token' : 'invalid_session');
    });
    if (socket.readyState !== socket.OPEN) forget();
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) => {
        deliver = receive;
      },
    },
    {
      socket,
      address: addressOf(app, request),
      session: sessionOf(app, request),
      requestId,
      operations,
      outlet: new SocketOutlet(socket, line),
      onAuthenticated,
    },
  );
  app.metrics.sockets.inc({ door: 'websocket' });
  const stopPinging = keepAlive(socket);
  // Broken frames and oversize messages: the library closes the socket with the fitting code.
  socket.on('error', (error) => app.log.debug({ requestId, err: error.message }, 'websocket'));
  socket.on('message', (data) => {
    if (operations.held > HELD_LIMIT) return socket.close(CLOSE.tooMuch, 'Too many messages');
    if (!isReadable(data)) return socket.close(CLOSE.badRequest, 'Invalid message');
    operations.receive(String(data));
  });
  socket.once('close', (code, reason) => {
    app.metrics.sockets.dec({ door: 'websocket' });
    stopPinging();
    forget();
    operations.close();
    Promise.resolve(closed(code, String(reason))).catch(onFault);
  });
}

/** Waits until the message is handed on, so that a slow reader slows its own operations down and nobody else's. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(data, () => resolve()); // a failed send is followed by `close`
  });
}

/** Messages that two readers would read in two ways are not taken, as over HTTP. */
function isReadable(data: RawData): boolean {
  try {
    readJson(data as Buffer);
    return true;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}

function keepAlive(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Browsers send the page's origin: a page of elsewhere has no business here. Programs send none. */
function refusalOf(request: IncomingMessage, app: App, perAddress: Map<string, number>): string | null {
  if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) return '404 Not Found';
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(app, origin, host) && !app.config.api.allowedOrigins.includes(origin))
    return '403 Forbidden';
  if ((perAddress.get(addressOf(app, request)) ?? 0) >= SOCKETS_PER_ADDRESS) return '429 Too Many Requests';
  return null;
}

/** A session is taken from our own pages alone: other pages on the list bring a token, and whoever sends no origin is no page. */
function sessionOf(app: App, { headers }: IncomingMessage): string | null {
  const { origin, host, cookie } = headers;
  return origin !== undefined && isOwnOrigin(app, origin, host) ? sessionIn(app, cookie) : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function countDown(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}

async function closeAll(server: WebSocketServer): Promise<void> {
  for (const socket of server.clients) socket.close(CLOSE.goingAway, 'Going away');
  const timer = setTimeout(() => {
    for (const socket of server.clients) socket.terminate();
  }, CLOSE_WITHIN_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
}
