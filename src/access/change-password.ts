import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { endSessions } from './end-sessions.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkNewPassword, givenPassword } from './password-rules.ts';
import { takeTry } from './sign-in-limits.ts';

export const changePasswordInput = z.strictObject({ present: givenPassword, next: givenPassword });

type Own = { email: string; hash: string | null };

/**
 * Changes the caller's own password, for who shows the present one, and signs them out everywhere else. Only a session may: a token that
 * leaked must not become a way to sign in.
 *
 * @throws DomainError `session_required`, `wrong_credentials`, `password_refused`, `rate_limited`
 */
export async function changePassword(ctx: Ctx, raw: z.input<typeof changePasswordInput>): Promise<{ ended: number }> {
  const input = parseInput(changePasswordInput, raw);
  const { userId, sessionId } = ctx.actor;
  if (userId === null || sessionId === null)
    throw new DomainError('session_required', 'Only a person who is signed in changes a password.');
  const [own] = await ctx.system.query<Own>(
    'select u.email, p.hash from users u left join user_passwords p on p.user_id = u.id where u.id = $1',
    [userId],
  );
  if (!own) throw wrongPresent();
  const tried = await takeTry(ctx, `session:${sessionId}`, own.email);
  if (!(await verifyPassword(own.hash, input.present))) throw wrongPresent();
  tried.forget();
  checkNewPassword(input.next, own.email, 'next');
  const hash = await hashPassword(input.next);
  const ended = await ctx.system.transaction(async (tx) => {
    // Of two changes at once, the second finds that the password which it was shown is no longer the present one.
    const [changed] = await tx.query(
      'update user_passwords set hash = $3, changed_at = $4 where user_id = $1 and hash = $2 returning user_id',
      [userId, own.hash, hash, new Date(ctx.clock.now())],
    );
    if (!changed) throw wrongPresent();
    await appendAudit(tx, ctx.actor, { action: 'password.changed', subjectKind: 'user', subjectId: userId });
    // The session that stays gets a new identifier with its next answer.
    await tx.query(`update sessions set rotated_at = 'epoch' where id = $1 and next_hash is null`, [sessionId]);
    return endSessions(tx, userId, { butSessionId: sessionId }, ctx.actor);
  });
  ctx.wakeups.wake('credentials');
  return { ended: ended.length };
}

function wrongPresent(): DomainError {
  return new DomainError('wrong_credentials', 'The present password is wrong.', { path: ['present'] });
}
