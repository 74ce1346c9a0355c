import type { Sql } from './database.ts';

/**
 * Whether the database answers and holds what migrations make, with none of them half done. Migrations run before a process opens, so this
 * notices a database that was replaced beneath it.
 */
export async function migrationState(db: Sql): Promise<'ok' | 'not migrated' | 'unavailable'> {
  const UNDEFINED_TABLE = '42P01';
  try {
    const [row] = await db.query<{ open: number }>(
      'select count(*)::int as open from _prisma_migrations where finished_at is null and rolled_back_at is null',
    );
    return row?.open === 0 ? 'ok' : 'not migrated';
  } catch (error) {
    return (error as { code?: string }).code === UNDEFINED_TABLE ? 'not migrated' : 'unavailable';
  }
}
