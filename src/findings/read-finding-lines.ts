import type { Finding } from '#prisma/client/client.ts';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { listAll, type Page, type PageArgs } from '#src/platform/keyset.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';

/** What a list tells of a finding. */
export type FindingLine = Pick<
  Finding,
  | 'id'
  | 'lastScanId'
  | 'targetId'
  | 'title'
  | 'severity'
  | 'status'
  | 'ticketKey'
  | 'probeId'
  | 'risks'
  | 'regressed'
  | 'confidence'
  | 'firstSeenAt'
  | 'lastSeenAt'
>;

const COLUMNS = `t.last_scan_id as "lastScanId", t.target_id as "targetId", t.title, t.severity, t.status, t.ticket_key as "ticketKey",
  t.probe_id as "probeId", t.risks, t.regressed, t.confidence, t.first_seen_at as "firstSeenAt", t.last_seen_at as "lastSeenAt"`;

/** Findings as lists show them, in no order. */
export async function readFindingLines(ctx: Ctx, ids: readonly string[]): Promise<FindingLine[]> {
  allow(ctx, 'findings:read');
  if (ids.length === 0) return [];
  return ctx.db.query<FindingLine>(
    `select t.id, ${COLUMNS} from findings t where t.tenant_id = $1 and t.id = any($2::uuid[])`,
    [ctx.actor.tenantId, ids],
  );
}

/** A page of the tenant's findings as lists show them, with its rows, in one statement. Refuses as `listFindings` does. */
export async function pageOfFindingLines(
  ctx: Ctx,
  query: FindingQuery,
  args: PageArgs,
): Promise<{ lines: FindingLine[]; page: Page }> {
  const { list, conditions } = await findingQuery(ctx, query);
  const listing = await listAll(ctx.db, { ...list, columns: COLUMNS }, conditions, args);
  const page = listing.pages[0]!;
  return { lines: page.items.map(({ row }) => row as FindingLine), page };
}
