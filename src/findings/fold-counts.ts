import type { Sql } from '#src/platform/database.ts';

/**
 * Makes one row of the many that the ledger holds for a key. It changes no sum, so it may run at any moment beside any writer and reader:
 * rows are only ever taken away together with the row that stands for them. Two at once would only get in each other's way: the
 * second does nothing.
 */
export async function foldCounts(db: Sql, tenantId: string): Promise<void> {
  await db.query(
    `with alone as materialized (select pg_try_advisory_xact_lock(hashtextextended('fold_counts:' || $1::uuid::text, 0)) as yes),
     many as (
       select is_month, day, severity, status, risks from finding_counts where tenant_id = $1 and (select yes from alone)
       group by 1, 2, 3, 4, 5 having count(*) > 1
     ), gone as (
       delete from finding_counts c using many m
       where c.tenant_id = $1 and c.is_month = m.is_month and c.day = m.day and c.severity = m.severity and c.status = m.status and c.risks = m.risks
       returning c.is_month, c.day, c.severity, c.status, c.risks, c.count
     )
     insert into finding_counts (tenant_id, is_month, day, severity, status, risks, count)
     select $1, is_month, day, severity, status, risks, sum(count) from gone group by 2, 3, 4, 5, 6 having sum(count) <> 0`,
    [tenantId],
  );
}
