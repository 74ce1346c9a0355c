import type { z } from 'zod';

/** A job's contract: its queue's name, what it carries, and how often it is tried again. Payloads carry ids only. */
export type JobDefinition<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
  /** At most one job waits for each key; a second one is the same as the first and is dropped. */
  key: (payload: Payload) => string;
  /** How often a handler that throws is run again. */
  retryLimit: number;
  /** After this many seconds a job that still runs is given to another worker. */
  expireInSeconds: number;
};

/** What the queue itself has to know of a job, whatever it carries. */
export type JobQueue = Pick<JobDefinition<unknown>, 'name' | 'retryLimit' | 'expireInSeconds'>;

/** Declares a job. Its handler is registered in `worker/main.ts`; the architecture test finds a job without one. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}
