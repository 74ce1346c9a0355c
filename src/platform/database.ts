import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#prisma/client/client.ts';
import { inTransaction, openPool, type PoolOptions, run } from './pool.ts';

/**
 * Runs one statement. Rows come back as plain objects; `bigint` columns as `bigint`. With a `name` each connection parses and plans the text
 * once: for the few that stand before everything else. A name has one text.
 */
export type Sql = {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
};

export type Database = Sql & {
  /** The ORM, on the same pool. For reads of sets and for small writes; hot paths use SQL. */
  readonly prisma: PrismaClient;
  /**
   * Runs `work` in one transaction on one connection; rolls back when it throws. After a deadlock it runs `work` again, at most three
   * times: other than through `tx` it does nothing that must not be done twice.
   */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
};

export type OwnDatabase = Database & AsyncDisposable;

/**
 * The database as the user of the URL, who owns the tables: row-level security keeps nothing from it. For what stands above tenants.
 * Work for one tenant goes through `openTenantDatabases`.
 */
export function openDatabase(url: string, options: PoolOptions = {}): OwnDatabase {
  const pool = openPool(url, options);
  let prisma: PrismaClient | undefined;
  return {
    get prisma() {
      prisma ??= new PrismaClient({ adapter: new PrismaPg(pool.connections) });
      return prisma;
    },
    query: (text, values, name) => run(pool.connections, text, values, name),
    transaction: (work) => inTransaction(pool.connections, { sql: 'begin', ahead: false }, work),
    async [Symbol.asyncDispose]() {
      await prisma?.$disconnect();
      await pool[Symbol.asyncDispose]();
    },
  };
}

/** The name of the unique index or constraint that refused a write, or null. */
export function violatedConstraint(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' ? (constraint ?? '') : null;
}
