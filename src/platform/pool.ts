import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Sql } from './database.ts';
import { throwFailure } from './storable.ts';

export type PoolOptions = {
  /** Connections at most. The embedded server takes 60 in all. */
  max?: number;
  /** The longest a statement may run, in milliseconds. */
  statementTimeoutMs?: number;
  onError?: (error: Error) => void;
};

/** A pool that ends quietly: what idle connections say while it closes is nobody's concern. */
export type Pool = AsyncDisposable & { connections: pg.Pool };

/**
 * Opens a pool. A connection is waited for at most 10 s: a full pool is an error, never a hang.
 *
 * @param role what every connection becomes before it is used; the user of the URL unless given. A constant: it is not escaped.
 */
export function openPool(url: string, options: PoolOptions, role?: string): Pool {
  const connections = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Statements go out as they come: `begin`, a statement and `commit` cost one round trip.
    pipeline: true,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // A process that stands still, or whose machine is gone, gives its locks back after this long. Nothing of ours rests in a transaction.
    idle_in_transaction_session_timeout: 5000,
    application_name: 'tribunal',
    types: { getTypeParser },
    ...(role && { onConnect: async (client: pg.ClientBase) => void (await client.query(`set role ${role}`)) }),
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  let closing = false;
  connections.on('error', (error) => !closing && options.onError?.(error));
  return {
    connections,
    async [Symbol.asyncDispose]() {
      closing = true;
      await connections.end();
    },
  };
}

const INT8 = 20;

/** `bigint` for int8, pg's own reading for the rest. */
function getTypeParser(oid: number, format?: string) {
  if (oid === INT8 && format !== 'binary') return (text: string) => BigInt(text);
  return pg.types.getTypeParser(oid, format as 'text');
}

/** As the driver takes it. With a name, each connection parses and plans it once. */
export function statementOf(text: string, values: readonly unknown[] = [], name?: string): pg.QueryConfig {
  return { text, values: values as unknown[], ...(name && { name }) };
}

export async function run<Row>(
  executor: pg.Pool | pg.PoolClient,
  ...statement: Parameters<typeof statementOf>
): Promise<Row[]> {
  const result = await executor.query(statementOf(...statement)).catch(throwFailure);
  return result.rows as Row[];
}

/** Lends a connection. One that breaks, or comes back in the middle of a transaction, is thrown away. */
export async function withConnection<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let cut: Error | undefined;
  // The pool listens to connections that lie idle. One in use that is cut would end the process without a listener of its own.
  const onCut = (error: Error) => {
    cut = error;
  };
  client.on('error', onCut);
  try {
    return await work(client);
  } finally {
    client.release(cut ?? client.getTransactionStatus() !== 'I');
    client.off('error', onCut);
  }
}

/** How a transaction opens. */
export type Opening = {
  /** `begin`, and what holds until its end. */
  sql: string;
  /** Whether statements may follow before PostgreSQL has answered: only where they would do nothing outside of the transaction. */
  ahead: boolean;
};

/**
 * Runs `work` between `begin` and `commit`; rolls back when it throws. When another transaction was in its way it runs again, so it does
 * nothing, other than through `tx`, that must not be done twice.
 *
 * @throws what `work` throws; an error when a statement failed and `work` went on, since PostgreSQL then keeps nothing
 */
export function inTransaction<T>(pool: pg.Pool, opening: Opening, work: (tx: Sql) => Promise<T>): Promise<T> {
  return unlessInTheWay(() => withConnection(pool, (client) => transact(client, opening, work)));
}

async function transact<T>(client: pg.PoolClient, opening: Opening, work: (tx: Sql) => Promise<T>): Promise<T> {
  const opened = client.query(opening.sql);
  const failure = opened.then(
    () => null,
    (error: Error) => error,
  );
  try {
    if (!opening.ahead) await opened;
    const value = await work({ query: (text, values, name) => run(client, text, values, name) });
    await opened;
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
    return value;
  } catch (error) {
    // A connection that cannot even roll back is not idle, and does not return to the pool.
    await client.query('rollback').catch(() => undefined);
    throw (await failure) ?? error;
  }
}

/** One statement in a transaction of its own, sent at once: one round trip. Runs again as `inTransaction` does. */
export function runInTransaction(pool: pg.Pool, opening: Opening, statement: pg.QueryConfig): Promise<pg.QueryResult> {
  return unlessInTheWay(() =>
    withConnection(pool, async (client) => {
      const steps = [client.query(opening.sql), client.query(statement), client.query('commit')] as const;
      const [opened, result, closed] = await Promise.allSettled(steps);
      for (const step of [opened, result, closed]) if (step.status === 'rejected') throwFailure(step.reason);
      return (result as PromiseFulfilledResult<pg.QueryResult>).value;
    }),
  );
}

/**
 * Two transactions were in each other's way, and PostgreSQL has undone this one: `serialization_failure`, `deadlock_detected`, or
 * `foreign_key_violation`: what it had looked at was deleted before it wrote. When it looks again, it sees that.
 */
const IN_THE_WAY = ['40001', '40P01', '23503'];
const TRIES = 4;
/** Apart from each other, so that the two do not meet again. */
const APART_MS = 50;

async function unlessInTheWay<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried === TRIES || !IN_THE_WAY.includes(String((error as { code?: string }).code))) throw error;
      await sleep(Math.random() * APART_MS * tried);
    }
  }
}
