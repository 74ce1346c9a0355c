import { withSchemaEngine } from './engine.ts';
import { readMigrations, toMigrationList } from './files.ts';

/**
 * The SQL that leads from the migrations of a folder to a Prisma schema, or null when nothing is to be done. The migrations are
 * played into a temporary database on the server of `databaseUrl`, which is dropped again; no other database is touched.
 */
export async function diffSchema(
  databaseUrl: string,
  migrationsFolder: string,
  schema: { path: string; content: string },
): Promise<string | null> {
  const migrations = await readMigrations(migrationsFolder);
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...toMigrationList(migrationsFolder, migrations) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    const CHANGES = 2;
    return exitCode === CHANGES ? (stdout ?? '') : null;
  });
}
