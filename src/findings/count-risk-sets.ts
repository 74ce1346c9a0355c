import type { Ctx } from '#src/platform/context.ts';
import type { FilterInput } from '#src/platform/filter.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import type { Severity } from '#src/probes/probe-file.ts';
import { findingQuery } from './finding-filter.ts';
import type { FindingStatus } from './finding-status.ts';
import { type LedgerFilter, ledgerFilter } from './ledger-filter.ts';

/** So many findings have these risks, this severity and this status. */
export type RiskSetCount = { risks: string[]; severity: Severity; status: FindingStatus; count: number };

/**
 * How many findings the filter leaves, by their risks. A tenant's findings share some dozens of sets of risks, however many there are, so
 * whatever is counted of controls is counted over these. Exact, and as of one moment: one statement. A filter by severity, status, risk,
 * control, framework and time reads the ledger of counts and not the findings.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`
 */
export async function countRiskSets(ctx: Ctx, filter: FilterInput | null | undefined): Promise<RiskSetCount[]> {
  const { conditions, tree } = findingQuery(ctx, { filter });
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

/** Whole days are in the ledger; the pieces of a day at either end are counted on the findings. */
function ledgerSql(statement: Statement, tenantId: string, { conditions, from, to }: LedgerFilter): string {
  const where = (more: string) =>
    [statement.condition(['t.tenant_id = ?', tenantId]), statement.conditions(conditions), more].join(' and ');
  const days = daysBetween(from, to);
  const ofDays = [
    ...(days.first ? [statement.condition(['t.day >= ?::date', days.first])] : []),
    ...(days.end ? [statement.condition(['t.day < ?::date', days.end])] : []),
  ];
  const parts = days.pieces.map(
    ([start, end]) =>
      `select t.risks, t.severity, t.status, 1 as count from findings t where ${where(statement.condition(['t.last_seen_at >= ?::timestamptz and t.last_seen_at < ?::timestamptz', start, end]))}`,
  );
  if (days.whole)
    parts.push(
      `select t.risks, t.severity, t.status, t.count from finding_counts t where ${where(ofDays.join(' and ') || 'true')}`,
    );
  return (
    parts.join(' union all ') ||
    'select null::text[] as risks, null::severity as severity, null::finding_status as status, 0 as count where false'
  );
}

const DAY = 24 * 60 * 60 * 1000;

type Days = { whole: boolean; first: string | null; end: string | null; pieces: [Date, Date][] };

/** The whole UTC days between two moments, and what is left of the days at the ends. Pure. */
export function daysBetween(from: Date | null, to: Date | null): Days {
  const first = from === null ? null : Math.ceil(from.getTime() / DAY) * DAY;
  const end = to === null ? null : Math.floor(to.getTime() / DAY) * DAY;
  if (first !== null && end !== null && first >= end) {
    const piece: [Date, Date][] = from!.getTime() < to!.getTime() ? [[from!, to!]] : [];
    return { whole: false, first: null, end: null, pieces: piece };
  }
  const pieces: [Date, Date][] = [];
  if (first !== null && first > from!.getTime()) pieces.push([from!, new Date(first)]);
  if (end !== null && end < to!.getTime()) pieces.push([new Date(end), to!]);
  return { whole: true, first: dayOf(first), end: dayOf(end), pieces };
}

function dayOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 10);
}
