import type { App } from '#src/platform/context.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How often a session's identifier is replaced. */
export const ROTATE_AFTER_MS = 15 * MINUTE_MS;
/** How long the identifier before is still good, for requests that were under way; and how long a new one is waited for before another is handed out. */
export const OVERLAP_MS = MINUTE_MS;
/** How stale `last_used_at` may be, so that a read does not become a write each time. */
export const USE_RESOLUTION_MS = MINUTE_MS;

/** From when on a session that begins now is refused, however much it is used. */
export function sessionEnd(app: App): Date {
  return new Date(app.clock.now() + app.config.sessions.maxHours * HOUR_MS);
}

/** Whether a session has come to its end, or was left alone for too long. */
export function sessionIsOver(app: App, session: { expires_at: Date; last_used_at: Date }): boolean {
  const idleEnd = session.last_used_at.getTime() + app.config.sessions.idleMinutes * MINUTE_MS;
  return Math.min(session.expires_at.getTime(), idleEnd) <= app.clock.now();
}

/** The same as a condition on many sessions: they end after `now`, and were used after `usedAfter`. */
export function sessionBounds(app: App): { now: Date; usedAfter: Date } {
  const now = app.clock.now();
  return { now: new Date(now), usedAfter: new Date(now - app.config.sessions.idleMinutes * MINUTE_MS) };
}
