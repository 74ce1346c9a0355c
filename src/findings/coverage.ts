import type { Control, Framework } from '#src/frameworks/catalogue.ts';
import { controlsOfRisks, risksOfControl } from '#src/frameworks/controls-of-risks.ts';
import { frameworkIn, type Mapping, mappingFor } from '#src/frameworks/mapping.ts';
import { tenantEdition } from '#src/frameworks/tenant-mapping.ts';
import { whyNotTestable } from '#src/frameworks/testability.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { FilterInput } from '#src/platform/filter.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { type MemoryOrder, pageInMemory } from '#src/platform/page-in-memory.ts';
import type { Probe } from '#src/probes/probe.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { addUp, type SeverityCounts } from './count-overlaps.ts';
import { countRiskSets, type RiskSetCount } from './count-risk-sets.ts';
import { COVERAGE_STATES, type CoverageState, type Reach, reachOf, stateOf } from './coverage-states.ts';
import { FINDING_STATUSES, type FindingStatus } from './finding-status.ts';
import { type LastRun, lastRuns, type RunFilter } from './last-runs.ts';

/** Which scans and findings: of these targets, of these scans, within this time; and findings of these severities. */
export type CoverageFilter = RunFilter & { severities?: readonly string[] | null | undefined };

export type ExercisingProbe = {
  probe: Probe;
  /** How much of the control it tries. */
  reach: Exclude<Reach, 'suggested'>;
  ranAt: Date | null;
  concludedAt: Date | null;
};

export type ControlCoverage = {
  control: Control;
  state: CoverageState;
  /** Why it is not tested, or not wholly. Null when it is. */
  reason: string | null;
  /** Findings that touch it and are there: open or triaged. */
  open: number;
  /** Findings that touch it and are resolved, accepted or false positives. */
  closed: number;
  statuses: Record<FindingStatus, number>;
  /** Of the open ones. */
  severities: SeverityCounts;
  /** Of the library as it is now, those that reach furthest first. */
  probes: ExercisingProbe[];
  lastRanAt: Date | null;
};

export type Coverage = {
  framework: Framework;
  mapping: Mapping;
  rows: ControlCoverage[];
  /** How many controls are in each state. */
  summary: Record<CoverageState, number>;
};

/**
 * For each control of a framework: the findings that touch it, the probes that exercise it and when they ran, or that nothing did and why.
 * Nowhere does it say that a control is met. Links that are only suggested are left out. Three statements, whatever the size of the
 * framework, the number of findings and of scans.
 *
 * @throws DomainError `missing_scope` without `findings:read` and `scans:read`, `framework_unknown`, `edition_unknown`, `not_found` for an id of
 * another kind, `invalid_input`
 */
export async function coverage(
  ctx: Ctx,
  slug: string,
  edition: string | null | undefined,
  filter: CoverageFilter,
): Promise<Coverage> {
  const framework = frameworkIn(slug, await tenantEdition(ctx, ctx.actor.tenantId, slug, edition));
  const mapping = mappingFor([{ framework: slug, edition: framework.edition }]);
  const probes = chosenProbes([]);
  const [sets, runs] = await Promise.all([
    countRiskSets(ctx, { filter: findingFilterOf(filter) }),
    lastRuns(
      ctx,
      probes.map(({ id }) => id),
      filter,
    ),
  ]);
  return coverageFrom({ framework, mapping, probes }, sets, runs);
}

/** The coverage of a framework by what has been counted and has run. Pure. */
export function coverageFrom(
  { framework, mapping, probes }: { framework: Framework; mapping: Mapping; probes: readonly Probe[] },
  sets: readonly RiskSetCount[],
  runs: ReadonlyMap<string, LastRun>,
): Coverage {
  const touching = bySetsOf(mapping, sets);
  const controls = [...mapping.controls.values()].filter((control) => control.frameworkSlug === framework.slug);
  const rows = controls.map((control) => rowOf(mapping, control, touching.get(control.ref) ?? [], probes, runs));
  const summary = Object.fromEntries(
    COVERAGE_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Coverage['summary'];
  return { framework, mapping, rows, summary };
}

function findingFilterOf({ targetIds, scanIds, from, to, severities }: CoverageFilter): FilterInput {
  return {
    target: targetIds ? { in: targetIds } : null,
    scan: scanIds ? { in: scanIds } : null,
    severityIs: severities ? { in: severities } : null,
    lastSeenAt: { gte: from, lt: to },
  };
}

function bySetsOf(mapping: Mapping, sets: readonly RiskSetCount[]): Map<string, RiskSetCount[]> {
  const found = new Map<string, RiskSetCount[]>();
  for (const set of sets) {
    for (const { control } of controlsOfRisks(mapping, set.risks, { suggested: false })) {
      found.set(control.ref, [...(found.get(control.ref) ?? []), set]);
    }
  }
  return found;
}

const OPEN: ReadonlySet<string> = new Set<FindingStatus>(['open', 'triaged']);

function rowOf(
  mapping: Mapping,
  control: Control,
  sets: readonly RiskSetCount[],
  probes: readonly Probe[],
  runs: ReadonlyMap<string, LastRun>,
): ControlCoverage {
  const exercising = exercisingProbes(mapping, control.ref, probes, runs);
  const seen = exercising.map(({ reach, ranAt, concludedAt }) => ({
    reach,
    ran: ranAt !== null,
    conclusive: concludedAt !== null,
  }));
  const count = (rows: readonly RiskSetCount[]) => rows.reduce((sum, row) => sum + row.count, 0);
  const open = sets.filter(({ status }) => OPEN.has(status));
  const statuses = FINDING_STATUSES.map((status) => [status, count(sets.filter((set) => set.status === status))]);
  const times = exercising.flatMap(({ ranAt }) => (ranAt ? ranAt.getTime() : []));
  return {
    control,
    ...stateOf(seen, whyNotTestable(control)),
    open: count(open),
    closed: count(sets) - count(open),
    statuses: Object.fromEntries(statuses) as ControlCoverage['statuses'],
    severities: addUp(open),
    probes: exercising,
    lastRanAt: times.length > 0 ? new Date(Math.max(...times)) : null,
  };
}

const REACHES = ['whole', 'part', 'related'] as const;

function exercisingProbes(
  mapping: Mapping,
  ref: string,
  probes: readonly Probe[],
  runs: ReadonlyMap<string, LastRun>,
): ExercisingProbe[] {
  const reaches = new Map(
    risksOfControl(mapping, ref, { suggested: false }).map((link) => [
      link.risk,
      reachOf(link) as ExercisingProbe['reach'],
    ]),
  );
  return probes
    .flatMap((probe): ExercisingProbe[] => {
      const reach = REACHES.find((one) => probe.risks.some((risk) => reaches.get(risk) === one));
      const run = runs.get(probe.id);
      return reach ? [{ probe, reach, ranAt: run?.ranAt ?? null, concludedAt: run?.concludedAt ?? null }] : [];
    })
    .sort((a, b) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach));
}

const ORDER: MemoryOrder<ControlCoverage> = {
  name: 'coverage',
  keys: [{ type: 'integer', of: (row) => row.control.position }],
  id: (row) => row.control.ref,
};

/** A page of the controls in one of these states, in the framework's own order. */
export function pageOfCoverage(
  { rows }: Coverage,
  states: readonly CoverageState[] | null | undefined,
  args: PageArgs,
): { page: Page; rows: ControlCoverage[]; count: number } {
  const kept = rows.filter((row) => states?.includes(row.state) ?? true);
  const page = pageInMemory(kept, ORDER, args);
  const byRef = new Map(kept.map((row) => [row.control.ref, row]));
  return { page, rows: page.items.map(({ id }) => byRef.get(id)!), count: kept.length };
}
