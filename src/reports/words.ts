import type { CoverageState } from '#src/findings/coverage-states.ts';
import type { FindingStatus } from '#src/findings/finding-status.ts';
import type { Severity } from '#src/probes/probe-file.ts';
import type { ReportHead } from './report-model.ts';

export const SEVERITY_WORD: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

export const STATUS_WORD: Record<FindingStatus, string> = {
  open: 'Open',
  triaged: 'Triaged',
  resolved: 'Resolved',
  accepted: 'Accepted',
  false_positive: 'False positive',
};

export const STATE_WORD: Record<CoverageState, string> = {
  tested: 'Tested',
  partly_tested: 'Tested in part',
  related_only: 'Related tests only',
  not_tested: 'Not tested',
  not_testable: 'Not testable by probing',
};

/** `B (84 of 100)`. */
export function gradeText({ grade, score }: ReportHead['summary']): string {
  return grade === null ? 'none: nothing was tested' : `${grade} (${score} of 100)`;
}
