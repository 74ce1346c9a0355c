import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import type { Log } from './log.ts';
import { StartupError } from './startup-error.ts';

/**
 * Wake-ups: "look at the log again". They carry a topic and nothing else and may be lost, doubled or late, so whoever listens
 * also looks on a timer. Data never travels here.
 */
export type Wakeups = {
  /** Never throws, never waits for Redis. */
  wake(topic: string): void;
  /** Calls `listener` for each wake-up of `topic`, and for every topic when the connection comes back. Returns the way to stop. */
  listen(topic: string, listener: () => void): () => void;
  /** Whether wake-ups of other processes arrive at the moment. */
  healthy(): boolean;
  close(): Promise<void>;
};

/** Wake-ups inside this process only. */
export function localWakeups(): Wakeups {
  const listeners = new Listeners();
  return {
    wake: (topic) => listeners.call(topic),
    listen: (topic, listener) => listeners.add(topic, listener),
    healthy: () => true,
    close: async () => {},
  };
}

const CHANNEL = 'tribunal:wake';
const START_LIMIT_MS = 10_000;
const SILENCE_MS = 2000;

/**
 * Wake-ups over Redis. One channel for all topics: the library's per-topic `unsubscribe` ends the process when a subscribe is still
 * pending, and one subscription never needs one. With the offline queue off, a publish fails at once while Redis is away.
 */
export async function redisWakeups(url: string, log: Log, limitMs = START_LIMIT_MS): Promise<Wakeups> {
  const listeners = new Listeners();
  const publisher = connect(url, log, 'publisher');
  const subscriber = connect(url, log, 'subscriber');
  const bus = new RedisPubSub({ publisher: publisher as never, subscriber: subscriber as never });
  subscriber.on('ready', () => listeners.callAll());
  const disconnect = () => {
    publisher.disconnect();
    subscriber.disconnect();
  };
  try {
    await Promise.all([ready(publisher, limitMs), ready(subscriber, limitMs)]);
    await bus.subscribe(CHANNEL, (topic: string) => listeners.call(topic));
  } catch (error) {
    disconnect();
    throw new StartupError(`Redis cannot be used (${(error as Error).message}). Check REDIS_URL.`, { cause: error });
  }
  return {
    wake(topic) {
      listeners.call(topic);
      bus.publish(CHANNEL, topic).catch(() => log.debug({ topic }, 'wake-up lost: Redis is away'));
    },
    listen: (topic, listener) => listeners.add(topic, listener),
    healthy: () => subscriber.status === 'ready' && publisher.status === 'ready',
    close: async () => disconnect(),
  };
}

function connect(url: string, log: Log, role: string): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5000,
    // A Redis that takes what is written and never answers is as good as none.
    socketTimeout: SILENCE_MS,
    retryStrategy: (times) => Math.min(1000, 50 * times),
    connectionName: `tribunal-${role}`,
  });
  client.on('error', (error: Error) => log.debug({ role, err: error.message }, 'redis connection'));
  client.on('close', () => log.warn({ role }, 'redis connection closed; events fall back to polling'));
  return client;
}

/** @throws Error with the connection's last complaint */
async function ready(client: Redis, limitMs: number): Promise<void> {
  if (client.status === 'ready') return;
  let complaint = `no answer within ${limitMs / 1000} s`;
  client.on('error', (error: Error) => {
    complaint = error.message;
  });
  const limit = AbortSignal.timeout(limitMs);
  // Waits for `ready` alone: `once` of node:events would end with the first complaint, and a Redis may start after us.
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    limit.addEventListener('abort', () => reject(new Error(complaint)));
  });
}

class Listeners {
  readonly #byTopic = new Map<string, Set<() => void>>();

  add(topic: string, listener: () => void): () => void {
    const set = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#byTopic.delete(topic);
    };
  }

  call(topic: string): void {
    for (const listener of this.#byTopic.get(topic) ?? []) listener();
  }

  callAll(): void {
    for (const topic of [...this.#byTopic.keys()]) this.call(topic);
  }
}
