import type { EventListener } from 'graphql-ws/client';

type Listeners = {
  connected: EventListener<'connected'>;
  ping: EventListener<'ping'>;
  pong: EventListener<'pong'>;
  closed: EventListener<'closed'>;
};

/** Calls `onDead` when a ping has stayed without its pong for half the time between two pings: the connection is dead without having said so. */
export function heartbeat(keepAliveMs: number, onDead: () => void): Listeners {
  let socket: { close(code: number): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveUp = () => {
    onDead();
    // The other end cannot answer the farewell, so nothing may wait for it.
    socket?.close(1000);
  };
  return {
    connected: (opened) => {
      socket = opened as typeof socket;
    },
    ping: (received) => {
      if (!received) timer = setTimeout(giveUp, keepAliveMs / 2);
    },
    pong: (received) => {
      if (received) clearTimeout(timer);
    },
    closed: () => clearTimeout(timer),
  };
}
