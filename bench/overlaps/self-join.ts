import type { Sql } from '#src/platform/database.ts';

/**
 * The same question asked in the obvious way: each finding with its refs, joined with itself. It answers a row for each pair and severity.
 */
export async function selfJoin(db: Sql, tenantId: string): Promise<number> {
  const rows = await db.query(
    `with refs as materialized (
       select distinct f.id, f.severity, l.ref, c.framework_slug from findings f join crosswalk_links l on l.risk = any(f.risks) join controls c on c.ref = l.ref
       where f.tenant_id = $1 and f.status = 'open'
     )
     select a.ref, b.ref, a.severity, count(*) from refs a join refs b on b.id = a.id and b.framework_slug > a.framework_slug group by 1, 2, 3`,
    [tenantId],
  );
  return rows.length;
}
