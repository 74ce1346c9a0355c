import type { Ctx } from './context.ts';
import type { Sql } from './database.ts';
import { DomainError } from './errors.ts';

/** What a change hangs on: one row of the tenant's, or, without an id, all that the tenant has in the table. */
export type GuardedRow = {
  table: 'targets' | 'findings' | 'memberships' | 'schedules' | 'webhooks' | 'dlp_rules' | 'tenant_settings';
  id?: string;
};

const ATTEMPTS = 20;

/** The row changed between the look and the write: thrown to roll back, never shown. */
class Moved extends Error {}

/**
 * Runs `work`, which looks at a row and then changes it by a use case, so that nobody changes the row in between: the transactions of the
 * context that it is handed begin with the row locked and as it was before the look. When somebody was quicker nothing is written and `work`
 * runs again, looks again, and refuses or goes on by what it sees then.
 *
 * @throws DomainError `precondition_failed` when the row never holds still; whatever `work` throws
 */
export async function whileUnchanged<Value>(
  ctx: Ctx,
  row: GuardedRow,
  work: (guarded: Ctx) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const version = await versionOf(ctx.db, ctx.actor.tenantId, row, '');
    try {
      return await work(guard(ctx, row, version));
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw new DomainError('precondition_failed', 'This is being changed all the time. Read it again, then change it.');
}

function guard(ctx: Ctx, row: GuardedRow, version: string | null): Ctx {
  const { tenantId } = ctx.actor;
  const { db } = ctx;
  return {
    ...ctx,
    db: {
      get prisma() {
        return db.prisma;
      },
      query: (text, values) => db.query(text, values),
      transaction: (work) =>
        db.transaction(async (tx) => {
          // A row that is not there yet cannot be locked itself.
          await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
            `unchanged ${tenantId} ${row.table} ${row.id ?? ''}`,
          ]);
          if ((await versionOf(tx, tenantId, row, 'for no key update')) !== version) throw new Moved();
          return work(tx);
        }),
    },
  };
}

/** Which writes the rows come from; null when there are none. Rows are locked in the order of their ids. */
async function versionOf(
  sql: Sql,
  tenantId: string,
  { table, id }: GuardedRow,
  lock: '' | 'for no key update',
): Promise<string | null> {
  const [where, values] = id === undefined ? ['', []] : ['and id = $2', [id]];
  const order = table === 'tenant_settings' ? 'tenant_id' : 'id';
  const [found] = await sql.query<{ version: string | null }>(
    `select string_agg(version, ',') as version from (
       select xmin::text as version from ${table} where tenant_id = $1 ${where} order by ${order} ${lock}) rows`,
    [tenantId, ...values],
  );
  return found?.version ?? null;
}
