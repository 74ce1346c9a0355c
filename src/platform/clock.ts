/** Milliseconds since the epoch, by the wall clock. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };
