import type { Ruling } from '#src/judging/ruling.ts';
import type { NewEvent } from '#src/platform/events.ts';
import type { JudgedBody } from '#src/scans/scan-events.ts';

/** What one group commit of rulings tells the followers of the scan; and, where some wait for a person, those of the tenant. */
export function judgedEvent(rulings: readonly Ruling[]): NewEvent {
  const verdicts = rulings.map(({ attemptId, kind, confidence, basis, needsReview, opinions }) => ({
    attemptId,
    verdict: kind,
    confidence,
    basis,
    needsReview,
    opinions: opinions.map((o) => ({ judge: o.judge, engine: o.engine, verdict: o.verdict, confidence: o.confidence })),
  }));
  const waiting = rulings.filter((ruling) => ruling.needsReview).map((ruling) => ruling.attemptId);
  const event = { type: 'judged', body: { verdicts } satisfies JudgedBody };
  if (waiting.length === 0) return event;
  return { ...event, tenant: { kind: 'review', action: 'queued', body: { attemptIds: waiting } } };
}
