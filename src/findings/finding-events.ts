import type { Sql } from '#src/platform/database.ts';
import type { NewTenantEvent } from '#src/platform/events.ts';

/** That this happened to these findings, for the followers of their tenant, in the caller's transaction. */
export async function findingEvents(
  tx: Sql,
  tenantId: string,
  action: string,
  ids: readonly string[],
): Promise<NewTenantEvent[]> {
  const rows = await tx.query<{ id: string; targetId: string; severity: string }>(
    `select id, target_id as "targetId", severity from findings where tenant_id = $1 and id = any($2::uuid[]) order by id`,
    [tenantId, ids],
  );
  return rows.map(({ id, targetId, severity }) => ({ kind: 'finding', action, subjectId: id, targetId, severity }));
}
