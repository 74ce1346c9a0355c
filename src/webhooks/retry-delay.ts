/** Retries end so long after the delivery was made, or asked for again. */
export const GIVE_UP_HOURS = 24;
const FIRST_MS = 5000;
const LONGEST_MS = 3 * 3_600_000;

/**
 * How long to wait after the `attempts`-th failed attempt, in milliseconds: 5 s, 10 s, 20 s … up to 3 hours, each up to a fifth longer so that many
 * deliveries do not come back at once. About 18 attempts fit into 24 hours. What the receiver asks for (`Retry-After`) counts when it is longer.
 */
export function retryDelayMs(attempts: number, askedMs: number | null, random = Math.random()): number {
  const grown = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_MS) * (1 + random / 5);
  return Math.round(Math.min(Math.max(grown, askedMs ?? 0), LONGEST_MS * 1.2));
}
