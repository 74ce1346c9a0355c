import { StartupError } from '#src/platform/startup-error.ts';
import type { Migration } from './files.ts';

/** A row of Prisma's table `_prisma_migrations`. */
export type AppliedRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
};

export type Plan = {
  /** To be applied, in order. */
  pending: string[];
  /**
   * Begun and never finished. A migration is one transaction, so nothing of it was kept: it is marked as rolled back and tried
   * again.
   */
  unfinished: string[];
};

/**
 * Compares what the code brings with what the database has.
 *
 * @throws StartupError when the database is ahead of the code, or a migration was changed after it was applied
 */
export function planMigrations(files: readonly Migration[], rows: readonly AppliedRow[]): Plan {
  const live = rows.filter((row) => row.rolled_back_at === null);
  const finished = new Map(live.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row]));
  const known = new Map(files.map((file) => [file.name, file]));
  const unknown = [...finished.keys()].filter((name) => !known.has(name)).sort();
  if (unknown.length > 0) throw fromTheFuture(unknown);
  for (const [name, row] of finished) {
    if (row.checksum !== known.get(name)?.checksum) throw changed(name);
  }
  return {
    pending: files.filter((file) => !finished.has(file.name)).map((file) => file.name),
    unfinished: live.filter((row) => row.finished_at === null).map((row) => row.migration_name),
  };
}

function fromTheFuture(names: readonly string[]): StartupError {
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  return new StartupError(
    `The database comes from a newer Tribunal: it has the migration ${names[0]}${others}, which this version does not know. ` +
      'Start the newer version, or restore a backup from before the upgrade.',
  );
}

function changed(name: string): StartupError {
  return new StartupError(
    `The migration ${name} was changed after it had been applied to this database. ` +
      'Put its file back as it was, and write a new migration for the change.',
  );
}

const OLDEST_SERVER = 15;

/** @param version PostgreSQL's `server_version_num`, such as 150004. @throws StartupError when it is older than 15 */
export function refuseOldServer(version: number): void {
  const major = Math.floor(version / 10_000);
  if (major >= OLDEST_SERVER) return;
  throw new StartupError(`DATABASE_URL leads to PostgreSQL ${major}; Tribunal needs ${OLDEST_SERVER} or newer.`);
}
