import { bootstrap, type FirstStart } from '#src/access/bootstrap.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import type { Config } from '#src/platform/config.ts';
import type { App } from '#src/platform/context.ts';
import type { Log } from '#src/platform/log.ts';
import { openApp } from '#src/platform/open-app.ts';
import { signingCertificate } from '#src/reports/signing-certificate.ts';
import { openServer } from '#src/server/http.ts';
import { JOBS, startWorker } from '#worker/main.ts';

export type Parts = { api: boolean; worker: boolean };

export type System = AsyncDisposable & {
  app: App;
  /** Where the API listens; null without one. */
  url: string | null;
  /** What this start made, to be shown once; null when there was a tenant or the operator gave the token. */
  first: FirstStart | null;
  /** Says why, when the embedded PostgreSQL ends by itself; never settles otherwise. What is left can only be ended. */
  databaseEnd: Promise<string>;
};

/** Starts the API, the worker, or both in one process, and stops them in the opposite order: nothing new is taken, what runs ends. */
export async function startSystem(config: Config, parts: Parts, log?: Log): Promise<System> {
  await using stack = new AsyncDisposableStack();
  const databaseEnd = Promise.withResolvers<string>();
  const app = stack.use(
    await openApp(config, {
      jobs: JOBS,
      consumer: parts.worker,
      seed: seedFrameworks,
      log,
      onDatabaseEnd: databaseEnd.resolve,
    }),
  );
  // Opened now, so that a wrong one keeps the process from starting rather than a report from being written.
  await signingCertificate(app);
  const first = await bootstrap(app);
  if (parts.worker) stack.use(await startWorker(app));
  const server = parts.api ? await openServer(app) : null;
  if (server) stack.defer(() => server.close());
  const running = stack.move();
  return {
    app,
    url: server?.url ?? null,
    first,
    databaseEnd: databaseEnd.promise,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
