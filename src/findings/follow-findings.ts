import { followTenant, type TenantNews } from '#src/access/follow-tenant.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { idsOf } from '#src/platform/keyset.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';

/** A sighting: a scan saw a finding for the first time in its run. */
export type FindingNews = TenantNews & { subjectId: string };

/**
 * Every finding that a scan sees from now on, once a scan, as long as it is one that the filter leaves when it is told.
 *
 * @throws DomainError `missing_scope`, and what the filter is refused with
 */
export async function followFindings(ctx: Ctx, query: FindingQuery): Promise<AsyncIterableIterator<FindingNews>> {
  allow(ctx, 'findings:read');
  await findingQuery(ctx, query);
  const from = await ctx.events.tenantCursor(ctx.actor.tenantId);
  return stoppable((stop) => sightings(ctx, query, from, stop));
}

async function* sightings(
  ctx: Ctx,
  query: FindingQuery,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<FindingNews> {
  for await (const news of await followTenant(ctx, { kinds: ['finding'] }, from, signal)) {
    if (news.action === 'recorded' && (await matches(ctx, query, news.subjectId!))) yield news as FindingNews;
  }
}

async function matches(ctx: Ctx, query: FindingQuery, id: string): Promise<boolean> {
  const { list, conditions } = await findingQuery(ctx, query);
  return (await idsOf(ctx.db, list, [...conditions, ['t.id = ?', id]], 1)).length > 0;
}
