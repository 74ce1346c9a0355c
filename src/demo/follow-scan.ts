import type { ScanEvent } from '#sdk/index.ts';
import type { View } from './view/live-view.ts';

/** What the subscription told of a scan. */
export type Followed = {
  /** Every status, in the order in which the subscription gave them. */
  statuses: string[];
  received: number;
  lastSequence: number;
  /** From the first event to the last, by this process's clock. */
  durationMs: number;
  reason: string | null;
};

/** Shows a scan while it runs, from its events alone, until it has ended. */
export async function followScan(events: AsyncIterable<ScanEvent>, view: View): Promise<Followed> {
  const began = performance.now();
  const followed: Followed = { statuses: [], received: 0, lastSequence: 0, durationMs: 0, reason: null };
  for await (const event of events) {
    followed.received += 1;
    followed.lastSequence = event.sequence;
    followed.durationMs = performance.now() - began;
    if (event.__typename === 'ScanStatusChanged') {
      followed.statuses.push(event.status.toLowerCase());
      followed.reason = event.reason;
    }
    show(event, followed, view);
  }
  return followed;
}

function show(event: ScanEvent, followed: Followed, view: View): void {
  const status = followed.statuses.at(-1) ?? 'queued';
  if (event.__typename === 'FindingRecorded') {
    const { title, confidence, evidenceLine: evidence } = event;
    const reference = event.risks[0]?.id ?? '';
    view.finding({ severity: event.severity.toLowerCase(), title, reference, confidence, evidence });
    return;
  }
  if (!('counts' in event)) return;
  const progress = { status, ...event.counts, elapsedMs: followed.durationMs };
  if (event.__typename === 'ScanStatusChanged') view.status(status, progress);
  else view.progress(progress);
}
