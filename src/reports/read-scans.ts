import type { Sql } from '#src/platform/database.ts';
import { formatId } from '#src/platform/ids.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import type { ReportHead, ReportScan, ReportTarget } from './report-model.ts';

/** Scans that a report lists, in memory. It holds the attempts of all. */
const SCANS_MAX = 20_000;

export type ScansRead = {
  /** Of all of them. */
  ids: string[];
  scans: ReportScan[];
  scanCount: number;
  targets: ReportTarget[];
  probes: ReportHead['probes'];
};

/** The scans of a report, newest first, with their targets and the probes that ran in them. */
export async function readScans(tx: Sql, tenantId: string, conditions: readonly Condition[]): Promise<ScansRead> {
  const statement = new Statement();
  const where = statement.conditions(conditions);
  const all = await tx.query<{ id: string; targetId: string }>(
    `select s.id, s.target_id as "targetId" from scans s where ${where} order by s.finished_at desc, s.id desc`,
    statement.values,
  );
  const rows = await tx.query<ReportScan>(
    `select s.id, s.target_id as "targetId", s.status, s.partial, s.reason, s.library_hash as "libraryHash", s.judges, s.planned,
       s.not_applicable as "notApplicable", s.vulnerable, s.resistant, s.inconclusive, s.needs_review as "needsReview",
       s.started_at as "startedAt", s.finished_at as "finishedAt"
     from scans s where ${where} order by s.finished_at desc, s.id desc limit ${SCANS_MAX}`,
    statement.values,
  );
  const ids = all.map(({ id }) => id);
  return {
    ids,
    scans: rows.map((row) => ({ ...row, id: formatId('scan', row.id), targetId: formatId('endpoint', row.targetId) })),
    scanCount: ids.length,
    targets: await readTargets(tx, tenantId, [...new Set(all.map(({ targetId }) => targetId))]),
    probes: await readProbes(tx, tenantId, ids),
  };
}

/** These targets, by name. */
export async function readTargets(tx: Sql, tenantId: string, ids: readonly string[]): Promise<ReportTarget[]> {
  const rows = await tx.query<ReportTarget>(
    'select id, name, url, kind from targets where tenant_id = $1 and id = any($2::uuid[]) order by name, id',
    [tenantId, ids],
  );
  return rows.map((row) => ({ ...row, id: formatId('endpoint', row.id) }));
}

async function readProbes(tx: Sql, tenantId: string, scanIds: readonly string[]): Promise<ReportHead['probes']> {
  const rows = await tx.query<Omit<ReportHead['probes'][number], 'title'>>(
    `select probe_id as id, probe_version as version, probe_hash as hash, count(*)::int as attempts,
       (count(*) filter (where verdict = 'inconclusive'))::int as inconclusive
     from attempts where tenant_id = $1 and scan_id = any($2::uuid[]) group by 1, 2, 3 order by 1, 2, 3`,
    [tenantId, scanIds],
  );
  const { byId } = probeLibrary();
  return rows.map((row) => ({ ...row, title: byId(row.id)?.title ?? row.id }));
}
