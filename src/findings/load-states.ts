import type { Sql } from '#src/platform/database.ts';
import type { FindingState, Ticket } from './finding-change.ts';

type Row = Omit<FindingState, 'resolvedAt' | 'ticket'> & { resolvedAt: Date | null; ticket: Ticket | null };

/**
 * What these findings of the tenant are, their rows locked until the transaction ends, in the order in which scans lock them, so that
 * nobody waits for each other in a circle. Ids of nobody's or somebody else's findings are left out.
 */
export async function loadStates(tx: Sql, tenantId: string, ids: readonly string[]): Promise<FindingState[]> {
  await tx.query(
    'select 1 from findings where tenant_id = $1 and id = any($2::uuid[]) order by target_id, fingerprint for no key update',
    [tenantId, ids],
  );
  // A statement of its own: it sees the tags, too, that whoever held the lock before has written.
  const rows = await tx.query<Row>(
    `select f.id, f.status, f.status_reason as reason, f.resolved_at as "resolvedAt", f.assignee_id as "assigneeId",
       array(select tag from finding_tags t where t.tenant_id = f.tenant_id and t.finding_id = f.id) as tags,
       case when f.ticket_key is not null then jsonb_build_object('key', f.ticket_key, 'url', f.ticket_url) end as ticket
     from findings f where f.tenant_id = $1 and f.id = any($2::uuid[])`,
    [tenantId, ids],
  );
  return rows.map((row) => ({ ...row, resolvedAt: row.resolvedAt?.toISOString() ?? null }));
}
