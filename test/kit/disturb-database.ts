import pg from 'pg';
import { sql } from './sql.ts';

/** Transactions that wait for a lock on a row. */
export async function waiting(databaseUrl: string): Promise<number> {
  const rows = await sql(
    databaseUrl,
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

export async function cutConnections(databaseUrl: string, which: { waiting?: boolean } = {}): Promise<void> {
  await sql(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tribunal'
       ${which.waiting ? "and wait_event_type = 'Lock'" : ''}`,
  );
}

/** Keeps everybody else from reading the log. */
export async function lockLog(databaseUrl: string): Promise<AsyncDisposable & { release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin; lock table scan_events in access exclusive mode');
  let open = true;
  const release = async () => {
    if (open) await client.end();
    open = false;
  };
  return { release, [Symbol.asyncDispose]: release };
}

/** Keeps everybody else from rows: those of a `select … for update`. */
export async function lockRows(
  databaseUrl: string,
  select: string,
): Promise<AsyncDisposable & { release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(select);
  let open = true;
  const release = async () => {
    if (open) await client.end();
    open = false;
  };
  return { release, [Symbol.asyncDispose]: release };
}
