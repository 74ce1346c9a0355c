import { refsOfRisks } from '#src/frameworks/controls-of-risks.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { filterConditions } from '#src/platform/filter-sql.ts';
import type { FilterTree } from '#src/platform/filter-tree.ts';
import { formatId } from '#src/platform/ids.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import { type FindingQuery, findingQuery, findingTreeWithout } from './finding-filter.ts';
import { FINDING_LIST } from './finding-list.ts';

/** `key` is what the filter takes: a status in capitals, a public id, a name. Null: those without any. */
export type FindingGroup = { key: string | null; label: string | null; count: number };

type Grouping = {
  /** The field that chooses by it: a facet leaves the filter's own choice out. */
  field: string;
  /** From one finding to the groups it is in, as SQL. */
  from?: string;
  /** As SQL. Without it the groups are those that its risks lead to. */
  key?: string;
  /** A name for people, of `g.key`. */
  label?: string;
  shown?: (key: string) => string;
};

const upper = (key: string) => key.toUpperCase();

export const GROUPINGS = {
  status: { field: 'statusIs', key: 't.status::text', shown: upper },
  severity: { field: 'severityIs', key: 't.severity::text', shown: upper },
  target: {
    field: 'target',
    key: 't.target_id::text',
    label: '(select n.name from targets n where n.tenant_id = $1 and n.id = g.key::uuid)',
    shown: (key) => formatId('endpoint', key),
  },
  probe: { field: 'probe', key: 't.probe_id' },
  assignee: {
    field: 'assignee',
    key: 't.assignee_id::text',
    label:
      '(select u.name from memberships m join users u on u.id = m.user_id where m.tenant_id = $1 and m.id = g.key::uuid)',
    shown: (key) => formatId('membership', key),
  },
  tag: {
    field: 'tags',
    from: 'left join finding_tags y on y.tenant_id = t.tenant_id and y.finding_id = t.id',
    key: 'y.tag',
  },
  risk: { field: 'risks' },
  control: { field: 'control' },
  framework: { field: 'framework' },
} as const satisfies Record<string, Grouping>;

export type FindingGroupBy = keyof typeof GROUPINGS;

export const GROUPS_MAX = 100;
const GROUPS = 20;

/**
 * How many findings of the filter are in each group, the largest first. A finding of several risks, tags or controls is counted in each of
 * them, and once in each.
 *
 * @throws DomainError as `findingQuery` does, and `invalid_input` for a size out of range
 */
export async function findingGroups(
  ctx: Ctx,
  by: FindingGroupBy,
  query: FindingQuery,
  top: number | null | undefined = GROUPS,
): Promise<FindingGroup[]> {
  return countGroups(ctx, by, await findingTreeWithout(ctx, query, null), query, top ?? GROUPS);
}

/** How many findings a filter leaves. Exact, unlike the `totalCount` of a list. */
export async function countFindings(ctx: Ctx, query: FindingQuery): Promise<number> {
  const statement = new Statement();
  const where = statement.conditions((await findingQuery(ctx, query)).conditions);
  const [row] = await ctx.db.query<{ count: number }>(
    `select count(*)::int as count from findings t where ${where}`,
    statement.values,
  );
  return row!.count;
}

/** The groups of a facet: by the filter without what it says, at its top, about the facet itself. Throws as `findingGroups` does. */
export async function findingFacet(
  ctx: Ctx,
  by: FindingGroupBy,
  query: FindingQuery,
  top: number | null | undefined = GROUPS,
): Promise<FindingGroup[]> {
  const tree = await findingTreeWithout(ctx, query, GROUPINGS[by].field);
  return countGroups(ctx, by, tree, query, top ?? GROUPS);
}

async function countGroups(
  ctx: Ctx,
  by: FindingGroupBy,
  tree: FilterTree,
  query: FindingQuery,
  top: number,
): Promise<FindingGroup[]> {
  if (top < 1 || top > GROUPS_MAX) {
    throw new DomainError('invalid_input', `top is a number from 1 to ${GROUPS_MAX}.`, { path: ['top'] });
  }
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ...filterConditions(FINDING_LIST, tree)];
  if (by === 'risk' || by === 'control' || by === 'framework') return groupsOfRisks(ctx, by, conditions, query, top);
  const { key, from = '', label, shown }: Grouping = GROUPINGS[by];
  const statement = new Statement();
  const tenant = statement.value(ctx.actor.tenantId);
  // The names of targets belong to whoever may see targets.
  const hidden = by === 'target' && !ctx.actor.scopes.has('targets:read');
  const rows = await ctx.db.query<FindingGroup>(
    `select g.key, g.count, ${hidden || !label ? 'null' : label.replaceAll('$1', tenant)} as label from (
       select ${key} as key, count(*)::int as count from findings t ${from} where ${tenant}::uuid = t.tenant_id and ${statement.conditions(conditions)}
       group by 1 order by count desc, key limit ${statement.value(top)}) g order by g.count desc, g.key`,
    statement.values,
  );
  return rows.map((row) => ({ ...row, key: row.key === null ? null : (shown?.(row.key) ?? row.key) }));
}

/** Findings of the same risks are counted together before they are spread over controls: there are few sets of risks. */
async function groupsOfRisks(
  ctx: Ctx,
  by: 'risk' | 'control' | 'framework',
  conditions: readonly Condition[],
  { editions }: FindingQuery,
  top: number,
): Promise<FindingGroup[]> {
  const statement = new Statement();
  const sets = await ctx.db.query<{ risks: string[]; count: number }>(
    `select t.risks, count(*)::int as count from findings t where ${statement.conditions(conditions)} group by 1`,
    statement.values,
  );
  const { keysOf, labelOf } = await spread(ctx, by, editions);
  const counts = new Map<string, number>();
  for (const { risks, count } of sets)
    for (const key of new Set(keysOf(risks))) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts]
    .map(([key, count]) => ({ key, label: labelOf(key), count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, top);
}

async function spread(ctx: Ctx, by: 'risk' | 'control' | 'framework', editions: FindingQuery['editions']) {
  if (by === 'risk') return { keysOf: (risks: string[]) => risks, labelOf: () => null };
  const mapping = await tenantMapping(ctx, ctx.actor.tenantId, editions);
  const refs = (risks: string[]) => refsOfRisks(mapping, risks);
  if (by === 'control') return { keysOf: refs, labelOf: (ref: string) => mapping.controls.get(ref)?.title ?? null };
  const names = new Map<string, string>(mapping.frameworks.map(({ slug, shortName }) => [slug, shortName]));
  return {
    keysOf: (risks: string[]) => refs(risks).map((ref) => mapping.controls.get(ref)!.frameworkSlug as string),
    labelOf: (slug: string) => names.get(slug) ?? null,
  };
}
