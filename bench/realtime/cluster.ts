import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '#src/access/bootstrap.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { readConfig } from '#src/platform/config.ts';
import type { App } from '#src/platform/context.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { openApp } from '#src/platform/open-app.ts';
import { type RedisService, startRedis } from '#test/kit/redis.ts';
import { redisProgram } from '#test/kit/redis-program.ts';
import { JOBS } from '#worker/main.ts';
import { type ApiProcess, startApi } from './api-process.ts';

/** Two API processes with their database and a Redis of their own; this process writes what they tell. */
export type Cluster = AsyncDisposable & {
  app: App;
  token: string;
  redis: RedisService;
  nodes: [ApiProcess, ApiProcess];
};

export async function startCluster(settings: Record<string, string> = {}): Promise<Cluster> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));
  const postgres = stack.use(await startEmbeddedPostgres({ dataDir, onExit: () => {} }));
  const redis = stack.use(await startRedis(await redisProgram()));
  const token = `trb_live_${randomBytes(16).toString('hex')}`;
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    REPORT_SIGNING_KEY: randomBytes(32).toString('base64'),
    BOOTSTRAP_TOKEN: token,
    ...settings,
  };
  const config = { ...readConfig({ ...env, LOG_LEVEL: 'fatal' }), dataDir };
  const app = stack.use(await openApp(config, { jobs: JOBS, consumer: false, seed: seedFrameworks }));
  await bootstrap(app);
  const nodes: [ApiProcess, ApiProcess] = [await startApi(env), await startApi(env)];
  for (const node of nodes) stack.defer(() => node.kill());
  const running = stack.move();
  return { app, token, redis, nodes, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
