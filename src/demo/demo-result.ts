import type { Finding, Scan } from '#sdk/index.ts';
import type { Followed } from './follow-scan.ts';

/** Everything that is known when the scan is over. */
export type DemoResult = {
  scanId: string;
  followed: Followed;
  counts: Scan['counts'];
  partial: boolean;
  judges: Scan['judges'];
  findings: readonly Finding[];
};

export function completed(result: Pick<DemoResult, 'followed'>): boolean {
  return result.followed.statuses.at(-1) === 'completed';
}
