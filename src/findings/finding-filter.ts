import { allow } from '#src/access/scopes.ts';
import type { EditionChoice } from '#src/frameworks/mapping.ts';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { FilterInput, ListDescription, ListQuery } from '#src/platform/filter.ts';
import { filterConditions } from '#src/platform/filter-sql.ts';
import { type FilterTree, readFilter } from '#src/platform/filter-tree.ts';
import type { KeysetList } from '#src/platform/keyset.ts';
import type { Condition } from '#src/platform/keyset-statement.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { asksForControls, controlsAsRisks } from './controls-as-risks.ts';
import { FINDING_LIST } from './finding-list.ts';

/** Which findings: what `FINDING_LIST` describes. */
export type FindingFilter = FilterInput;

/** `editions`: those in which controls and frameworks are understood, instead of the ones that hold for the tenant. */
export type FindingQuery = ListQuery & { editions?: readonly EditionChoice[] | null | undefined };

export type FindingRead = {
  list: KeysetList;
  /** Of the filter and the tenant, over the alias `t`. */
  conditions: Condition[];
  /** The filter, its controls and frameworks turned into the risks that lead to them. */
  tree: FilterTree;
};

/**
 * The findings that the caller may see and that the query leaves, in its order, behind the alias `t`. What it says of controls and frameworks
 * costs a statement, for the tenant's editions.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`, `framework_unknown`, `edition_unknown`
 */
export async function findingQuery(
  ctx: Ctx,
  query: FindingQuery,
  described: ListDescription = FINDING_LIST,
): Promise<FindingRead> {
  allow(ctx, 'findings:read');
  const read = listQuery(described, query);
  const tree = await mappedTree(ctx, read.tree, query.editions);
  const conditions: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId], ...filterConditions(described, tree)];
  return { list: read.list, conditions, tree };
}

/** A filter of findings, read, without what it says at its top about a field: that of a facet. Throws as `findingQuery` does. */
export async function findingTreeWithout(
  ctx: Ctx,
  { filter, editions }: FindingQuery,
  field: string | null,
): Promise<FilterTree> {
  allow(ctx, 'findings:read');
  const tree = readFilter(FINDING_LIST, filter) as { all: FilterTree[] };
  const others = tree.all.filter((part) => !('field' in part && part.field === field));
  return mappedTree(ctx, { all: others }, editions);
}

async function mappedTree(ctx: Ctx, tree: FilterTree, editions: FindingQuery['editions']): Promise<FilterTree> {
  if (!asksForControls(tree) && !editions?.length) return tree;
  return controlsAsRisks(tree, await tenantMapping(ctx, ctx.actor.tenantId, editions));
}
