import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP line between a client and a server that a test can cut. */
export type Line = AsyncDisposable & {
  url: string;
  /** Breaks every open connection, without a farewell. */
  cut(): void;
  /** From now on, connections are refused or taken. */
  block(blocked: boolean): void;
  /** Passes nothing on in either direction, and says nothing about it. */
  freeze(frozen: boolean): void;
  /** Leads new connections elsewhere. */
  lead(url: string): void;
  /** How many connections there have been. */
  connections(): number;
};

export async function openLine(to: string): Promise<Line> {
  const pairs = new Set<[Socket, Socket]>();
  let [target, blocked, frozen, count] = [new URL(to), false, false, 0];
  const server = createServer((near) => {
    count += 1;
    if (blocked) return near.resetAndDestroy();
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.on('data', (data) => frozen || far.write(data));
    far.on('data', (data) => frozen || near.write(data));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const [near, far] of pairs) for (const socket of [near, far]) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    block: (value) => {
      blocked = value;
    },
    freeze: (value) => {
      frozen = value;
    },
    lead: (url) => {
      target = new URL(url);
    },
    connections: () => count,
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
