import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { endSessions } from './end-sessions.ts';

/**
 * Ends every session that the caller has, in all of their tenants; with `keepThis` but the one that asks. Tokens stay.
 *
 * @throws DomainError `session_required` for a token that is nobody's
 */
export async function signOutEverywhere(ctx: Ctx, options: { keepThis: boolean }): Promise<{ ended: number }> {
  const userId = ownPerson(ctx);
  const butSessionId = options.keepThis ? ctx.actor.sessionId : null;
  const ended = await ctx.system.transaction((tx) => endSessions(tx, userId, { butSessionId }, ctx.actor));
  ctx.wakeups.wake('credentials');
  return { ended: ended.length };
}

/** The person who asks. @throws DomainError `session_required` when nobody in particular does */
export function ownPerson(ctx: Ctx): string {
  if (ctx.actor.userId !== null) return ctx.actor.userId;
  throw new DomainError('session_required', 'This is about a person, and the token is nobody’s. Sign in.');
}
