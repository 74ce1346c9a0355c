import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#prisma/client/client.ts';

/** Runs one statement. Rows come back as plain objects; `bigint` columns as `bigint`. */
export type Sql = {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
};

export type Database = Sql & {
  /** The ORM, on the same pool. For reads of sets and for small writes; hot paths use SQL. */
  prisma: PrismaClient;
  /** Runs `work` in one transaction on one connection; rolls back when it throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type DatabaseOptions = {
  /** Connections at most. The embedded server takes 60 in all. */
  max?: number;
  /** The longest a statement may run, in milliseconds. */
  statementTimeoutMs?: number;
  onError?: (error: Error) => void;
};

/** Opens a pool. A connection is waited for at most 10 s: a full pool is an error, never a hang. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // A process that stands still, or whose machine is gone, gives its locks back after this long. Nothing of ours rests in a transaction.
    idle_in_transaction_session_timeout: 5000,
    application_name: 'tribunal',
    types: { getTypeParser },
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  let closing = false;
  pool.on('error', (error) => !closing && options.onError?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    query: (text, values) => run(pool, text, values),
    transaction: (work) => inTransaction(pool, work),
    async [Symbol.asyncDispose]() {
      closing = true;
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const INT8 = 20;

/** `bigint` for int8, pg's own reading for the rest. */
function getTypeParser(oid: number, format?: string) {
  if (oid === INT8 && format !== 'binary') return (text: string) => BigInt(text);
  return pg.types.getTypeParser(oid, format as 'text');
}

async function run<Row>(
  executor: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await executor.query(text, values as unknown[]);
  return result.rows as Row[];
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool listens to connections that lie idle. One in use that is cut would end the process without a listener of its own.
  const onCut = (error: Error) => {
    broken = error;
  };
  client.on('error', onCut);
  try {
    await client.query('begin');
    const value = await work({ query: (text, values) => run(client, text, values) });
    await client.query('commit');
    return value;
  } catch (error) {
    broken ??= await rollback(client);
    throw error;
  } finally {
    client.release(broken);
    client.off('error', onCut);
  }
}

/** A connection that cannot even roll back is thrown away. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The name of the unique index or constraint that refused a write, or null. */
export function violatedConstraint(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' ? (constraint ?? '') : null;
}
