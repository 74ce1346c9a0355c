import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from '#prisma/client/client.ts';
import { type Opening, runInTransaction } from './pool.ts';

/** The ORM on the tenants' pool. */
export type TenantPrisma = {
  of(tenantId: string): PrismaClient;
  close(): Promise<void>;
};

/**
 * One Prisma client for all tenants: a client of its own for each would take 5 MB and 10 ms, and compile every query again. The tenant
 * of an operation travels beside it in the asynchronous context, to the point where its SQL goes out.
 */
export function openTenantPrisma(pool: pg.Pool, openingOf: (tenantId: string) => Opening): TenantPrisma {
  const tenant = new AsyncLocalStorage<string>();
  const opening = (): Opening => {
    const tenantId = tenant.getStore();
    if (tenantId === undefined) throw new Error('Prisma was asked outside of a tenant: use ctx.db.transaction');
    return openingOf(tenantId);
  };
  const client = new PrismaClient({ adapter: new PrismaPg(boundPool(pool, opening)) });
  const turn = takeTurns();
  return {
    of: (tenantId) =>
      client.$extends({
        query: {
          async $allOperations({ operation, args, query }) {
            if (operation.startsWith('findUnique')) await turn(tenantId);
            // `query` begins when it is awaited.
            return tenant.run(tenantId, async () => await query(args));
          },
        },
      }) as unknown as PrismaClient,
    close: () => client.$disconnect(),
  };
}

/** The pool as Prisma's adapter sees it: a statement goes out in a transaction of the tenant, and so does what it begins itself. */
function boundPool(pool: pg.Pool, opening: () => Opening): pg.Pool {
  const bound: Partial<Record<string | symbol, unknown>> = {
    query: async (statement: pg.QueryConfig) => runInTransaction(pool, opening(), statement),
    connect: async () => boundClient(await pool.connect(), opening()),
  };
  return new Proxy(pool, { get: (target, name) => bound[name] ?? Reflect.get(target, name) });
}

function boundClient(client: pg.PoolClient, { sql }: Opening): pg.PoolClient {
  const query = (statement: pg.QueryConfig) =>
    statement.text === 'BEGIN' ? client.query(sql) : client.query(statement);
  // A transaction that was not ended is not handed on to the next.
  const release = (error?: Error) => client.release(error ?? client.getTransactionStatus() !== 'I');
  const bound: Partial<Record<string | symbol, unknown>> = { query, release };
  return new Proxy(client, { get: (target, name) => bound[name] ?? Reflect.get(target, name) });
}

/**
 * Prisma makes one query of all `findUnique` of one tick, and that one query has one tenant. So each tick belongs to one tenant, and
 * the others wait for theirs.
 */
function takeTurns(): (tenantId: string) => Promise<void> {
  let now: { tenantId: string; over: Promise<void> } | null = null;
  return async (tenantId) => {
    while (now && now.tenantId !== tenantId) await now.over;
    now ??= {
      tenantId,
      over: new Promise((resolve) => {
        setImmediate(() => {
          now = null;
          resolve();
        });
      }),
    };
  };
}
