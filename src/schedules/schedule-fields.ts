import { z } from 'zod';

/** The members of a schedule that people set, with their bounds. The times are checked by `checkTimes`. */
export const scheduleFields = {
  name: z.string().trim().min(1).max(200),
  cron: z.string().trim().min(1).max(100),
  timeZone: z.string().trim().min(1).max(64),
  probeIds: z.array(z.string().max(200)).max(1000),
  repeats: z.number().int().min(1).max(100),
  enabled: z.boolean(),
};

/** How many schedules a tenant may have. */
export const SCHEDULES_MAX = 200;
