import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { LatestState } from '#src/platform/events.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { REPORT_STATUSES, type ReportStatus, topicOf } from './report-status.ts';

export type ReportNow = {
  reportId: string;
  status: ReportStatus;
  progress: number;
  stage: string | null;
  failureCode: string | null;
  /** A place in the tenant's events at which this is true, or newer than it. */
  cursor: string;
};

/**
 * Where a report stands now, and again whenever that changes, until it is ready or failed. A slow reader gets the newest. The refusals come from
 * the call itself.
 *
 * @throws DomainError `missing_scope` without `reports:read`, `not_found`
 */
export async function followReport(ctx: Ctx, publicId: string): Promise<AsyncIterableIterator<ReportNow>> {
  allow(ctx, 'reports:read');
  const id = parseId('report', publicId);
  if ((await readNow(ctx, id)) === null) throw notFound('report');
  return stoppable((stop) => ctx.events.latest(topicOf(id), () => readNow(ctx, id), stop));
}

async function readNow(ctx: Ctx, id: string): Promise<LatestState<ReportNow> | null> {
  const { tenantId } = ctx.actor;
  const cursor = await ctx.events.tenantCursor(tenantId); // before the row, so that no event is passed over
  const [row] = await ctx.db.query<Omit<ReportNow, 'cursor'> & { claims: number }>(
    `select id as "reportId", status, progress, stage, failure_code as "failureCode", claims from reports where tenant_id = $1 and id = $2`,
    [tenantId, id],
  );
  if (!row) return null;
  const { claims, ...now } = row;
  const value = { ...now, cursor };
  const ended = value.status !== 'queued' && value.status !== 'running';
  return { version: versionOf(claims, value), value, last: ended };
}

/** Grows with whatever happens to a report: claims, within one the status, within that the progress. A report given back waits behind what its worker did. */
function versionOf(claims: number, { status, progress }: ReportNow): bigint {
  const given = status === 'queued' && claims > 0 ? 9 : REPORT_STATUSES.indexOf(status);
  return BigInt(claims) * 10_000n + BigInt(given * 1000 + progress);
}
