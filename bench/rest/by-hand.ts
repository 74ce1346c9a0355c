import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { newId } from '#src/platform/ids.ts';

/** A page of findings as somebody would write it who needs nothing but this page. */
export const PAGE_OF_FINDINGS = `select f.id, f.last_scan_id, f.title, f.severity, f.status, f.ticket_key, f.first_seen_at, f.last_seen_at, f.risks, f.confidence,
    f.evidence_line, f.regressed, f.target_id, f.probe_id, f.assignee_id
  from findings f where f.tenant_id = $1 and f.severity = any($2::severity[]) and f.status = any($3::finding_status[]) and f.target_id = any($4::uuid[])
  order by f.last_seen_at desc, f.id desc limit $5`;

export type StartedBy = { tenantId: string; targetId: string; probeIds: readonly string[] };

/** What the start of a scan keeps, written by hand: its row, its place in the audit log, its event, and its job. */
export async function startByHand(client: pg.Client, { tenantId, targetId, probeIds }: StartedBy): Promise<void> {
  const scanId = newId();
  const target = "select kind, config from targets where tenant_id = $1 and id = $2 and status = 'active'";
  await client.query(target, [tenantId, targetId]);
  await client.query('begin');
  await client.query(SCAN, [tenantId, scanId, targetId, probeIds]);
  const head = 'select audit_sequence, audit_hash from tenants where id = $1 for no key update';
  await client.query(head, [tenantId]);
  await client.query(AUDIT, [tenantId, newId(), scanId]);
  await client.query(EVENT, [tenantId, scanId, targetId]);
  await client.query('commit');
  const job = [randomUUID(), JSON.stringify({ tenantId, scanId })];
  await client.query(JOB, job);
}

const SCAN = `insert into scans (tenant_id, id, target_id, probe_ids, repeats, library_hash)
  select $1, $2, t.id, $4, 1, repeat('0', 64) from targets t where t.tenant_id = $1 and t.id = $3 for key share`;

const AUDIT = `with head as (update tenants set audit_sequence = audit_sequence + 1, audit_hash = sha256(audit_hash) where id = $1
    returning audit_sequence, audit_hash)
  insert into audit_events (tenant_id, sequence, id, at, action, subject_kind, subject_id, result, detail, previous_hash, hash)
  select $1, h.audit_sequence, $2, now(), 'scan.started', 'scan', $3, 'success', '{}', h.audit_hash, h.audit_hash from head h`;

const EVENT = `with numbered as (update scans set last_sequence = last_sequence + 1 where tenant_id = $1 and id = $2 returning last_sequence),
    inserted as (insert into scan_events (tenant_id, scan_id, sequence, type, body, at)
      select $1, $2, last_sequence, 'status', '{"status":"queued"}', clock_timestamp() from numbered)
  insert into tenant_events (tenant_id, kind, action, subject_id, target_id, scan_id, body) values ($1, 'scan', 'started', $2, $3, $2, '{}')`;

const JOB = `insert into pgboss.job_common (id, name, data) values ($1, 'scan-plan', $2)`;
