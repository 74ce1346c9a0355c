import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A socket that shows no sign of life from one ping to the next is dead. */
const PING_MS = 12_000;
const NORMAL = 1000;

export type KeepAliveOptions = {
  /** Whether anything is under way on the socket. */
  busy: () => boolean;
  /** How long a socket may be open with nothing under way; 0 for ever. */
  idleMs: number;
};

/**
 * Pings a socket, ends it when its other end is gone, and closes it when it has been idle for too long. Returns the way to stop.
 *
 * A pong is a sign of life, and so is any message and anything that the other end has taken: the pong of a slow reader waits behind what it
 * has not read yet.
 */
export function keepAlive(socket: WebSocket, line: Duplex, { busy, idleMs }: KeepAliveOptions): () => void {
  let alive = true;
  let busyAt = performance.now();
  const seen = () => {
    alive = true;
  };
  socket.on('pong', seen).on('message', seen);
  line.on('drain', seen);
  const pinging = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  const looking = setInterval(
    () => {
      if (busy()) busyAt = performance.now();
      else if (performance.now() - busyAt >= idleMs) socket.close(NORMAL, 'Idle');
    },
    Math.min(PING_MS, Math.max(1, idleMs / 4)),
  );
  if (idleMs === 0) clearInterval(looking);
  for (const timer of [pinging, looking]) timer.unref();
  return () => {
    clearInterval(pinging);
    clearInterval(looking);
  };
}
