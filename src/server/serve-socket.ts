import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { standingOf } from '#src/access/standing.ts';
import type { Actor, App } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import type { GraphQLDoor } from './graphql-route.ts';
import { keepAlive } from './keep-alive.ts';
import { LIMITS } from './limits.ts';
import { OperationIds } from './operation-ids.ts';
import { isOwnOrigin } from './origin.ts';
import { addressOf } from './request-credentials.ts';
import { requestIdOf } from './request-id.ts';
import { readJson } from './rest/read-json.ts';
import { sessionIn } from './session-cookie.ts';
import { SocketOutlet } from './socket-outlet.ts';
import { CLOSE, type socketProtocol } from './socket-protocol.ts';

const HELD_LIMIT = 100;

/** One websocket from its opening to its end. `line` is the connection below it. */
export function serveSocket(
  socket: WebSocket,
  line: Duplex,
  request: IncomingMessage,
  door: GraphQLDoor,
  protocol: ReturnType<typeof socketProtocol>,
): void {
  const { app } = door;
  const requestId = requestIdOf(request);
  const onEnd: (() => void)[] = [];
  let deliver: (message: string) => Promise<void> = async () => {};
  const onFault = (error: unknown) => {
    app.metrics.bugs.inc({ door: 'websocket' });
    app.log.error({ requestId, err: error }, 'bug');
    socket.close(1011, 'Internal error');
  };
  const operations = new OperationIds((message) => deliver(message), onFault);
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
      onAuthenticated: (actor) => onAuthenticated(door, socket, actor, onEnd),
    },
  );
  app.metrics.sockets.inc({ door: 'websocket' });
  onEnd.push(
    keepAlive(socket, line, { busy: () => operations.size > 0, idleMs: app.config.sockets.idleMs }),
    () => app.metrics.sockets.dec({ door: 'websocket' }),
    () => operations.close(),
  );
  // Broken frames and oversize messages: the library closes the socket with the fitting code.
  socket.on('error', (error) => app.log.debug({ requestId, err: error.message }, 'websocket'));
  socket.on('message', (data) => {
    if (operations.held > HELD_LIMIT) return socket.close(CLOSE.tooMuch, 'Too many messages');
    if (!isReadable(data)) return socket.close(CLOSE.badRequest, 'Invalid message');
    operations.receive(String(data));
    readNoFaster(socket, line);
  });
  socket.once('close', (code, reason) => {
    for (const end of onEnd) end();
    Promise.resolve(closed(code, String(reason))).catch(onFault);
  });
}

/** Returns false when the socket was closed over it. */
function onAuthenticated(door: GraphQLDoor, socket: WebSocket, actor: Actor, onEnd: (() => void)[]): boolean {
  const leave = door.perCredential.enter(standingOf(actor).credential);
  if (!leave) {
    socket.close(CLOSE.tooMuch, 'too_many_sockets');
    return false;
  }
  const forget = door.credentials.watch(actor, (why) => {
    if (why === 'changed') socket.close(CLOSE.rightsChanged, 'rights_changed');
    else socket.close(CLOSE.forbidden, actor.sessionId === null ? 'invalid_token' : 'invalid_session');
  });
  onEnd.push(leave, forget);
  if (socket.readyState === socket.OPEN) return true;
  leave();
  forget();
  return false;
}

/** A session is taken from our own pages alone: other pages on the list bring a token, and whoever sends no origin is no page. */
function sessionOf(app: App, { headers }: IncomingMessage): string | null {
  const { origin, host, cookie } = headers;
  return origin !== undefined && isOwnOrigin(app, origin, host) ? sessionIn(app, cookie) : null;
}

/** Waits until the message is handed on, so that a slow reader slows its own operations down and nobody else's. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(data, () => resolve()); // a failed send is followed by `close`
  });
}

/** Who asks and asks and does not read the answers is not listened to until they have been taken. */
function readNoFaster(socket: WebSocket, line: Duplex): void {
  if (line.writableLength < LIMITS.bytes || socket.isPaused) return;
  socket.pause();
  line.once('drain', () => socket.resume());
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
