import type { EventListener } from 'graphql-ws/client';

export const KEEP_ALIVE_MS = 10_000;
const ANSWER_WITHIN_MS = 5000;
const TIMED_OUT = 4408;

type Listeners = {
  connected: EventListener<'connected'>;
  ping: EventListener<'ping'>;
  pong: EventListener<'pong'>;
  closed: EventListener<'closed'>;
};

/** Notices a connection that is dead without having been closed: a ping that stays without its pong closes it. */
export function heartbeat(): Listeners {
  let socket: { close(code: number, reason: string): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    connected: (opened) => {
      socket = opened as typeof socket;
    },
    ping: (received) => {
      if (!received) timer = setTimeout(() => socket?.close(TIMED_OUT, 'No answer'), ANSWER_WITHIN_MS);
    },
    pong: (received) => {
      if (received) clearTimeout(timer);
    },
    closed: () => clearTimeout(timer),
  };
}
