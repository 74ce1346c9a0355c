import pg from 'pg';
import type { Sql } from '#src/platform/database.ts';

/** A transaction that stays open for as long as a test wants: on a connection of its own, which nothing times out. */
export type HeldTransaction = AsyncDisposable & { tx: Sql; commit(): Promise<void>; rollback(): Promise<void> };

export async function holdTransaction(databaseUrl: string): Promise<HeldTransaction> {
  const client = new pg.Client({ connectionString: databaseUrl, types: { getTypeParser } });
  await client.connect();
  await client.query('begin');
  const end = async (how: string) => {
    await client.query(how);
  };
  return {
    tx: { query: async (text, values) => (await client.query(text, values as unknown[])).rows },
    commit: () => end('commit'),
    rollback: () => end('rollback'),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const INT8 = 20;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  return oid === INT8 ? (text) => BigInt(text) : pg.types.getTypeParser(oid, format);
}
