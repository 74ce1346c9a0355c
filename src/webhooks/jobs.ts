import { z } from 'zod';
import { defineJob } from '#src/platform/jobs.ts';

/** Sends what is due to one webhook, until nothing is or its slice is over. */
export const deliverWebhookJob = defineJob({
  name: 'webhook-deliver',
  payload: z.strictObject({ tenantId: z.uuid(), webhookId: z.uuid() }),
  key: (payload) => payload.webhookId,
  retryLimit: 3,
  expireInSeconds: 300,
});

export const WEBHOOK_JOBS = [deliverWebhookJob] as const;
