import type { Sql } from '#src/platform/database.ts';

/** Nobody waits longer: it has lost by then. */
const LIMIT_MS = 120_000;
/** `query_canceled`. */
const CANCELLED = '57014';

/**
 * The same question asked in the obvious way: each finding with its refs, joined with itself. It is given up after two minutes.
 */
export async function selfJoin(db: Sql, tenantId: string): Promise<{ ms: number; ended: boolean }> {
  const started = performance.now();
  const ended = await join(db, tenantId).catch((error: { code?: string }) => {
    if (error.code === CANCELLED) return false;
    throw error;
  });
  return { ms: performance.now() - started, ended };
}

async function join(db: Sql, tenantId: string): Promise<boolean> {
  // Room to do it in memory, which a server shared by many would not have.
  await db.query(`set work_mem = '256MB'`);
  await db.query(`set statement_timeout = ${LIMIT_MS}`);
  await db.query(
    `with refs as materialized (
       select f.id, f.severity, l.ref, l.framework_slug from findings f cross join lateral (
         select distinct l.ref, c.framework_slug from crosswalk_links l join controls c on c.ref = l.ref where l.risk = any(f.risks)) l
       where f.tenant_id = $1 and f.status = 'open'
     )
     select a.ref, b.ref, a.severity, count(*) from refs a join refs b on b.id = a.id and b.framework_slug > a.framework_slug group by 1, 2, 3`,
    [tenantId],
  );
  return true;
}
