import { addUp, noSeverities } from '#src/findings/count-overlaps.ts';
import type { RiskSetCount } from '#src/findings/count-risk-sets.ts';
import { FINDING_STATUSES, type FindingStatus } from '#src/findings/finding-status.ts';
import { type GradedKind, gradeOf } from '#src/findings/grade.ts';
import type { ReportHead } from './report-model.ts';

/** Findings counted by what a report says of them. */
export type CountedSet = RiskSetCount & { kind: GradedKind; regressed: number };

const OPEN: ReadonlySet<FindingStatus> = new Set(['open', 'triaged']);

/**
 * The summary of a report. Its grade is of the findings that are open or triaged; where there are targets of several kinds, which are graded by
 * weights of their own, it is the worst of their grades. Pure.
 */
export function summarise(sets: readonly CountedSet[]): ReportHead['summary'] {
  const open = sets.filter(({ status }) => OPEN.has(status));
  const count = (rows: readonly CountedSet[]) => rows.reduce((sum, row) => sum + row.count, 0);
  const byKind = [...Map.groupBy(open, ({ kind }) => kind)].map(([kind, rows]) => gradeOf(kind, addUp(rows)));
  const { score, grade } = byKind.sort((a, b) => a.score - b.score)[0] ?? gradeOf('llm', noSeverities());
  const statuses = FINDING_STATUSES.map((status) => [status, count(sets.filter((set) => set.status === status))]);
  return {
    open: addUp(open),
    totalOpen: count(open),
    statuses: Object.fromEntries(statuses) as Record<FindingStatus, number>,
    total: count(sets),
    regressed: sets.reduce((sum, row) => sum + row.regressed, 0),
    score,
    grade,
  };
}
