import { randomBytes } from 'node:crypto';
import { askService } from './ask-service.ts';
import { databaseUrl, sql } from './sql.ts';

/** A database of a test's own. Dropped on dispose, whoever is still connected. */
export type FreshDatabase = AsyncDisposable & { url: string };

/** Clones the run's template, migrated and seeded: about 0.1 s. Databases are apart from each other: a file needs one, rarely more. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await askService('postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await sql(server.url, `create database ${name} template ${server.template} strategy file_copy`);
  return {
    url: databaseUrl(server.url, name),
    async [Symbol.asyncDispose]() {
      await sql(server.url, `drop database ${name} with (force)`);
    },
  };
}
