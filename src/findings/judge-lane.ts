import { setTimeout as sleep } from 'node:timers/promises';
import { openBench } from '#src/judging/judge-bench.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { claimAnswers, moreToJudge } from '#src/scans/claim-answers.ts';
import { type Lane, takeLane } from '#src/scans/lane.ts';
import { settleRulings } from './settle-rulings.ts';

/** Attempts judged between two commits, at most. */
const BATCH = 48;
/** A batch smaller than this is worth waiting a moment for: few large commits cost less than many small ones. */
const SMALL = 16;
const LINGER_MS = 20;
/** How long a lost wake-up can delay a verdict. */
const POLL_MS = 500;

/**
 * Works one judging lane: claims what is answered, judges it, settles it, until the scan has nothing more to judge, the slice is over or
 * the lane was stopped; `true` when there may be more to do.
 */
export async function runJudgeLane(app: TenantApp, scope: LogScope, outer: AbortSignal): Promise<boolean> {
  await using lane = await takeLane(app, scope, 'judge', outer);
  if (!lane) return false;
  const bench = await openBench(app, lane);
  while (!lane.signal.aborted) {
    const rows = await claimAnswers(app, lane, BATCH);
    if (rows.length > 0) {
      const rulings = await bench.ruleAll(rows, lane.signal);
      if (lane.signal.aborted) return false;
      await settleRulings(app, scope, lane.targetId, rulings);
    } else if (!(await moreToJudge(app, lane))) {
      return false;
    }
    if (lane.sliceOver) return true;
    if (rows.length === 0) await answersOrPoll(app, lane);
    if (rows.length < SMALL) await sleep(LINGER_MS);
  }
  return false;
}

/** Waits for the next answer of the scan, the poll, or the end of the lane. */
async function answersOrPoll(app: TenantApp, lane: Lane): Promise<void> {
  const woken = new AbortController();
  const stopListening = app.wakeups.listen(`answers:${lane.scope.scanId}`, () => woken.abort());
  try {
    await sleep(POLL_MS, undefined, { signal: AbortSignal.any([woken.signal, lane.signal]) }).catch(() => undefined);
  } finally {
    stopListening();
  }
}
