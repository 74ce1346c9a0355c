/** The stages of a finding's life, and what a person may make of which. Pure. */
export const FINDING_STATUSES = ['open', 'triaged', 'resolved', 'accepted', 'false_positive'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/**
 * What was resolved or never was a weakness is opened again before anything else is said of it; only a scan resolves what nobody
 * looked at, or a person who says so.
 */
const NEXT: Record<FindingStatus, readonly FindingStatus[]> = {
  open: ['triaged', 'resolved', 'accepted', 'false_positive'],
  triaged: ['open', 'resolved', 'accepted', 'false_positive'],
  resolved: ['open', 'triaged', 'false_positive'],
  accepted: ['open', 'triaged', 'resolved', 'false_positive'],
  false_positive: ['open', 'triaged'],
};

/** Stages that somebody will ask about later: they need a reason. */
const WITH_REASON: ReadonlySet<FindingStatus> = new Set(['accepted', 'false_positive']);

export function mayBecome(from: FindingStatus, to: FindingStatus): boolean {
  return NEXT[from].includes(to);
}

export function needsReason(status: FindingStatus): boolean {
  return WITH_REASON.has(status);
}

/** What may follow, in words for a refusal. */
export function nextOf(status: FindingStatus): string {
  return NEXT[status].join(', ');
}
