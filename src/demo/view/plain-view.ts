import { progressLine } from './bar.ts';
import type { View } from './live-view.ts';
import { confidence } from './numbers.ts';
import { plainLine } from './width.ts';

const INTERVAL_MS = 1000;

/** Plain lines for a pipe or a log: one a change of status, one a finding, and a progress line each second at most. */
export function plainView(write: (line: string) => void, now: () => number = () => performance.now()): View {
  let last = Number.NEGATIVE_INFINITY;
  return {
    status: (status) => write(`status    ${status}`),
    progress(progress) {
      if (now() - last < INTERVAL_MS) return;
      last = now();
      write(progressLine(progress));
    },
    finding: (f) =>
      write(`finding   ${f.severity}  ${f.reference}  ${plainLine(f.title)} (${confidence(f.confidence)})`),
    close() {},
  };
}

/** For `--json`, where standard output belongs to the one object. */
export const silentView: View = { status() {}, progress() {}, finding() {}, close() {} };
