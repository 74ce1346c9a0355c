import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';
import { databaseUrl, sql } from './sql.ts';

/** A server for the whole run, and in it a database that is migrated and seeded, to be cloned. */
export type PostgresService = AsyncDisposable & { url: string; template: string };

/**
 * Starts the embedded PostgreSQL on a temporary folder, or takes the server of `TEST_DATABASE_URL` (a user who may create databases), and
 * makes the template. On dispose the folder goes, or on an outside server the template.
 */
export async function startPostgres(): Promise<PostgresService> {
  await using stack = new AsyncDisposableStack();
  const url = process.env.TEST_DATABASE_URL ?? (await startOwn(stack));
  const template = `tribunal_template_${process.pid}`;
  await sql(url, `create database ${template}`);
  stack.defer(async () => void (await sql(url, `drop database if exists ${template} with (force)`)));
  await fill(databaseUrl(url, template));
  const running = stack.move();
  return { url, template, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function startOwn(stack: AsyncDisposableStack): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-test-postgres-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  // Several files run at once, each with several systems. Nothing here outlives the run, so no commit waits for the disk.
  const settings = { max_connections: '250', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  return stack.use(await startEmbeddedPostgres({ dataDir, settings })).url;
}

async function fill(url: string): Promise<void> {
  await migrate(url);
  await using db = openDatabase(url, { max: 1 });
  await seedFrameworks(db);
}
