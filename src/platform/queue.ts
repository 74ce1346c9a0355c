import { type Db, PgBoss } from 'pg-boss';
import type { Sql } from './database.ts';
import type { JobDefinition, JobQueue } from './jobs.ts';
import type { Log } from './log.ts';
import { seldom } from './seldom.ts';

export type Handler<Payload> = (payload: Payload, signal: AbortSignal) => Promise<void>;

/** Jobs in PostgreSQL. Delivered at least once: a handler reads the row and does nothing when the row says that it is done. */
export type Queue = {
  /** Puts a job on its queue, inside `tx` when one is given: the job then exists if and only if the transaction commits. */
  enqueue<Payload>(job: JobDefinition<Payload>, payload: Payload, tx?: Sql): Promise<void>;
  /** Runs `handler` for each job, at most `concurrency` at once in this process. */
  consume<Payload>(job: JobDefinition<Payload>, concurrency: number, handler: Handler<Payload>): Promise<void>;
  /** Stops fetching, waits up to `graceMs` for running handlers, then lets go of their jobs. */
  stop(graceMs: number): Promise<void>;
};

export type QueueOptions = { url: string; jobs: readonly JobQueue[]; consumer: boolean; log: Log };

/** Starts pg-boss on its own small pool and makes the queues. Two processes may start at once. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    max: 4,
    application_name: 'tribunal-queue',
    useListenNotify: options.consumer,
    supervise: options.consumer,
    schedule: false,
    monitorIntervalSeconds: 15,
    superviseIntervalSeconds: 15,
  });
  boss.on(
    'error',
    seldom((error, passedOver) => options.log.warn({ err: error.message, passedOver }, 'queue error')),
  );
  try {
    await boss.start();
    for (const job of options.jobs) await makeQueue(boss, job);
    await letTenantsEnqueue(boss);
  } catch (error) {
    await boss.stop({ graceful: false, close: true });
    throw error;
  }
  return {
    enqueue: (job, payload, tx) => enqueue(boss, job, payload, tx),
    consume: (job, concurrency, handler) => consume(boss, job, concurrency, handler, options.log),
    stop: (graceMs) => boss.stop({ graceful: graceMs > 0, timeout: Math.max(graceMs, 1000), close: true }),
  };
}

async function makeQueue(boss: PgBoss, job: JobQueue): Promise<void> {
  const settings = {
    policy: 'short' as const,
    retryLimit: job.retryLimit,
    retryDelay: 1,
    retryBackoff: true,
    expireInSeconds: job.expireInSeconds,
    notify: true,
    deleteAfterSeconds: 3600,
  };
  await boss.createQueue(job.name, settings);
}

/**
 * What a tenant's transaction needs to put a job on a queue, and no more: it sees no payload and takes no job. Asked for first, since two
 * processes that grant the same at once can fail.
 */
async function letTenantsEnqueue(boss: PgBoss): Promise<void> {
  await boss.getDb().executeSql(`
    do $$
    declare tables text;
    begin
      perform pg_advisory_xact_lock(7303);
      select string_agg(distinct 'pgboss.' || quote_ident(table_name), ', ') into tables from pgboss.queue
        where not has_table_privilege('tribunal_tenant', 'pgboss.' || quote_ident(table_name), 'insert');
      if tables is null then return; end if;
      grant usage on schema pgboss to tribunal_tenant;
      grant select on pgboss.queue to tribunal_tenant;
      execute 'grant insert, select (id, start_after) on ' || tables || ' to tribunal_tenant';
    end $$`);
}

async function enqueue<Payload>(boss: PgBoss, job: JobDefinition<Payload>, payload: Payload, tx?: Sql): Promise<void> {
  // `send` answers null when a job with this key waits already, which is as good.
  const singletonKey = job.key(payload);
  await boss.send(
    job.name,
    job.payload.parse(payload) as object,
    tx ? { singletonKey, db: adapter(tx) } : { singletonKey },
  );
}

function adapter(tx: Sql): Db {
  return { executeSql: async (text, values) => ({ rows: await tx.query(text, values as unknown[]) }) };
}

const FETCHING = { batchSize: 1, localConcurrency: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 };

async function consume<Payload>(
  boss: PgBoss,
  job: JobDefinition<Payload>,
  concurrency: number,
  handler: Handler<Payload>,
  log: Log,
): Promise<void> {
  for (let i = 0; i < concurrency; i += 1) {
    let worker = '';
    worker = await boss.work(job.name, FETCHING, async ([entry]) => {
      if (!entry) return;
      // Whoever has done one job looks for the next at once. Notices that came meanwhile stand for one, however many wait.
      boss.notifyWorker(worker);
      try {
        await handler(job.payload.parse(entry.data), entry.signal);
      } catch (error) {
        const told = { job: job.name, jobId: entry.id };
        // What a worker that stops gives back is nothing that an operator has to look into.
        if ((error as Error).name === 'AbortError') log.info(told, 'job given back');
        else log.error({ ...told, err: error }, 'job failed');
        throw error;
      }
    });
  }
}
