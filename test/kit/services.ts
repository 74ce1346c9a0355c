import { startHttpServer } from './http-server.ts';
import { type PostgresService, startPostgres } from './postgres.ts';
import { type RedisService, startRedis } from './redis.ts';
import type { RedisProgram } from './redis-package.ts';
import { redisProgram } from './redis-program.ts';

/** What a run of the tests shares. Each is started when a test file first asks for it, so that a file that needs none waits for none. */
export type Services = {
  postgres: Pick<PostgresService, 'url' | 'template'>;
  redis: Pick<RedisService, 'url'>;
  'redis-program': RedisProgram;
};

/**
 * This file is a process of its own, forked by `global-setup.ts`: test files run in several processes and ask it for services by name, over
 * HTTP on loopback. One that cannot be had answers with the sentence that says why. It ends what it started when its parent lets go of
 * it or dies.
 */
async function serve(): Promise<void> {
  const stack = new AsyncDisposableStack();
  const starters: Record<string, () => Promise<unknown>> = {
    postgres: async () => stack.use(await startPostgres()),
    redis: async () =>
      process.env.REDIS_URL ? { url: process.env.REDIS_URL } : stack.use(await startRedis(await redisProgram())),
    'redis-program': redisProgram,
  };
  const started = new Map<string, Promise<unknown>>();
  const server = await startHttpServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const service = started.get(name) ?? starters[name]?.() ?? Promise.reject(new Error(`no service ${name}`));
    started.set(name, service);
    service.then(
      (value) => response.end(JSON.stringify(value)),
      (error) => response.writeHead(500).end(String(error.message)),
    );
  });
  process.once('disconnect', async () => {
    await server.close();
    // What is still on its way up is waited for, so that it can be ended.
    await Promise.allSettled(started.values());
    await stack.disposeAsync();
    process.exit();
  });
  process.send?.(server.url);
}

// Ctrl-C in a terminal reaches every process; this one ends with its parent, after the tests.
process.on('SIGINT', () => {});
await serve();
