import type { Ctx } from '#src/platform/context.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import type { Severity } from '#src/probes/probe-file.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';
import type { FindingStatus } from './finding-status.ts';
import { type LedgerFilter, ledgerFilter } from './ledger-filter.ts';
import { type Span, spansBetween } from './time-spans.ts';

/** So many findings have these risks, this severity and this status. */
export type RiskSetCount = { risks: string[]; severity: Severity; status: FindingStatus; count: number };

/**
 * How many findings the filter leaves, by their risks. A tenant's findings share some dozens of sets of risks, however many there are, so
 * whatever is counted of controls is counted over these. Exact, and as of one moment: one statement. A filter by severity, status, risk,
 * control, framework and time reads the ledger of counts and not the findings.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`
 */
export async function countRiskSets(ctx: Ctx, query: FindingQuery): Promise<RiskSetCount[]> {
  const { conditions, tree } = await findingQuery(ctx, query);
  const ledger = ledgerFilter(tree);
  const statement = new Statement();
  const text = ledger
    ? ledgerSql(statement, ctx.actor.tenantId, ledger)
    : `select risks, severity, status, count(*) as count from findings t where ${statement.conditions(conditions)} group by 1, 2, 3`;
  return ctx.db.query<RiskSetCount>(
    `select risks, severity, status, sum(count)::int as count from (${text}) counted group by 1, 2, 3 having sum(count) <> 0`,
    statement.values,
  );
}

/** Whole months and days are in the ledger; the pieces of a day at either end are counted on the findings. */
function ledgerSql(statement: Statement, tenantId: string, { conditions, from, to }: LedgerFilter): string {
  const where = (more: Condition) => statement.conditions([['t.tenant_id = ?', tenantId], ...conditions, more]);
  const spans = spansBetween(from, to);
  const ofLedger =
    (isMonth: boolean) =>
    ([first, end]: Span) =>
      `select t.risks, t.severity, t.status, t.count from finding_counts t
     where ${where([`t.is_month = ${isMonth} and t.day >= ?::date and t.day < ?::date`, dayOf(first), dayOf(end)])}`;
  const ofFindings = ([first, end]: Span) =>
    `select t.risks, t.severity, t.status, 1 as count from findings t
     where ${where(['t.last_seen_at >= ?::timestamptz and t.last_seen_at < ?::timestamptz', first, end])}`;
  const parts = [
    ...spans.months.map(ofLedger(true)),
    ...spans.days.map(ofLedger(false)),
    ...spans.pieces.map(ofFindings),
  ];
  return parts.join(' union all ') || NOTHING;
}

const NOTHING =
  'select null::text[] as risks, null::severity as severity, null::finding_status as status, 0 as count where false';

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
