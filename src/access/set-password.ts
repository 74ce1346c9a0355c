import { appendAudit } from '#src/audit/append-audit.ts';
import type { Database } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { endSessions } from './end-sessions.ts';
import { homesOf } from './homes.ts';
import { hashPassword } from './password-hash.ts';
import { checkNewPassword } from './password-rules.ts';

/**
 * Sets a person's password from the command line of the operator, and ends every session that they have. `db` is the system's own.
 *
 * @throws DomainError `not_found`, `password_refused`
 */
export async function setPassword(db: Database, email: string, password: string): Promise<{ ended: number }> {
  checkNewPassword(password, email, 'password');
  const hash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const [user] = await tx.query<{ id: string }>('select id from users where email = $1', [email]);
    if (!user) throw new DomainError('not_found', `Nobody has the address ${email}.`);
    await tx.query(
      `insert into user_passwords (user_id, hash) values ($1, $2)
       on conflict (user_id) do update set hash = excluded.hash, changed_at = now()`,
      [user.id, hash],
    );
    for (const { tenantId } of await homesOf(tx, user.id)) {
      const entry = { action: 'password.set_by_operator', subjectKind: 'user', subjectId: user.id };
      await appendAudit(tx, { tenantId }, entry);
    }
    const ended = await endSessions(tx, user.id, {}, { userId: null, requestId: 'command-line' });
    return { ended: ended.length };
  });
}
