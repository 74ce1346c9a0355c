import type { Sql } from '#src/platform/database.ts';
import { lineOf } from './finding-draft.ts';

type Piece = { summary: string; excerpt: string; withdrawn: boolean };

/**
 * A finding whose line quotes evidence that no longer stands gets the line of the newest that does, of the last scan that saw it if there
 * is any. Where none stands the line stays: it says what was thought to be seen.
 */
export async function refreshLine(tx: Sql, tenantId: string, findingId: string): Promise<void> {
  const pieces = await tx.query<Piece>(
    `select e.summary, e.excerpt, e.withdrawn_at is not null as withdrawn from finding_evidence e
     join findings f on f.tenant_id = e.tenant_id and f.id = e.finding_id where e.tenant_id = $1 and e.finding_id = $2
     order by e.scan_id = f.last_scan_id desc, e.created_at desc, e.id desc limit 1000`,
    [tenantId, findingId],
  );
  const standing = pieces.find((piece) => !piece.withdrawn);
  if (!standing) return;
  const fallen = pieces.filter((piece) => piece.withdrawn).map(lineOf);
  await tx.query(
    'update findings set evidence_line = $3 where tenant_id = $1 and id = $2 and evidence_line = any($4::text[])',
    [tenantId, findingId, lineOf(standing), fallen],
  );
}
