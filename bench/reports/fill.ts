import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';

/** Makes a tenant's findings what a large scan leaves: each seen in it, by an attempt of two kilobytes, with a piece of evidence of one. */
export async function oneScan(db: Sql, tenantId: string): Promise<void> {
  const scanId = newId();
  await db.query(
    `insert into scans (tenant_id, id, target_id, status, planned, started_at, finished_at)
     select $1, $2, id, 'completed', (select count(*) from findings where tenant_id = $1), now() - interval '1 hour', now()
     from targets where tenant_id = $1 limit 1`,
    [tenantId, scanId],
  );
  await db.query(
    'insert into occurrences (tenant_id, finding_id, scan_id, confidence) select tenant_id, id, $2, 0.9 from findings where tenant_id = $1',
    [tenantId, scanId],
  );
  await db.query(
    `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, verdict, confidence, answered_at)
     select tenant_id, id, $2, row_number() over (order by id), probe_id, 1, 'hash', id::text, 1, 100, 'judged', 'vulnerable', 0.9, now()
     from findings where tenant_id = $1`,
    [tenantId, scanId],
  );
  await db.query(
    `insert into attempt_turns (tenant_id, attempt_id, index, prompt, answer, finish, http_status, latency_ms, input_tokens, output_tokens)
     select tenant_id, id, 0, repeat('What was asked. ', 64), repeat('What was said. ', 64), 'stop', 200, 12.5, 300, 400 from findings where tenant_id = $1`,
    [tenantId],
  );
  await db.query(
    `insert into finding_evidence (tenant_id, id, finding_id, scan_id, attempt_id, source, summary, excerpt, sha256)
     select tenant_id, id, id, $2, id, 'canary', 'The planted word came back.', repeat('It said what it should not have said. ', 27),
       encode(sha256(convert_to(id::text, 'UTF8')), 'hex') from findings where tenant_id = $1`,
    [tenantId, scanId],
  );
  await db.query('vacuum analyze');
}
