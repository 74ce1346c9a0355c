import pg from 'pg';
import { markLeakproof } from './leakproof.ts';
import { MIGRATIONS_FOLDER, type Migration, readMigrations, toMigrationList } from './migrations/files.ts';
import { type AppliedRow, type Plan, planMigrations, refuseOldServer } from './migrations/history.ts';
import { StartupError } from './startup-error.ts';

/** Any number; the same for every version of Tribunal, and not the one that Prisma's own command line takes. */
const LOCK_KEY = 7_410_271_913;
const LOCK_LIMIT_S = 120;

/**
 * Brings the database to the newest migration and returns the names of those that this call applied.
 *
 * Any number of processes may call it at once: one applies, the others wait up to two minutes and find the work done. When all
 * is applied already it costs three queries. `_prisma_migrations` is kept as Prisma's own command line expects it.
 *
 * @throws StartupError when the server is older than PostgreSQL 15, the database is ahead of the code or was changed, or a
 * migration fails; a failed one leaves nothing behind and is tried again at the next start
 */
export async function migrate(databaseUrl: string, folder = MIGRATIONS_FOLDER): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, keepAlive: true });
  await client.connect();
  try {
    await checkServer(client);
    const files = await readMigrations(folder);
    if ((await readPlan(client, files)).pending.length === 0) {
      await markLeakproof(client);
      return { applied: [] };
    }
    await lock(client);
    await markLeakproof(client);
    const plan = await readPlan(client, files);
    return { applied: plan.pending.length === 0 ? [] : await apply(databaseUrl, folder, files, plan) };
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  refuseOldServer(Number(rows[0]?.server_version_num));
}

async function readPlan(client: pg.Client, files: readonly Migration[]): Promise<Plan> {
  try {
    const { rows } = await client.query<AppliedRow>(
      'select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations order by started_at',
    );
    return planMigrations(files, rows);
  } catch (error) {
    const UNDEFINED_TABLE = '42P01';
    if ((error as { code?: string }).code !== UNDEFINED_TABLE) throw error;
    return planMigrations(files, []);
  }
}

async function lock(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = '${LOCK_LIMIT_S}s'`);
  await client.query('select pg_advisory_lock($1)', [LOCK_KEY]).catch((cause: Error) => {
    throw new StartupError(`Another process has been migrating this database for ${LOCK_LIMIT_S} s. Try again.`, {
      cause,
    });
  });
}

/** The engine is loaded only here: 5 MB of WebAssembly that most starts do without. */
async function apply(url: string, folder: string, files: readonly Migration[], plan: Plan): Promise<string[]> {
  const { withSchemaEngine } = await import('./migrations/engine.ts');
  try {
    return await withSchemaEngine(url, async (engine) => {
      for (const migrationName of plan.unfinished) await engine.markMigrationRolledBack({ migrationName });
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: toMigrationList(folder, files),
        filters: { externalTables: [], externalEnums: [] },
      });
      return appliedMigrationNames;
    });
  } catch (error) {
    throw new StartupError(describe(String((error as Error).message)), { cause: error });
  }
}

/** The engine's message is PostgreSQL's, between its own headline and a trace of its source lines. */
function describe(message: string): string {
  const name = /migration_name="(\w+)"/.exec(message)?.[1];
  const reason = message.split('\n   0: ')[0]?.split('Error querying the database: ').at(-1)?.trim();
  if (!name) return `The database could not be migrated: ${reason}`;
  return `The migration ${name} failed, and nothing of it was kept: ${reason}`;
}
