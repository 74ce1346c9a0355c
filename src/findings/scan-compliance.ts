import { allow } from '#src/access/scopes.ts';
import { controlsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import type { EditionChoice, Mapping } from '#src/frameworks/mapping.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import type { Severity } from '#src/probes/probe-file.ts';
import { addUp, type SeverityCounts } from './count-overlaps.ts';

export type ComplianceFinding = {
  id: string;
  title: string;
  severity: Severity;
  probeId: string;
  risks: string[];
  /** By framework, in the order of frameworks. */
  refs: Record<string, string[]>;
};

export type TouchedControl = {
  ref: string;
  localId: string;
  title: string;
  count: number;
  severities: SeverityCounts;
  findingIds: string[];
};

export type ScanCompliance = {
  scanId: string;
  targetKind: string;
  frameworks: { slug: string; edition: string; controls: TouchedControl[]; touched: number; total: number }[];
  totals: { findings: number; controlsTouched: number };
  findings: ComplianceFinding[];
  mapping: Mapping;
};

/**
 * What a scan found, by the controls of all six frameworks. Findings that somebody accepted or called false are left out. A scan has at most
 * one finding a probe, so all of them are read, in three statements.
 *
 * @throws DomainError `missing_scope` without `scans:read` and `findings:read`, `not_found`, `framework_unknown`, `edition_unknown`
 */
export async function scanCompliance(
  ctx: Ctx,
  publicId: string,
  editions: readonly EditionChoice[] = [],
): Promise<ScanCompliance> {
  allow(ctx, 'scans:read');
  allow(ctx, 'findings:read');
  const mapping = await tenantMapping(ctx, ctx.actor.tenantId, editions);
  const scope = [ctx.actor.tenantId, parseId('scan', publicId)];
  const [scan] = await ctx.db.query<{ id: string; kind: string }>(
    'select s.id, g.kind from scans s join targets g on g.tenant_id = s.tenant_id and g.id = s.target_id where s.tenant_id = $1 and s.id = $2',
    scope,
  );
  if (!scan) throw notFound('scan');
  const rows = await ctx.db.query<Omit<ComplianceFinding, 'refs'>>(
    `select f.id, f.title, f.severity, f.probe_id as "probeId", f.risks from occurrences o
     join findings f on f.tenant_id = o.tenant_id and f.id = o.finding_id
     where o.tenant_id = $1 and o.scan_id = $2 and f.status not in ('accepted', 'false_positive') order by f.severity, f.title, f.id`,
    scope,
  );
  const findings = rows.map((row) => ({ ...row, refs: refsByFramework(mapping, row.risks) }));
  const frameworks = mapping.frameworks.map(({ slug, edition }) => {
    const controls = touchedControls(mapping, slug, findings);
    const total = [...mapping.controls.values()].filter((control) => control.frameworkSlug === slug).length;
    return { slug, edition, controls, touched: controls.length, total };
  });
  const controlsTouched = frameworks.reduce((sum, { touched }) => sum + touched, 0);
  const totals = { findings: findings.length, controlsTouched };
  return { scanId: scan.id, targetKind: scan.kind, frameworks, totals, findings, mapping };
}

function refsByFramework(mapping: Mapping, risks: readonly string[]): Record<string, string[]> {
  const links = Map.groupBy(controlsOfRisks(mapping, risks), ({ control }) => control.frameworkSlug);
  return Object.fromEntries([...links].map(([slug, list]) => [slug, list.map(({ control }) => control.ref)]));
}

function touchedControls(mapping: Mapping, slug: string, findings: readonly ComplianceFinding[]): TouchedControl[] {
  const controls = [...mapping.controls.values()].filter((control) => control.frameworkSlug === slug);
  return controls.flatMap(({ ref, localId, title }) => {
    const own = findings.filter(({ refs }) => refs[slug]?.includes(ref));
    if (own.length === 0) return [];
    const severities = addUp(own.map(({ severity }) => ({ severity, count: 1 })));
    return [{ ref, localId, title, count: own.length, severities, findingIds: own.map(({ id }) => id) }];
  });
}
