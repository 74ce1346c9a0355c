import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { filterConditions } from '#src/platform/filter-sql.ts';
import type { FilterTree } from '#src/platform/filter-tree.ts';
import { formatId } from '#src/platform/ids.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import { type FindingFilter, findingQuery } from './finding-filter.ts';
import { FINDING_LIST } from './finding-list.ts';

/** `key` is what the filter takes: a status in capitals, a public id, a name. Null: those without any. */
export type FindingGroup = { key: string | null; label: string | null; count: number };

type Grouping = {
  /** The field that chooses by it: a facet leaves the filter's own choice out. */
  field: string;
  /** From one finding to the groups it is in, as SQL. */
  from?: string;
  key: string;
  /** A name for people, of `g.key`. */
  label?: string;
  shown?: (key: string) => string;
};

const upper = (key: string) => key.toUpperCase();
const CONTROLS_OF_RISKS = 'join crosswalk_links l on l.risk = any(s.risks) join controls c on c.ref = l.ref';

/** Findings of the same risks are counted together before they are spread over controls: there are few sets of risks. */
export const GROUPINGS = {
  status: { field: 'statusIs', key: 't.status::text', shown: upper },
  severity: { field: 'severityIs', key: 't.severity::text', shown: upper },
  target: {
    field: 'target',
    key: 't.target_id::text',
    label: '(select n.name from targets n where n.tenant_id = $1 and n.id = g.key::uuid)',
    shown: (key) => formatId('endpoint', key),
  },
  probe: { field: 'probe', key: 't.probe_id', label: undefined },
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
  risk: { field: 'risks', from: 'cross join unnest(s.risks) r(risk)', key: 'r.risk' },
  control: {
    field: 'control',
    from: CONTROLS_OF_RISKS,
    key: 'c.ref',
    label: '(select n.title from controls n where n.ref = g.key)',
  },
  framework: {
    field: 'framework',
    from: CONTROLS_OF_RISKS,
    key: 'c.framework_slug',
    label: '(select n.short_name from frameworks n where n.slug = g.key)',
  },
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
  filter: FindingFilter,
  top: number | null | undefined = GROUPS,
): Promise<FindingGroup[]> {
  return countGroups(ctx, by, findingQuery(ctx, { filter }).tree, top ?? GROUPS);
}

/** How many findings a filter leaves. Exact, unlike the `totalCount` of a list. */
export async function countFindings(ctx: Ctx, filter: FindingFilter): Promise<number> {
  const statement = new Statement();
  const where = statement.conditions(findingQuery(ctx, { filter }).conditions);
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
  filter: FindingFilter,
  top: number | null | undefined = GROUPS,
): Promise<FindingGroup[]> {
  const { tree } = findingQuery(ctx, { filter });
  const others =
    'all' in tree ? tree.all.filter((part) => !('field' in part && part.field === GROUPINGS[by].field)) : [];
  return countGroups(ctx, by, { all: others }, top ?? GROUPS);
}

async function countGroups(ctx: Ctx, by: FindingGroupBy, tree: FilterTree, top: number): Promise<FindingGroup[]> {
  if (top < 1 || top > GROUPS_MAX) {
    throw new DomainError('invalid_input', `top is a number from 1 to ${GROUPS_MAX}.`, { path: ['top'] });
  }
  const grouping: Grouping = GROUPINGS[by];
  const statement = new Statement();
  const tenant = statement.value(ctx.actor.tenantId);
  const where = `t.tenant_id = ${tenant}::uuid and ${statement.conditions(filterConditions(FINDING_LIST, tree))}`;
  // The names of targets belong to whoever may see targets.
  const hidden = by === 'target' && !ctx.actor.scopes.has('targets:read');
  const label = hidden || !grouping.label ? 'null' : grouping.label.replaceAll('$1', tenant);
  const rows = await ctx.db.query<FindingGroup>(
    `select g.key, g.count, ${label} as label from (${groupsOf(grouping, where)}
       order by count desc, key limit ${statement.value(top)}) g order by g.count desc, g.key`,
    statement.values,
  );
  return rows.map((row) => ({ ...row, key: row.key === null ? null : (grouping.shown?.(row.key) ?? row.key) }));
}

function groupsOf({ key, from = '' }: Grouping, where: string): string {
  if (!from.includes('s.risks')) {
    return `select ${key} as key, count(*)::int as count from findings t ${from} where ${where} group by 1`;
  }
  const sets = `select t.risks, count(*) as n from findings t where ${where} group by 1`;
  return `select d.key, sum(d.n)::int as count from (select distinct s.risks, s.n, ${key} as key from (${sets}) s ${from}) d group by 1`;
}
