import { formatId } from '#src/platform/ids.ts';
import type { FindingStep } from './finding-change.ts';

/** Findings that stay as they are for one reason. `ids` names the first of them. */
export type SkippedFindings = { code: string; message: string; count: number; ids: string[] };

/** What came of an act on many findings, or would have come of it. */
export type BulkOutcome = {
  /** Undoes it. Null for a dry run, and where there was nothing to change. */
  batchId: string | null;
  matched: number;
  changed: number;
  skipped: SkippedFindings[];
};

/** Skipped findings that are named, for each reason. */
const NAMED = 20;

/**
 * Counts findings, each once. A finding of which only a part could be done is counted as changed and, for the rest, as skipped. Pure.
 * `id` of a skip is a public id, or whatever the caller took for one.
 */
export function outcomeOf(
  batchId: string | null,
  steps: readonly FindingStep[],
  skips: readonly { id: string; skip: { code: string; message: string } }[],
): BulkOutcome {
  const changed = new Set(steps.map((step) => formatId('finding', step.findingId)));
  const reasons = Map.groupBy(skips, ({ skip }) => `${skip.code} ${skip.message}`);
  const skipped = [...reasons.values()].map((same) => {
    const ids = [...new Set(same.map(({ id }) => id))];
    return { ...same[0]!.skip, count: ids.length, ids: ids.slice(0, NAMED) };
  });
  const matched = new Set([...changed, ...skips.map(({ id }) => id)]);
  return { batchId, matched: matched.size, changed: changed.size, skipped };
}
