import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type TestServer = { port: number; url: string; connections: () => number; close: () => Promise<void> };

/** An HTTP server on a loopback address, on a free port. Closing it cuts every connection. */
export async function startHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  host = '127.0.0.1',
): Promise<TestServer> {
  return listen(createServer(handle as RequestListener), host, 'http');
}

/** A server that speaks whatever the test writes into the socket. */
export async function startTcpServer(handle: (socket: Socket) => void): Promise<TestServer> {
  return listen(createTcpServer(handle), '127.0.0.1', 'http');
}

/** A TLS server that answers every request with `200` and `ok`. */
export async function startTlsServer(options: TlsOptions): Promise<TestServer> {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'));
  });
  return listen(server, '127.0.0.1', 'https');
}

async function listen(server: Server, host: string, scheme: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let seen = 0;
  server.on('connection', (socket: Socket) => {
    seen += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    connections: () => seen,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
