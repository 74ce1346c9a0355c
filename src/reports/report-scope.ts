import { z } from 'zod';
import { FINDING_STATUSES } from '#src/findings/finding-status.ts';
import { risksOfFrameworks } from '#src/frameworks/controls-of-risks.ts';
import { FRAMEWORK_SLUGS } from '#src/frameworks/framework-slugs.ts';
import { type EditionChoice, frameworkIn, type Mapping, slugOf } from '#src/frameworks/mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type IdKind, notFound, parseId } from '#src/platform/ids.ts';
import type { Condition } from '#src/platform/keyset-statement.ts';
import { SEVERITIES } from '#src/probes/probe-file.ts';

const IDS_MAX = 1000;
const day = z.string().max(20);

export const reportScopeInput = z.strictObject({
  endpointIds: z.array(z.string().max(100)).max(IDS_MAX).nullish(),
  scanIds: z.array(z.string().max(100)).max(IDS_MAX).nullish(),
  /** Both days belong to it. */
  from: day.nullish(),
  to: day.nullish(),
  includeSeverities: z.array(z.enum(SEVERITIES)).max(20).nullish(),
  includeStatuses: z.array(z.enum(FINDING_STATUSES)).max(20).nullish(),
});

/** As the report's row keeps it: UUIDs, and the editions that were chosen. Empty and null: everything. */
export const storedScope = z.object({
  endpointIds: z.array(z.string()),
  scanIds: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  includeSeverities: z.array(z.enum(SEVERITIES)),
  includeStatuses: z.array(z.enum(FINDING_STATUSES)),
  editions: z.array(z.object({ framework: z.string(), edition: z.string() })),
});
export type StoredScope = z.output<typeof storedScope>;

/**
 * What a report is to cover, checked.
 *
 * @throws DomainError `scope_invalid` when it begins after its end, says nothing at all, or has two editions of a framework; `not_found` for a target or scan that the
 *   caller's tenant does not have; `framework_unknown`, `edition_unknown`
 */
export async function checkScope(
  ctx: Ctx,
  scope: z.output<typeof reportScopeInput>,
  editions: readonly EditionChoice[],
): Promise<StoredScope> {
  for (const { framework, edition } of editions) frameworkIn(framework, edition);
  const stored: StoredScope = {
    endpointIds: uuids(['endpoint', 'target'], scope.endpointIds),
    scanIds: uuids(['scan'], scope.scanIds),
    from: scope.from ?? null,
    to: scope.to ?? null,
    includeSeverities: [...new Set(scope.includeSeverities)],
    includeStatuses: [...new Set(scope.includeStatuses)],
    editions: editions.map(({ framework, edition }) => ({ framework, edition })),
  };
  if (new Set(editions.map(({ framework }) => framework)).size < editions.length)
    throw new DomainError('scope_invalid', 'A framework has one edition in a report.', { path: ['editions'] });
  const { from, to } = stored;
  for (const name of ['from', 'to'] as const) {
    if (stored[name] !== null && !isDay(stored[name])) throw invalid(`${name} is a day, such as 2026-04-01.`, name);
  }
  if (from && to && from > to) throw invalid('The scope begins after its end: from is later than to.', 'from');
  const { editions: _, ...dimensions } = stored;
  if (Object.values(dimensions).every((part) => part === null || part.length === 0)) {
    throw invalid('The scope is empty. Name endpoints, scans, days, severities or statuses.');
  }
  await checkOwned(ctx, 'targets', 'target', stored.endpointIds);
  await checkOwned(ctx, 'scans', 'scan', stored.scanIds);
  return stored;
}

const isDay = (text: string) => z.iso.date().safeParse(text).success;

/** The frameworks that are asked for, each once, in their own order; all of them where none is named. @throws DomainError `framework_unknown` */
export function checkFrameworks(slugs: readonly string[]): string[] {
  const asked = new Set(slugs.map(slugOf));
  return FRAMEWORK_SLUGS.filter((slug) => asked.size === 0 || asked.has(slug));
}

function uuids(kinds: readonly IdKind[], ids: readonly string[] | null | undefined): string[] {
  return [...new Set((ids ?? []).map((id) => parseId(kinds, id)))];
}

function invalid(message: string, ...path: string[]): DomainError {
  return new DomainError('scope_invalid', message, { path: ['scope', ...path] });
}

async function checkOwned(ctx: Ctx, table: 'targets' | 'scans', kind: IdKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const [row] = await (ctx.db as Sql).query<{ n: number }>(
    `select count(*)::int as n from ${table} where tenant_id = $1 and id = any($2::uuid[])`,
    [ctx.actor.tenantId, ids],
  );
  if (row!.n < ids.length) throw notFound(kind);
}

const SEEN = (more: string) =>
  `exists (select 1 from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id and ${more})`;

/** The findings of a report, behind the alias `t`: those that its scans, or any, saw within its days; with `touching`, those that touch these frameworks. */
export function findingsIn(
  tenantId: string,
  scope: StoredScope,
  touching: { frameworks: readonly string[]; mapping: Mapping } | null,
): Condition[] {
  const { from, end } = timesOf(scope);
  const seen: Condition[] = [
    ...(scope.scanIds.length > 0 ? [['o.scan_id = any(?::uuid[])', scope.scanIds] as const] : []),
    ...(from ? [['o.created_at >= ?', from] as const] : []),
    ...(end ? [['o.created_at < ?', end] as const] : []),
  ];
  const all: readonly (Condition | null)[] = [
    ['t.tenant_id = ?', tenantId],
    scope.endpointIds.length > 0 ? ['t.target_id = any(?::uuid[])', scope.endpointIds] : null,
    scope.includeSeverities.length > 0 ? ['t.severity = any(?::severity[])', scope.includeSeverities] : null,
    scope.includeStatuses.length > 0 ? ['t.status = any(?::finding_status[])', scope.includeStatuses] : null,
    touching && touching.frameworks.length < FRAMEWORK_SLUGS.length
      ? ['t.risks && ?::text[]', risksOfFrameworks(touching.mapping, touching.frameworks)]
      : null,
    seen.length > 0 ? [SEEN(seen.map(([sql]) => sql).join(' and ')), ...seen.flatMap(([, ...values]) => values)] : null,
  ];
  return all.filter((one) => one !== null);
}

/** The scans of a report, behind the alias `s`: those that ended within its days, in whatever way. */
export function scansIn(tenantId: string, scope: StoredScope): Condition[] {
  const { from, end } = timesOf(scope);
  return [
    ['s.tenant_id = ?', tenantId],
    ['s.finished_at is not null'],
    ...(scope.endpointIds.length > 0 ? [['s.target_id = any(?::uuid[])', scope.endpointIds] as const] : []),
    ...(scope.scanIds.length > 0 ? [['s.id = any(?::uuid[])', scope.scanIds] as const] : []),
    ...(from ? [['s.finished_at >= ?', from] as const] : []),
    ...(end ? [['s.finished_at < ?', end] as const] : []),
  ];
}

/** From the first day's beginning to the last day's end, in UTC. */
export function timesOf({ from, to }: Pick<StoredScope, 'from' | 'to'>): { from: Date | null; end: Date | null } {
  const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
  const DAY_MS = 24 * 60 * 60 * 1000;
  return { from: from ? midnight(from) : null, end: to ? new Date(midnight(to).getTime() + DAY_MS) : null };
}
