import type { EventEmitter } from 'node:events';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * Prisma's adapter for `pg`, made fit to migrate with. Three faults of version 7.10 are worked round: columns of type `"char"` are
 * unknown to it, its scripts are cut at every `;` (also inside function bodies), and its shadow database would be the main one.
 *
 * The engine never closes what it opened; `resources` does, and the advisory lock of the engine goes with its connection.
 */
export function migrationAdapter(
  databaseUrl: string,
  resources: AsyncDisposableStack,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(databaseUrl, resources),
    connectToShadowDb: () => connectToShadow(databaseUrl, resources),
  };
}

async function connect(url: string, resources: AsyncDisposableStack): Promise<SqlDriverAdapter> {
  // One connection that is kept: the engine holds its lock on the session.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000 });
  resources.defer(() => pool.end());
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = withCharColumns(pool, (query) => adapter.queryRaw(query));
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw,
    executeRaw: (query) => adapter.executeRaw(query),
    startTransaction: (level) => adapter.startTransaction(level),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    executeScript: (script) => executeScript(pool, script),
    dispose: async () => {},
  };
}

/** The whole script as one simple query: PostgreSQL finds the statements, and runs them in one transaction. */
async function executeScript(pool: pg.Pool, script: string): Promise<void> {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { code, severity, message, detail, column, hint } = error;
    throw new DriverAdapterError({
      kind: 'postgres',
      code: code ?? '',
      severity: severity ?? 'ERROR',
      message,
      detail,
      column,
      hint,
    });
  }
}

/**
 * Shows the adapter a column of type `"char"` as text, which it knows, and the engine the same column as a character, which it
 * insists on. A pool of one connection has one query under way at a time, so the columns noted last are this query's.
 */
function withCharColumns(pool: pg.Pool, query: (query: SqlQuery) => Promise<SqlResultSet>) {
  let columns: number[] = [];
  pool.on('connect', (client) => {
    const { connection } = client as unknown as { connection: EventEmitter };
    connection.prependListener('rowDescription', (message: { fields: { dataTypeID: number }[] }) => {
      columns = [...message.fields.keys()].filter((index) => message.fields[index]?.dataTypeID === CHAR_OID);
      for (const index of columns) message.fields[index]!.dataTypeID = TEXT_OID;
    });
  });
  return async (sql: SqlQuery): Promise<SqlResultSet> => {
    columns = [];
    const result = await query(sql);
    for (const index of columns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

async function connectToShadow(url: string, resources: AsyncDisposableStack): Promise<SqlDriverAdapter> {
  const name = `tribunal_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
  await runAlone(url, `create database ${name}`);
  resources.defer(() => runAlone(url, `drop database ${name} with (force)`));
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  return connect(shadow.href, resources);
}

async function runAlone(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
