import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { App } from './context.ts';
import { type Database, openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { openEventLog } from './events.ts';
import type { JobQueue } from './jobs.ts';
import { type Log, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { migrate } from './migrate.ts';
import { createOutbound } from './outbound.ts';
import { localWakeups, redisWakeups } from './pubsub.ts';
import { openQueue } from './queue.ts';
import { openRateLimiter } from './rate-limit.ts';
import { openSealedBox } from './sealed.ts';
import { seldom } from './seldom.ts';
import { openTenantDatabases } from './tenant-database.ts';
import { checkTenantRole } from './tenant-role.ts';

export type OpenAppOptions = {
  /** Every job that the system knows: their queues are made at start. */
  jobs: readonly JobQueue[];
  /** Whether this process takes jobs. */
  consumer: boolean;
  /** Brings built-in data up to date after the migrations. Must be safe to run in two processes at once. */
  seed: (db: Database) => Promise<void>;
  log?: Log;
  /** Told once when the embedded PostgreSQL ends by itself. Nothing of the app works from then on. */
  onDatabaseEnd?: (reason: string) => void;
};

/**
 * Opens what a process owns, in the order in which the parts need each other: database, migrations, wake-ups, queue, event log. What was
 * opened is closed again, last first, when a later part fails and when the app is disposed of.
 *
 * @throws StartupError with a sentence for the operator
 */
export async function openApp(config: Config, options: OpenAppOptions): Promise<App & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const log = options.log ?? openLog({ level: config.logLevel });
  const url =
    config.databaseUrl ??
    stack.use(
      await startEmbeddedPostgres({
        dataDir: config.dataDir,
        onExit: (reason) => {
          log.fatal({ reason }, 'PostgreSQL ended');
          options.onDatabaseEnd?.(reason);
        },
      }),
    ).url;
  const { applied } = await migrate(url);
  if (applied.length > 0) log.info({ applied }, 'migrated');
  const onError = seldom((error, passedOver) => log.warn({ err: error.message, passedOver }, 'database connection'));
  const system = stack.use(openDatabase(url, { onError }));
  await checkTenantRole(system);
  const tenants = stack.use(openTenantDatabases(url, { onError }));
  await options.seed(system);
  const wakeups = config.redisUrl ? await redisWakeups(config.redisUrl, log) : localWakeups();
  stack.defer(() => wakeups.close());
  const limiter = await openRateLimiter(config.redisUrl, log);
  stack.defer(() => limiter.close());
  const sealed = await openSealedBox({ secretKeys: config.secretKeys, dataDir: config.dataDir });
  const outbound = createOutbound({ allowPrivate: config.allowPrivateTargets });
  stack.defer(() => outbound.close());
  const queue = await openQueue({ url, jobs: options.jobs, consumer: options.consumer, log });
  stack.defer(() => queue.stop(0));
  const events = await openEventLog(system, wakeups, log);
  stack.defer(() => events.close());
  const owned = stack.move();
  const app: App = {
    config,
    system,
    tenants,
    databaseUrl: url,
    queue,
    events,
    wakeups,
    limiter,
    outbound,
    sealed,
    metrics: openMetrics(),
    log,
    clock: systemClock,
  };
  // Not for whoever takes the parts of the app: only this one closes them.
  return Object.defineProperty(app, Symbol.asyncDispose, { value: () => owned.disposeAsync() }) as App &
    AsyncDisposable;
}
