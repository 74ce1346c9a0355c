import { followTenant, type TenantNews } from '#src/access/follow-tenant.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { idsOf } from '#src/platform/keyset.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { type FindingFilter, findingQuery } from './finding-filter.ts';

/** A sighting: a scan saw a finding for the first time in its run. */
export type FindingNews = TenantNews & { subjectId: string };

/**
 * Every finding that a scan sees from now on, once a scan, as long as it is one that the filter leaves when it is told.
 *
 * @throws DomainError `missing_scope`, and what the filter is refused with
 */
export async function followFindings(ctx: Ctx, filter: FindingFilter): Promise<AsyncIterableIterator<FindingNews>> {
  allow(ctx, 'findings:read');
  findingQuery(ctx, { filter });
  const from = await ctx.events.tenantCursor(ctx.actor.tenantId);
  return stoppable((stop) => sightings(ctx, filter, from, stop));
}

async function* sightings(
  ctx: Ctx,
  filter: FindingFilter,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<FindingNews> {
  for await (const news of await followTenant(ctx, { kinds: ['finding'] }, from, signal)) {
    if (news.action === 'recorded' && (await matches(ctx, filter, news.subjectId!))) yield news as FindingNews;
  }
}

async function matches(ctx: Ctx, filter: FindingFilter, id: string): Promise<boolean> {
  const { list, conditions } = findingQuery(ctx, { filter });
  return (await idsOf(ctx.db, list, [...conditions, ['t.id = ?', id]], 1)).length > 0;
}
