import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { LogScope } from '#src/platform/events.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { isTerminal, type ScanStatus } from '#src/scans/scan.ts';

export type DeletedScan = {
  id: string;
  /** Findings that went with it. */
  deletedFindings: number;
  /** Findings that it saw and that stay. */
  keptFindings: number;
};

/**
 * Deletes a scan that has ended, with its attempts, answers and events. What it says of findings goes too: a finding that other scans saw
 * stays, on their evidence; one that only this scan saw goes with it, unless somebody accepted it or called it a false positive: that
 * decision stays, so that the next scan does not raise it anew. Cannot be undone. It stands among the findings because it settles theirs.
 *
 * @throws DomainError `missing_scope`, `not_found`, `scan_busy`
 */
export async function deleteScan(ctx: Ctx, publicId: string): Promise<DeletedScan> {
  allow(ctx, 'scans:write');
  const scope = { tenantId: ctx.actor.tenantId, scanId: parseId('scan', publicId) };
  return ctx.db.transaction(async (tx) => {
    const targetId = await lockEnded(tx, scope);
    const seen = await lockSeen(tx, scope);
    await tx.query(
      'delete from finding_evidence where tenant_id = $1 and scan_id = $2 and finding_id = any($3::uuid[])',
      [scope.tenantId, scope.scanId, seen],
    );
    await tx.query('delete from scans where tenant_id = $1 and id = $2', [scope.tenantId, scope.scanId]);
    const deletedFindings = await deleteUnseen(tx, scope, seen);
    await settleSeen(tx, scope, seen);
    const counts = { deletedFindings, keptFindings: seen.length - deletedFindings };
    await appendAudit(tx, ctx.actor, {
      action: 'scan.deleted',
      subjectKind: 'scan',
      subjectId: scope.scanId,
      detail: counts,
      event: { targetId, scanId: scope.scanId },
    });
    return { id: scope.scanId, ...counts };
  });
}

/** The lanes of a cancelled scan may be storing yet, and hold rows that are to be deleted. When any other scan ends, nothing is left to store. */
async function lockEnded(tx: Sql, scope: LogScope): Promise<string> {
  const [scan] = await tx.query<{ status: ScanStatus; held: boolean; targetId: string }>(
    `select target_id as "targetId", status, status = 'cancelled' and exists (select 1 from lanes l where l.tenant_id = $1 and l.scan_id = $2 and l.lease_until > now()) as held
     from scans where tenant_id = $1 and id = $2 for update`,
    [scope.tenantId, scope.scanId],
  );
  if (!scan) throw notFound('scan');
  if (!isTerminal(scan.status)) {
    throw new DomainError('scan_busy', `This scan is ${scan.status}. Cancel it first, or wait for its end.`);
  }
  if (scan.held)
    throw new DomainError('scan_busy', 'Workers are still letting go of this scan. Try again in a moment.');
  return scan.targetId;
}

/** The findings that the scan saw, locked in the order in which they are recorded, so that a scan that records now never deadlocks. */
async function lockSeen(tx: Sql, scope: LogScope): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select f.id from occurrences o join findings f on f.tenant_id = o.tenant_id and f.id = o.finding_id
     where o.tenant_id = $1 and o.scan_id = $2 order by f.fingerprint for update of f`,
    [scope.tenantId, scope.scanId],
  );
  return rows.map((row) => row.id);
}

async function deleteUnseen(tx: Sql, scope: LogScope, ids: readonly string[]): Promise<number> {
  const gone = await tx.query(
    `delete from findings f where f.tenant_id = $1 and f.id = any($2::uuid[]) and f.status not in ('accepted', 'false_positive')
       and not exists (select 1 from occurrences o where o.tenant_id = f.tenant_id and o.finding_id = f.id) returning 1`,
    [scope.tenantId, ids],
  );
  return gone.length;
}

/** What stays rests on the scans that are left: the last of them gives the confidence and the line. The dates of sighting stay true. */
async function settleSeen(tx: Sql, scope: LogScope, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update findings f set first_scan_id = seen.first, last_scan_id = seen.last,
       confidence = case when f.last_scan_id = $3 then seen.confidence else f.confidence end,
       evidence_line = case when f.last_scan_id = $3 then coalesce(seen.line, f.evidence_line) else f.evidence_line end
     from (select o.finding_id, (array_agg(o.scan_id order by o.created_at))[1] as first, (array_agg(o.scan_id order by o.created_at desc))[1] as last,
         (array_agg(o.confidence order by o.created_at desc))[1] as confidence,
         (select left(regexp_replace(e.summary || ' “' || e.excerpt || '”', '\\s+', ' ', 'g'), 160) from finding_evidence e
            where e.tenant_id = $1 and e.finding_id = o.finding_id and e.withdrawn_at is null order by e.created_at desc, e.id desc limit 1) as line
       from occurrences o where o.tenant_id = $1 and o.finding_id = any($2::uuid[]) group by o.finding_id) seen
     where f.tenant_id = $1 and f.id = seen.finding_id`,
    [scope.tenantId, ids, scope.scanId],
  );
}
