import { refsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { formatId, type IdKind } from '#src/platform/ids.ts';
import type { TenantEntry } from '#src/platform/tenant-log.ts';
import type { WebhookEvent } from './webhook-events.ts';

type Data = Record<string, unknown>;

/** What the body of an event says under `data`: ids, states and redacted lines, never a prompt or an answer. What is gone by now is named by its id. */
export async function describeEvent(
  app: TenantApp,
  tx: Sql,
  tenantId: string,
  event: WebhookEvent,
  entry: TenantEntry,
): Promise<Data> {
  if (entry.kind === 'scan') return scanData(app, tx, tenantId, event, entry);
  if (entry.kind === 'finding') return findingData(app, tx, tenantId, entry);
  return {
    [`${entry.kind}_id`]: idOf('report', entry.subjectId),
    ...linkTo(app, 'reports', 'report', entry.subjectId),
  };
}

const idOf = (kind: IdKind, id: string | null) => (id === null ? null : formatId(kind, id));

/** Links lead to the console, where the operator has said how the outside reaches it. */
function linkTo(app: TenantApp, place: string, kind: IdKind, id: string | null): Data {
  const { publicUrl } = app.config;
  return publicUrl && id ? { url: `${publicUrl}/app/${place}/${formatId(kind, id)}` } : {};
}

async function scanData(
  app: TenantApp,
  tx: Sql,
  tenantId: string,
  event: WebhookEvent,
  entry: TenantEntry,
): Promise<Data> {
  const id = entry.scanId ?? entry.subjectId;
  const [row] = await tx.query<{ kind: string; name: string; target_id: string } & Data>(
    `select t.kind, t.name, t.id as target_id, s.partial, s.reason_code, s.reason, s.created_at, s.started_at, s.finished_at,
       json_build_object('attempts', s.planned, 'judged', s.judged, 'vulnerable', s.vulnerable, 'resistant', s.resistant,
         'inconclusive', s.inconclusive, 'needs_review', s.needs_review, 'findings', s.finding_count) as counts
     from scans s join targets t on t.tenant_id = s.tenant_id and t.id = s.target_id where s.tenant_id = $1 and s.id = $2`,
    [tenantId, id],
  );
  const known = { scan_id: idOf('scan', id), status: event.slice('scan.'.length).replace('started', 'running') };
  if (!row) return known;
  const { kind, name, target_id, ...rest } = row;
  const target = { target_id: formatId(kind === 'llm' ? 'endpoint' : 'target', target_id), target_name: name };
  return { ...known, ...target, ...rest, ...linkTo(app, 'scans', 'scan', id) };
}

type FindingRow = { id: string; kind: string; target_id: string; last_scan_id: string; risks: string[] } & Data;

async function findingData(app: TenantApp, tx: Sql, tenantId: string, entry: TenantEntry): Promise<Data> {
  const id = entry.subjectId;
  const [row] = await tx.query<FindingRow>(
    `select f.id, t.kind, f.target_id, f.last_scan_id, f.risks, f.title, f.severity, f.status, f.probe_id, f.regressed, f.confidence,
       f.evidence_line as evidence_excerpt, f.first_seen_at as discovered_at, f.last_seen_at
     from findings f join targets t on t.tenant_id = f.tenant_id and t.id = f.target_id where f.tenant_id = $1 and f.id = $2`,
    [tenantId, id],
  );
  if (!row) return { finding_id: idOf('finding', id), scan_id: idOf('scan', entry.scanId), ...entry.body };
  const { id: _, kind, target_id, last_scan_id, risks, ...rest } = row;
  const mapping = await tenantMapping({ db: tx, config: app.config }, tenantId);
  return {
    finding_id: idOf('finding', id),
    scan_id: idOf('scan', entry.scanId ?? last_scan_id),
    target_id: formatId(kind === 'llm' ? 'endpoint' : 'target', target_id),
    ...rest,
    risks,
    framework_refs: refsOfRisks(mapping, risks),
    ...linkTo(app, 'findings', 'finding', id),
  };
}
