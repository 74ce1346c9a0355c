import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 20;
/** Clients that come back at this pace find a process that keeps up; so few are closed at once. */
const PER_SECOND = 4000;

/**
 * Ends sockets over a while instead of at one moment, so that their clients come back over a while too: at most `withinMs`, and less when
 * there are few.
 */
export async function drain(ends: readonly (() => void)[], withinMs: number): Promise<void> {
  const forMs = Math.min(withinMs, (ends.length / PER_SECOND) * 1000);
  const began = performance.now();
  let ended = 0;
  while (ended < ends.length) {
    const share = forMs === 0 ? 1 : Math.min(1, (performance.now() - began + STEP_MS) / forMs);
    for (const until = Math.ceil(share * ends.length); ended < until; ended += 1) ends[ended]!();
    if (ended < ends.length) await sleep(STEP_MS);
  }
}
