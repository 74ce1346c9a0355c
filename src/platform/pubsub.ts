import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import type { Log } from './log.ts';

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

/**
 * Wake-ups over Redis. One channel for all topics: the library's per-topic `unsubscribe` ends the process when a subscribe is still
 * pending, and one subscription never needs one. With the offline queue off, a publish fails at once while Redis is away.
 */
export async function redisWakeups(url: string, log: Log): Promise<Wakeups> {
  const listeners = new Listeners();
  const publisher = connect(url, log, 'publisher');
  const subscriber = connect(url, log, 'subscriber');
  const bus = new RedisPubSub({ publisher: publisher as never, subscriber: subscriber as never });
  subscriber.on('ready', () => listeners.callAll());
  await Promise.all([ready(publisher), ready(subscriber)]);
  await bus.subscribe(CHANNEL, (topic: string) => listeners.call(topic));
  return {
    wake(topic) {
      listeners.call(topic);
      bus.publish(CHANNEL, topic).catch(() => log.debug({ topic }, 'wake-up lost: Redis is away'));
    },
    listen: (topic, listener) => listeners.add(topic, listener),
    healthy: () => subscriber.status === 'ready' && publisher.status === 'ready',
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function connect(url: string, log: Log, role: string): Redis {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(1000, 50 * times),
    connectionName: `tribunal-${role}`,
  });
  client.on('error', (error: Error) => log.debug({ role, err: error.message }, 'redis connection'));
  client.on('close', () => log.warn({ role }, 'redis connection closed; events fall back to polling'));
  return client;
}

function ready(client: Redis): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Redis did not answer within 10 s. Check REDIS_URL.')), 10_000);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
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
