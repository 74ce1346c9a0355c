import { addUp, noSeverities } from '#src/findings/count-overlaps.ts';
import type { RiskSetCount } from '#src/findings/count-risk-sets.ts';
import { FINDING_STATUSES, type FindingStatus } from '#src/findings/finding-status.ts';
import { type GradedKind, gradeOf } from '#src/findings/grade.ts';
import type { ReportHead } from './report-model.ts';

/** Findings counted by what a report says of them. */
export type CountedSet = RiskSetCount & { kind: GradedKind; regressed: number };

const OPEN: ReadonlySet<FindingStatus> = new Set(['open', 'triaged']);

/**
 * The summary of a report. Pure.
 *
 * @param sets the findings that it shows
 * @param graded those that its grade is of: all of its targets, scans and days
 * @param tested whether any of its attempts came to a verdict
 */
export function summarise(
  sets: readonly CountedSet[],
  graded: readonly CountedSet[],
  tested: boolean,
): ReportHead['summary'] {
  const open = sets.filter(({ status }) => OPEN.has(status));
  const count = (rows: readonly CountedSet[]) => rows.reduce((sum, row) => sum + row.count, 0);
  const statuses = FINDING_STATUSES.map((status) => [status, count(sets.filter((set) => set.status === status))]);
  return {
    open: addUp(open),
    totalOpen: count(open),
    statuses: Object.fromEntries(statuses) as Record<FindingStatus, number>,
    total: count(sets),
    regressed: sets.reduce((sum, row) => sum + row.regressed, 0),
    ...gradeOfAll(graded, tested),
  };
}

/**
 * Of the findings that are open or triaged; where there are targets of several kinds, which are graded by weights of their own, the worst of their
 * grades. None where nothing was tested: that is no pass.
 */
function gradeOfAll(sets: readonly CountedSet[], tested: boolean): Pick<ReportHead['summary'], 'score' | 'grade'> {
  if (sets.length === 0 && !tested) return { score: null, grade: null };
  const open = sets.filter(({ status }) => OPEN.has(status));
  const byKind = [...Map.groupBy(open, ({ kind }) => kind)].map(([kind, rows]) => gradeOf(kind, addUp(rows)));
  return byKind.sort((a, b) => a.score - b.score)[0] ?? gradeOf('llm', noSeverities());
}
