import { homeOf } from '#src/access/homes.ts';
import { addMembership, addUser } from '#src/access/join-tenant.ts';
import { type Browser, type OpenedSession, openSession } from '#src/access/open-session.ts';
import type { Role } from '#src/access/roles.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';

/** Whom the provider says it is. */
export type Identity = {
  issuer: string;
  subject: string;
  /** Null when the provider names none, or has not verified it. */
  email: string | null;
  name: string | null;
};

type Invited = { tenant_id: string; id: string; role: Role };

/**
 * Signs in the person of an identity: the one whom it is linked to, else the one who has its verified address, else whoever was invited by that
 * address. Nobody else comes in, and nobody is made a member who was not invited.
 *
 * @throws DomainError `not_invited`
 */
export async function enterByIdentity(app: App, identity: Identity, browser: Browser): Promise<OpenedSession> {
  const opened = await app.system.transaction(async (tx) => {
    const invitations = await invitationsFor(app, tx, identity);
    const userId = (await linkedPerson(tx, identity)) ?? (await linkPerson(tx, app, identity, invitations, browser));
    await accept(app, tx, userId, invitations, browser);
    const home = await homeOf(tx, userId);
    if (!home) throw notInvited();
    return openSession(app, tx, { tenantId: home.tenantId, userId }, 'oidc', browser);
  });
  app.wakeups.wake('credentials');
  return opened;
}

async function linkedPerson(tx: Sql, { issuer, subject }: Identity): Promise<string | null> {
  const [row] = await tx.query<{ user_id: string }>(
    'select user_id from user_identities where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return row?.user_id ?? null;
}

/**
 * Links the identity to the person who has its verified address. A password that stands there was set by somebody who had an invitation's link
 * and not, for all that is known, the address: it goes, with every session that it opened.
 */
async function linkPerson(
  tx: Sql,
  app: App,
  identity: Identity,
  invitations: readonly Invited[],
  browser: Browser,
): Promise<string> {
  const { issuer, subject, name } = identity;
  const email = allowedEmail(app, identity);
  const [found] = await tx.query<{ id: string }>('select id from users where email = $1 for update', [email]);
  if (!found && invitations.length === 0) throw notInvited();
  const userId = found?.id ?? (await addUser(tx, { email, name }));
  const [other] = await tx.query('select 1 from user_identities where user_id = $1 and issuer = $2', [userId, issuer]);
  // The address has moved on to somebody else at the provider: a person decides whether it is the same one.
  if (other) throw notInvited();
  await tx.query('insert into user_identities (issuer, subject, user_id) values ($1, $2, $3)', [
    issuer,
    subject,
    userId,
  ]);
  if (!found) return userId;
  await tx.query('delete from user_passwords where user_id = $1', [userId]);
  await tx.query('delete from sessions where user_id = $1', [userId]);
  const home = await homeOf(tx, userId);
  if (home)
    await appendAudit(
      tx,
      { tenantId: home.tenantId, userId, requestId: browser.requestId },
      { action: 'user.identity_linked', subjectKind: 'user', subjectId: userId, detail: { issuer } },
    );
  return userId;
}

/** @throws DomainError `not_invited` for an address that is not verified, or of another domain than the operator's */
function allowedEmail(app: App, { email }: Identity): string {
  const domains = app.config.oidc?.allowedDomains ?? [];
  const domain = email?.slice(email.lastIndexOf('@') + 1);
  if (!email || (domains.length > 0 && !domains.includes(domain!))) throw notInvited();
  return email;
}

async function invitationsFor(app: App, tx: Sql, { email }: Identity): Promise<Invited[]> {
  if (email === null) return [];
  return tx.query<Invited>(
    `select tenant_id, id, role from invitations
     where email = $1 and accepted_at is null and revoked_at is null and expires_at > $2 order by tenant_id for update`,
    [email, new Date(app.clock.now())],
  );
}

async function accept(
  app: App,
  tx: Sql,
  userId: string,
  invitations: readonly Invited[],
  browser: Browser,
): Promise<void> {
  const at = new Date(app.clock.now());
  for (const { tenant_id: tenantId, id, role } of invitations) {
    await tx.query('update invitations set accepted_at = $3 where tenant_id = $1 and id = $2', [tenantId, id, at]);
    await addMembership(
      tx,
      { tenantId, userId, role, address: browser.address, requestId: browser.requestId },
      { invitationId: id },
    );
  }
}

function notInvited(): DomainError {
  return new DomainError(
    'not_invited',
    'You are known to the provider, but nobody has invited you here by an address that it has verified.',
  );
}
