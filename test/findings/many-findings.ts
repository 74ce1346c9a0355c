import type { App } from '#src/platform/context.ts';
import { newId } from '#src/platform/ids.ts';
import type { SeededScan, SeededTenant } from '#test/kit/seed.ts';

export type MadeFinding = {
  risks: string[];
  severity: string;
  status: string;
  lastSeenAt: Date;
  /** Of the scans that were given: the one that saw it, on whose target it is. */
  scan: number;
};

/** Writes findings as they are described, each seen by one scan. Answers their ids. */
export async function makeFindings(
  app: App,
  tenant: SeededTenant,
  scans: readonly SeededScan[],
  findings: readonly MadeFinding[],
): Promise<string[]> {
  const rows = findings.map((finding) => ({
    id: newId(),
    ...finding,
    risks: `{${finding.risks}}`,
    of: scans[finding.scan]!,
  }));
  await app.system.query(
    `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, status, confidence, evidence_line,
       first_scan_id, last_scan_id, first_seen_at, last_seen_at)
     select $1, id, target_id, id::text, 'prompt-injection-basic', 'Made', 'What it is.', 'What to do.', severity, risks::text[], status, 0.9, 'A line.', scan_id, scan_id, seen, seen
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::severity[], $6::text[], $7::finding_status[], $8::timestamptz[]) as f(id, target_id, scan_id, severity, risks, status, seen)`,
    [
      tenant.id,
      rows.map((row) => row.id),
      rows.map((row) => row.of.target.id),
      rows.map((row) => row.of.id),
      rows.map((row) => row.severity),
      rows.map((row) => row.risks),
      rows.map((row) => row.status),
      rows.map((row) => row.lastSeenAt),
    ],
  );
  await app.system.query(
    `insert into occurrences (tenant_id, finding_id, scan_id, confidence) select $1, f, s, 0.9 from unnest($2::uuid[], $3::uuid[]) as o(f, s)`,
    [tenant.id, rows.map((row) => row.id), rows.map((row) => row.of.id)],
  );
  return rows.map((row) => row.id);
}
