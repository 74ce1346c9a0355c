import type { Ctx, TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';

/** Who reads for a report: nobody's request any more, and allowed to see what reports are made of. */
const SCOPES = new Set(['findings:read', 'scans:read', 'targets:read', 'reports:read']);

/** What is read with: the tenant's rows, and of the process what reading takes. */
export type Snapshot = { ctx: Pick<Ctx, 'config' | 'clock' | 'db' | 'actor'>; tx: Sql };

/**
 * Reads the tenant's rows as they were at one moment, whatever is written meanwhile: use cases that are given `ctx` read from it too. The
 * work may not wait for anybody outside: a transaction that rests for five seconds is ended by the database.
 */
export function inSnapshot<T>(
  { config, clock, db: database }: Pick<TenantApp, 'config' | 'clock' | 'db'>,
  tenantId: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const db = {
      query: tx.query,
      transaction: <V>(inner: (sql: Sql) => Promise<V>) => inner(tx),
      get prisma(): never {
        throw new Error('a snapshot is read by SQL');
      },
    };
    const actor = { tenantId, tokenId: null, sessionId: null, userId: null, scopes: SCOPES, requestId: 'report' };
    return work({ tx, ctx: { config, clock, db, actor } });
  });
}
