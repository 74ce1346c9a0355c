import type { Prisma, Report } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { notFound } from '#src/platform/ids.ts';
import { type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { REPORT_LIST } from './report-list.ts';

/** The reports that the caller may see, as a `where` that every read begins with. */
export function visibleReports(ctx: Ctx): Prisma.ReportWhereInput {
  allow(ctx, 'reports:read');
  return { tenantId: ctx.actor.tenantId };
}

/** The tenant's reports, newest first unless asked for otherwise. */
export function listReports(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  allow(ctx, 'reports:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, REPORT_LIST, query);
  return listAll(ctx.db, list, conditions, args);
}

/** These reports of the caller's, by UUID, in any order; without those that it may not see. */
export function loadReports(ctx: Ctx, ids: readonly string[]): Promise<Report[]> {
  return ctx.db.prisma.report.findMany({ where: { AND: [visibleReports(ctx), { id: { in: [...ids] } }] } });
}

/** @throws DomainError `missing_scope`, `not_found` */
export async function loadReport(ctx: Ctx, id: string): Promise<Report> {
  const [found] = await loadReports(ctx, [id]);
  if (!found) throw notFound('report');
  return found;
}
