/** `queued → running → ready → expired`, or `failed` from either of the first two. */
export const REPORT_STATUSES = ['queued', 'running', 'ready', 'failed', 'expired'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What wakes who follows a report. */
export const topicOf = (reportId: string) => `report:${reportId}`;
