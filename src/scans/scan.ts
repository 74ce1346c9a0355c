/** The states of a scan, and what may follow what. Pure. */
export const SCAN_STATUSES = ['queued', 'running', 'judging', 'completed', 'failed', 'cancelled'] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

const NEXT: Record<ScanStatus, readonly ScanStatus[]> = {
  queued: ['running', 'failed', 'cancelled'],
  running: ['judging', 'failed', 'cancelled'],
  judging: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export function mayFollow(from: ScanStatus, to: ScanStatus): boolean {
  return NEXT[from].includes(to);
}

export function isTerminal(status: ScanStatus): boolean {
  return NEXT[status].length === 0;
}

/** The states from which `to` may be reached, for the condition of an update. */
export function statesBefore(to: ScanStatus): ScanStatus[] {
  return SCAN_STATUSES.filter((from) => mayFollow(from, to));
}

/** Counts of a scan's attempts. `planned` = those that apply; when the scan is done, `vulnerable + resistant + inconclusive = planned`. */
export type ScanCounts = {
  planned: number;
  notApplicable: number;
  answered: number;
  /** Answered with a failure: no answer could be had. Part of `answered`; inconclusive in the end unless an oracle fired before it. */
  failed: number;
  judged: number;
  vulnerable: number;
  resistant: number;
  inconclusive: number;
  findings: number;
  needsReview: number;
};

export type ScanEnd = {
  status: 'completed' | 'failed';
  reasonCode: string | null;
  reason: string | null;
  partial: boolean;
};

/** How a scan ends when all of its attempts are judged. A target that gave no answer at all is a failure, never a pass. */
export function endOf(
  counts: Pick<ScanCounts, 'planned' | 'failed' | 'vulnerable'>,
  given: { partial: boolean; reasonCode: string | null; reason: string | null },
): ScanEnd {
  if (counts.planned === 0) {
    return {
      status: 'failed',
      reasonCode: 'nothing_to_do',
      reason: 'No probe of this scan applies to the target.',
      partial: false,
    };
  }
  if (counts.failed >= counts.planned && counts.vulnerable === 0 && given.reasonCode !== 'budget_exhausted') {
    const reason = given.reason ?? 'The target answered nothing but errors.';
    return { status: 'failed', reasonCode: given.reasonCode ?? 'target_unavailable', reason, partial: given.partial };
  }
  // Named one by one: a caller may pass a whole row, whose status is not the end's.
  return { status: 'completed', reasonCode: given.reasonCode, reason: given.reason, partial: given.partial };
}
