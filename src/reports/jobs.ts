import { z } from 'zod';
import { defineJob } from '#src/platform/jobs.ts';

export type ReportKey = { tenantId: string; reportId: string };

/** Writes a report. Fenced by the report's own lease and `claims`, not by the queue's clock. */
export const writeReportJob = defineJob<ReportKey>({
  name: 'report',
  payload: z.strictObject({ tenantId: z.uuid(), reportId: z.uuid() }),
  key: ({ reportId }) => reportId,
  retryLimit: 5,
  expireInSeconds: 4 * 3600,
});

export const REPORT_JOBS = [writeReportJob] as const;
