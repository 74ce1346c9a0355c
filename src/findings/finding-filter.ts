import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { FilterInput, ListQuery } from '#src/platform/filter.ts';
import { type ListRead, tenantQuery } from '#src/platform/list-query.ts';
import { FINDING_LIST } from './finding-list.ts';

/** Which findings: what `FINDING_LIST` describes. */
export type FindingFilter = FilterInput;

/**
 * The findings that the caller may see and that the query leaves, in its order, behind the alias `t`.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`
 */
export function findingQuery(ctx: Ctx, query: ListQuery): ListRead {
  allow(ctx, 'findings:read');
  return tenantQuery(ctx.actor.tenantId, FINDING_LIST, query);
}
