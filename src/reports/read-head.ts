import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Coverage, coverageFrom } from '#src/findings/coverage.ts';
import { lastRuns } from '#src/findings/last-runs.ts';
import type { Mapping } from '#src/frameworks/mapping.ts';
import { formatId } from '#src/platform/ids.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { readOverlaps } from './read-overlaps.ts';
import { readScans, readTargets } from './read-scans.ts';
import type { ReportFramework, ReportHead, ReportScan } from './report-model.ts';
import { findingsIn, type StoredScope, scansIn, timesOf } from './report-scope.ts';
import type { Snapshot } from './report-snapshot.ts';
import { type CountedSet, summarise } from './summarise.ts';

export type AskedReport = { id: string; tenantId: string; title: string; frameworks: string[]; scope: StoredScope };

/** Everything of a report but its findings and attempts, and the ids of the scans whose attempts it holds. */
export async function readHead(
  snapshot: Snapshot,
  asked: AskedReport,
  mapping: Mapping,
  findings: readonly Condition[],
): Promise<{ head: ReportHead; scanIds: string[] }> {
  const { tx, ctx } = snapshot;
  const { tenantId, scope, frameworks } = asked;
  const sets = await countSets(snapshot, findings);
  // A report must not have a better grade for showing less.
  const graded = await countSets(snapshot, findingsIn(tenantId, wholeOf(scope), null));
  const { ids, ...scans } = await readScans(tx, tenantId, scansIn(tenantId, scope));
  const [tenant] = await tx.query<{ slug: string; name: string; sequence: bigint; hash: Buffer }>(
    'select slug, name, audit_sequence as sequence, audit_hash as hash from tenants where id = $1',
    [tenantId],
  );
  const { slug, name, sequence, hash } = tenant!;
  const head: ReportHead = {
    schemaVersion: 'v1',
    reportId: formatId('report', asked.id),
    title: asked.title,
    generatedAt: new Date(ctx.clock.now()),
    tenant: { slug, name },
    scope: shownScope(scope),
    frameworks: await readFrameworks(snapshot, asked, mapping, sets),
    summary: summarise(sets, graded, scans.scans.some(cameToVerdict)),
    ...scans,
    targets: merged(scans.targets, await readTargets(tx, tenantId, scope.endpointIds)),
    overlaps: readOverlaps(mapping, sets, frameworks),
    audit: { sequence: String(sequence), hash: hash.toString('hex') },
    judgeModels: scans.scans.some(({ judges }) => judges.some(({ engine }) => engine !== 'deterministic')),
  };
  return { head, scanIds: ids };
}

/** The findings, counted by what a report tells of them. */
function countSets({ tx }: Snapshot, conditions: readonly Condition[]): Promise<CountedSet[]> {
  const statement = new Statement();
  return tx.query<CountedSet>(
    `select t.risks, t.severity, t.status, g.kind, count(*)::int as count, (count(*) filter (where t.regressed))::int as regressed
     from findings t join targets g on g.tenant_id = t.tenant_id and g.id = t.target_id
     where ${statement.conditions(conditions)} group by 1, 2, 3, 4`,
    statement.values,
  );
}

async function readFrameworks(
  { ctx }: Snapshot,
  { scope, frameworks }: AskedReport,
  mapping: Mapping,
  sets: readonly CountedSet[],
): Promise<ReportFramework[]> {
  const probes = chosenProbes([]);
  const { from, end } = timesOf(scope);
  const runs = await lastRuns(
    ctx,
    probes.map(({ id }) => id),
    {
      targetIds: scope.endpointIds.length > 0 ? scope.endpointIds : null,
      scanIds: scope.scanIds.length > 0 ? scope.scanIds : null,
      from,
      to: end,
    },
  );
  const read: ReportFramework[] = [];
  for (const framework of mapping.frameworks.filter(({ slug }) => frameworks.includes(slug))) {
    // Each takes a while: the process looks at its other work in between.
    await nextTurn();
    read.push(shownFramework(framework, coverageFrom({ framework, mapping, probes }, sets, runs)));
  }
  return read;
}

function shownFramework(framework: Mapping['frameworks'][number], { rows }: Coverage): ReportFramework {
  const { slug, name, shortName, edition, editionDate, publisher, url } = framework;
  const controls = rows.map(({ control, state, reason, open, closed, severities, probes: exercising, lastRanAt }) => ({
    ref: control.ref,
    localId: control.localId,
    title: control.title,
    state,
    reason,
    open,
    closed,
    severities,
    probes: exercising.length,
    lastRanAt,
  }));
  return { slug, name, shortName, edition, editionDate, publisher, url, controls };
}

function wholeOf(scope: StoredScope): StoredScope {
  return { ...scope, includeSeverities: [], includeStatuses: [] };
}

function cameToVerdict({ vulnerable, resistant }: ReportScan): boolean {
  return vulnerable + resistant > 0;
}

function shownScope({ endpointIds, scanIds, editions: _, ...rest }: StoredScope): ReportHead['scope'] {
  return {
    ...rest,
    endpointIds: endpointIds.map((id) => formatId('endpoint', id)),
    scanIds: scanIds.map((id) => formatId('scan', id)),
  };
}

function merged<Row extends { id: string }>(a: readonly Row[], b: readonly Row[]): Row[] {
  return [...new Map([...a, ...b].map((row) => [row.id, row])).values()];
}
