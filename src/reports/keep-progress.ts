import type { TenantApp } from '#src/platform/context.ts';
import type { DraftProgress } from './apart/draft-report.ts';
import { type ClaimedReport, renewReport } from './claim-report.ts';

/** Reading a report's rows is its first tenth; the last percent is keeping it. */
const READ = 10;
const WRITTEN = 99;

export type Progress = AsyncDisposable & {
  /** Ends when the worker does, or when the report is not this worker's any more, with the reason. */
  signal: AbortSignal;
  /** It has been read, and so many of its findings are written. */
  tell(progress: DraftProgress): void;
};

/** Renews the lease of a report, four times in its time, and tells with it how far the report is. */
export function keepProgress(app: TenantApp, report: ClaimedReport, outer: AbortSignal): Progress {
  const lost = new AbortController();
  const signal = AbortSignal.any([outer, lost.signal]);
  let now = { progress: 0, stage: 'reading' };
  let renewing: Promise<void> = Promise.resolve();
  let failures = 0;
  const renew = async () => {
    try {
      await renewReport(app, report, now);
      failures = 0;
    } catch (error) {
      failures += 1;
      // The database may be away for a moment; the lease is over after four of them.
      if ((error as Error).name === 'ReportLost' || failures > 3) lost.abort(error);
    }
  };
  const timer = setInterval(
    () => {
      renewing = renewing.then(renew);
    },
    (app.config.leaseSeconds * 1000) / 4,
  );
  return {
    signal,
    tell({ findings, total }) {
      const begins = now.stage === 'reading';
      const share = total === 0 ? 1 : Math.min(1, findings / total);
      now = { progress: Math.floor(READ + (WRITTEN - READ) * share), stage: 'writing' };
      if (begins) renewing = renewing.then(renew);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await renewing;
    },
  };
}
