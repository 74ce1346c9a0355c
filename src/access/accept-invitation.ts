import { z } from 'zod';
import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { hashInvitation } from './invitation-text.ts';
import { addMembership, addUser } from './join-tenant.ts';
import { type Browser, type OpenedSession, openSession } from './open-session.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkNewPassword, givenPassword } from './password-rules.ts';
import type { Role } from './roles.ts';
import { wrongCredentials } from './sign-in.ts';
import { takeTry } from './sign-in-limits.ts';

const invitationText = z.string().min(1).max(200);

export const acceptInvitationInput = z.strictObject({
  invitation: invitationText,
  /** Of somebody new. Their address up to the `@` unless given. */
  name: z.string().trim().min(1).max(100).optional(),
  /** The one to set for somebody new; the one that they have for everybody else. */
  password: givenPassword,
});

export type OpenInvitation = { tenantId: string; id: string; email: string; role: Role; tenant: string };

/** Somebody whom the invitation may be for already. `apart`: they belong to another tenant, or sign in by a provider. */
type Person = { id: string; hash: string | null; apart: boolean };

/**
 * The invitation behind a link, for the page that asks for a password. `known`: the address has a password already, which is the one to give.
 *
 * @throws DomainError `invalid_invitation` for one that never was, is used up, revoked or too old: which of them is not said
 */
export async function readInvitation(app: App, text: string): Promise<OpenInvitation & { known: boolean }> {
  const invitation = await openInvitation(app, app.system, parseInput(invitationText, text));
  const person = await personOf(app.system, invitation);
  return { ...invitation, known: person !== null && (person.hash !== null || person.apart) };
}

/**
 * Makes whoever has the link a member, once, and signs them in. Who is new sets a password. Who is known shows theirs: the link went through
 * the hands of somebody who invited them, and must not be a way into the account that they have elsewhere.
 *
 * @throws DomainError `invalid_invitation`, `password_refused`, `wrong_credentials`, `rate_limited`
 */
export async function acceptInvitation(
  app: App,
  raw: z.input<typeof acceptInvitationInput>,
  browser: Browser,
): Promise<OpenedSession> {
  const input = parseInput(acceptInvitationInput, raw);
  const invitation = await openInvitation(app, app.system, input.invitation);
  const tried = await takeTry(app, browser.address, invitation.email);
  const person = await personOf(app.system, invitation);
  const hash = await proveOrSet(person, invitation, input.password);
  tried.forget();
  return app.system.transaction(async (tx) => {
    await useUp(app, tx, invitation);
    if (person && hash === null) await stillProven(tx, person);
    const userId = person?.id ?? (await addUser(tx, { email: invitation.email, name: input.name ?? null }));
    if (hash !== null) await setFirstPassword(tx, userId, hash);
    if (person && hash !== null && input.name)
      await tx.query('update users set name = $2 where id = $1', [userId, input.name]);
    const { address, requestId } = browser;
    await addMembership(tx, { ...invitation, userId, address, requestId }, { invitationId: invitation.id });
    return openSession(app, tx, { tenantId: invitation.tenantId, userId }, 'invitation', browser);
  });
}

/** The hash of a first password; null when the person proved to have the one that is there. */
async function proveOrSet(person: Person | null, invitation: OpenInvitation, password: string): Promise<string | null> {
  if (person !== null && (person.hash !== null || person.apart)) {
    if (await verifyPassword(person.hash, password)) return null;
    throw wrongCredentials();
  }
  checkNewPassword(password, invitation.email, 'password');
  return hashPassword(password);
}

/** While it was compared, the password may have been changed. @throws DomainError `wrong_credentials` */
async function stillProven(tx: Sql, { id, hash }: Person): Promise<void> {
  const [same] = await tx.query('select 1 from user_passwords where user_id = $1 and hash = $2 for share', [id, hash]);
  if (!same) throw wrongCredentials();
}

async function openInvitation(app: App, db: Sql, text: string): Promise<OpenInvitation> {
  const [row] = await db.query<OpenInvitation>(
    `select i.tenant_id as "tenantId", i.id, i.email, i.role, t.name as tenant from invitations i join tenants t on t.id = i.tenant_id
     where i.hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > $2`,
    [hashInvitation(text), new Date(app.clock.now())],
  );
  if (!row) throw invalid();
  return row;
}

async function personOf(db: Sql, { email, tenantId }: OpenInvitation): Promise<Person | null> {
  const [row] = await db.query<Person>(
    `select u.id, p.hash,
       exists (select from memberships m where m.user_id = u.id and m.tenant_id <> $2)
         or exists (select from user_identities i where i.user_id = u.id) as apart
     from users u left join user_passwords p on p.user_id = u.id where u.email = $1`,
    [email, tenantId],
  );
  return row ?? null;
}

/** Of two who come with one link at once, one is let in. */
async function useUp(app: App, tx: Sql, { tenantId, id }: OpenInvitation): Promise<void> {
  const [mine] = await tx.query(
    `update invitations set accepted_at = $3
     where tenant_id = $1 and id = $2 and accepted_at is null and revoked_at is null and expires_at > $3 returning id`,
    [tenantId, id, new Date(app.clock.now())],
  );
  if (!mine) throw invalid();
}

/** Never over a password that is there: it was none when it was looked for, and may have been set since. */
async function setFirstPassword(tx: Sql, userId: string, hash: string): Promise<void> {
  const [set] = await tx.query(
    'insert into user_passwords (user_id, hash) values ($1, $2) on conflict (user_id) do nothing returning user_id',
    [userId, hash],
  );
  if (!set) throw wrongCredentials();
}

function invalid(): DomainError {
  return new DomainError('invalid_invitation', 'This invitation is good for nothing any more. Ask for another.');
}
