import { z } from 'zod';
import { defineJob } from '#src/platform/jobs.ts';

type ScanKey = { tenantId: string; scanId: string };
const byScan = (payload: ScanKey) => payload.scanId;
const byLane = (payload: ScanKey & { lane: number }) => `${payload.scanId}:${payload.lane}`;

const scan = { tenantId: z.uuid(), scanId: z.uuid() };
/** Long enough for any lane: a lane gives itself up after a slice and is fenced by its own lease, not by the queue's clock. */
const LANE_EXPIRY_S = 3600;

/** Fixes the list of attempts, then opens the lanes. */
export const planScanJob = defineJob({
  name: 'scan-plan',
  payload: z.strictObject(scan),
  key: byScan,
  retryLimit: 5,
  expireInSeconds: 300,
});

/** One lane of sending: claims attempts, sends them, stores the answers, until there are none or its slice is over. */
export const sendAttemptsJob = defineJob({
  name: 'scan-attempts',
  payload: z.strictObject({ ...scan, lane: z.number().int().min(0) }),
  key: byLane,
  retryLimit: 5,
  expireInSeconds: LANE_EXPIRY_S,
});

/** One lane of judging: claims answered attempts, runs oracles and judges, settles the verdicts. */
export const judgeAttemptsJob = defineJob({
  name: 'scan-judge',
  payload: z.strictObject({ ...scan, lane: z.number().int().min(0) }),
  key: byLane,
  retryLimit: 5,
  expireInSeconds: LANE_EXPIRY_S,
});

/** Ends a scan whose attempts are all judged. */
export const finishScanJob = defineJob({
  name: 'scan-finish',
  payload: z.strictObject(scan),
  key: byScan,
  retryLimit: 10,
  expireInSeconds: 120,
});

export const SCAN_JOBS = [planScanJob, sendAttemptsJob, judgeAttemptsJob, finishScanJob] as const;
