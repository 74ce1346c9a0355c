import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { email } from './email.ts';
import { homeOf } from './homes.ts';
import { type Browser, type OpenedSession, openSession } from './open-session.ts';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';
import { givenPassword } from './password-rules.ts';
import { takeTry } from './sign-in-limits.ts';

export const signInInput = z.strictObject({
  email,
  password: givenPassword,
  /** The slug of the tenant to work in; the one last worked in unless given. */
  tenant: z.string().max(100).optional(),
});

/** `setAt`: since when the password is the one that it is. */
type Known = { id: string; hash: string | null; setAt: Date | null };

/**
 * Signs a person in by password. A wrong password, an unknown address, a person without a password and one who is in no tenant get the same
 * answer after the same work.
 *
 * @throws DomainError `wrong_credentials`; `rate_limited`
 */
export async function signIn(app: App, raw: z.input<typeof signInInput>, browser: Browser): Promise<OpenedSession> {
  const input = parseInput(signInInput, raw);
  const tried = await takeTry(app, browser.address, input.email);
  const [user] = await app.system.query<Known>(
    `select u.id, p.hash, p.changed_at as "setAt" from users u left join user_passwords p on p.user_id = u.id where u.email = $1`,
    [input.email],
  );
  const right = await verifyPassword(user?.hash ?? null, input.password);
  if (!user || !right || !(await homeOf(app.system, user.id, input.tenant))) {
    if (user) noteFailure(app, user, browser);
    throw wrongCredentials();
  }
  tried.forget();
  await renewHash(app, user, input.password);
  return enter(app, user, input.tenant, browser);
}

export function wrongCredentials(): DomainError {
  return new DomainError('wrong_credentials', 'The address or the password is wrong.');
}

/** While the password was compared it may have been changed or taken away, which ends all sessions, and the person may have left. */
function enter(app: App, user: Known, tenant: string | undefined, browser: Browser): Promise<OpenedSession> {
  return app.system.transaction(async (tx) => {
    const [same] = await tx.query('select 1 from user_passwords where user_id = $1 and changed_at = $2 for share', [
      user.id,
      user.setAt,
    ]);
    const home = same ? await homeOf(tx, user.id, tenant) : null;
    if (!home) throw wrongCredentials();
    return openSession(app, tx, { tenantId: home.tenantId, userId: user.id }, 'password', browser);
  });
}

/** A hash that was made at a lower cost is made again while the password is at hand. */
async function renewHash(app: App, { id, hash }: Known, password: string): Promise<void> {
  if (hash === null || !isOutdated(hash)) return;
  await app.system.query('update user_passwords set hash = $3 where user_id = $1 and hash = $2', [
    id,
    hash,
    await hashPassword(password),
  ]);
}

/** Behind the answer's back: a write that only known people cause would tell by its time who is known. */
function noteFailure(app: App, user: Known, browser: Browser): void {
  const note = async () => {
    const home = await homeOf(app.system, user.id);
    if (!home) return;
    const actor = { tenantId: home.tenantId, userId: user.id, requestId: browser.requestId };
    await app.system.transaction((tx) =>
      appendAudit(tx, actor, {
        action: 'auth.login_failure',
        subjectKind: 'user',
        subjectId: user.id,
        result: 'failure',
        detail: { method: 'password' },
      }),
    );
  };
  note().catch((error) => app.log.warn({ err: error, requestId: browser.requestId }, 'a failed sign-in was not noted'));
}
