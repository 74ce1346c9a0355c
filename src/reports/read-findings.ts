import { createHash } from 'node:crypto';
import type { FindingStatus } from '#src/findings/finding-status.ts';
import { controlsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import type { Sql } from '#src/platform/database.ts';
import { formatId } from '#src/platform/ids.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import type { Severity } from '#src/probes/probe-file.ts';
import { ahead } from './read-ahead.ts';
import type { ReportFinding, ReportRef } from './report-model.ts';

const PAGE = 250;
/** Pieces of evidence that a report shows of a finding. */
const EVIDENCE_MAX = 3;
const IDS_MAX = 10_000;

type Row = {
  id: string;
  title: string;
  severity: Severity;
  status: FindingStatus;
  statusReason: string | null;
  description: string;
  remediation: string;
  probeId: string;
  risks: string[];
  confidence: number;
  regressed: boolean;
  fingerprint: string;
  evidenceLine: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  resolvedAt: Date | null;
  lastScanId: string;
  targetId: string;
  targetName: string;
  targetUrl: string;
  targetKind: 'url' | 'repo' | 'llm';
  occurrences: number;
  evidence: { id: string; source: string; summary: string; excerpt: string; sha256: string; createdAt: string }[];
};

/** A finding as it is kept until it is written: the controls follow from its risks, and are most of its bytes. */
export type KeptFinding = Omit<ReportFinding, 'refs'>;

/** The findings of a report in its order, a page at a time. For one transaction: a cursor of the database reads them. */
export async function* readFindings(
  tx: Sql,
  conditions: readonly Condition[],
  publicUrl: string,
): AsyncGenerator<KeptFinding[]> {
  const statement = new Statement();
  const where = statement.conditions(conditions);
  await tx.query(`declare report_findings no scroll cursor for ${select(where)}`, statement.values);
  const ids = idsOf();
  const fetch = () => tx.query<Row>(`fetch ${PAGE} from report_findings`);
  for await (const rows of ahead(fetch, (last) => (last.length < PAGE ? null : fetch())))
    yield rows.map((row) => toFinding(row, publicUrl, ids));
  await tx.query('close report_findings');
}

function select(where: string): string {
  return `select t.id, t.title, t.severity, t.status, t.status_reason as "statusReason", t.description, t.remediation, t.probe_id as "probeId",
      t.risks, t.confidence, t.regressed, t.fingerprint, t.evidence_line as "evidenceLine", t.first_seen_at as "firstSeenAt",
      t.last_seen_at as "lastSeenAt", t.resolved_at as "resolvedAt", t.last_scan_id as "lastScanId", g.id as "targetId",
      g.name as "targetName", g.url as "targetUrl", g.kind as "targetKind",
      (select count(*)::int from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id) as occurrences,
      coalesce((select json_agg(e) from (
        select e.id, e.source, e.summary, e.excerpt, e.sha256, e.created_at as "createdAt" from finding_evidence e
        where e.tenant_id = t.tenant_id and e.finding_id = t.id and e.withdrawn_at is null
        order by e.created_at desc, e.id desc limit ${EVIDENCE_MAX}) e), '[]') as evidence
    from findings t join targets g on g.tenant_id = t.tenant_id and g.id = t.target_id
    where ${where} order by t.severity, t.last_seen_at desc, t.id desc`;
}

/** Findings share few sets of risks: each set is looked up once. */
function refReader(mapping: Mapping): (risks: readonly string[]) => ReportRef[] {
  const known = new Map<string, ReportRef[]>();
  return (risks) => {
    const key = risks.join(' ');
    const found = known.get(key) ?? refsOf(mapping, risks);
    known.set(key, found);
    return found;
  };
}

function refsOf(mapping: Mapping, risks: readonly string[]): ReportRef[] {
  return controlsOfRisks(mapping, risks, { suggested: false }).map(({ control, direct, strength }) => ({
    ref: control.ref,
    framework: control.frameworkSlug,
    edition: control.edition,
    direct,
    strength,
  }));
}

function toFinding(row: Row, publicUrl: string, ids: ReturnType<typeof idsOf>): KeptFinding {
  const { targetId, targetName, targetUrl, targetKind, ...rest } = row;
  const id = formatId('finding', row.id);
  return {
    ...rest,
    id,
    target: { id: ids('endpoint', targetId), name: targetName, url: targetUrl, kind: targetKind },
    fingerprint: createHash('sha256').update(`${targetId}:${row.fingerprint}`).digest('hex'),
    lastScanId: ids('scan', row.lastScanId),
    evidence: row.evidence.map((one) => ({
      ...one,
      id: formatId('evidence', one.id),
      createdAt: new Date(one.createdAt),
    })),
    url: `${publicUrl}/app/findings/${id}`,
  };
}

/** Findings share few targets and scans: the public form of each is made once. */
function idsOf(): (kind: 'endpoint' | 'scan', uuid: string) => string {
  const known = new Map<string, string>();
  return (kind, uuid) => {
    const id = known.get(uuid) ?? formatId(kind, uuid);
    if (known.size < IDS_MAX) known.set(uuid, id);
    return id;
  };
}

/** Makes findings of what was JSON meanwhile. */
export function findingReviver(mapping: Mapping): (kept: KeptFinding) => ReportFinding {
  const refs = refReader(mapping);
  return ({ firstSeenAt, lastSeenAt, resolvedAt, evidence, ...rest }) => ({
    ...rest,
    refs: refs(rest.risks),
    firstSeenAt: new Date(firstSeenAt),
    lastSeenAt: new Date(lastSeenAt),
    resolvedAt: resolvedAt && new Date(resolvedAt),
    evidence: evidence.map((one) => ({ ...one, createdAt: new Date(one.createdAt) })),
  });
}
