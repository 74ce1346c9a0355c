import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { App } from '#src/platform/context.ts';
import { drain } from './drain.ts';
import { GRAPHQL_PATH } from './graphql.ts';
import type { GraphQLDoor } from './graphql-route.ts';
import { LIMITS } from './limits.ts';
import { isOwnOrigin } from './origin.ts';
import { addressOf } from './request-credentials.ts';
import { serveSocket } from './serve-socket.ts';
import { CLOSE, socketProtocol } from './socket-protocol.ts';

const CLOSE_WITHIN_MS = 2000;

/** GraphQL over websockets, at the same address and on the same port as over HTTP. */
export function openWebsocket(http: HttpServer, door: GraphQLDoor): { close(): Promise<void> } {
  const server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.bytes, handleProtocols });
  const protocol = socketProtocol(door);
  let closing = false;
  http.on('upgrade', (request: IncomingMessage, line: Duplex, head: Buffer) => {
    line.on('error', () => line.destroy());
    const refusal = closing ? '503 Service Unavailable' : refusalOf(request, door.app);
    if (refusal) return refuse(line, refusal);
    const leave = door.perAddress.enter(addressOf(door.app, request));
    if (!leave) return refuse(line, '429 Too Many Requests');
    line.once('close', leave);
    server.handleUpgrade(request, line, head, (opened) => serveSocket(opened, line, request, door, protocol));
  });
  return {
    close: async () => {
      closing = true;
      await closeAll(server, door.app.config.sockets.drainMs);
    },
  };
}

/** Browsers send the page's origin: a page of elsewhere has no business here. Programs send none. */
function refusalOf(request: IncomingMessage, app: App): string | null {
  if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) return '404 Not Found';
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOwnOrigin(app, origin, host) && !app.config.api.allowedOrigins.includes(origin))
    return '403 Forbidden';
  return null;
}

function refuse(line: Duplex, status: string): void {
  line.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function closeAll(server: WebSocketServer, drainMs: number): Promise<void> {
  const sockets = [...server.clients];
  await drain(
    sockets.map((socket) => () => socket.close(CLOSE.restart, 'Restarting: come back, to any process')),
    drainMs,
  );
  const timer = setTimeout(() => {
    for (const socket of server.clients) socket.terminate();
  }, CLOSE_WITHIN_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
}
