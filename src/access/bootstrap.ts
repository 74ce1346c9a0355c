import { appendAudit } from '#src/audit/append-audit.ts';
import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { insertInvitation } from './insert-invitation.ts';
import { newInvitationText } from './invitation-text.ts';
import { SCOPES } from './scopes.ts';
import { hashToken, newTokenText, shownPrefix } from './token-text.ts';

/** What a first start made, to be printed once. Both are clear texts that are kept nowhere. */
export type FirstStart = { token: string /** By which the owner sets a password. */; invitation: string };

const INVITATION_DAYS = 7;

/**
 * The first start of an empty installation: the tenant `default`, its owner, a token with every scope, and an invitation by which the owner
 * sets a password. Answers null when a tenant exists, or when the operator gave the token: then nothing is printed, and the owner's password
 * is set by `tribunal user password`. Safe to run in several processes at once: one wins.
 */
export async function bootstrap(app: App): Promise<FirstStart | null> {
  const given = app.config.bootstrapToken;
  const [token, invitation] = [given ?? newTokenText(), newInvitationText()];
  const made = await app.system.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7301)');
    const [any] = await tx.query('select 1 from tenants limit 1');
    if (any) return false;
    const owner = { tenantId: newId(), userId: newId() };
    await insertOwner(tx, owner, app.config.ownerEmail);
    await tx.query(
      'insert into tokens (tenant_id, id, user_id, name, prefix, hash, scopes) values ($1, $2, $3, $4, $5, $6, $7)',
      [owner.tenantId, newId(), owner.userId, 'bootstrap', shownPrefix(token), hashToken(token), [...SCOPES]],
    );
    if (!given) await inviteOwner(app, tx, owner.tenantId, invitation);
    return true;
  });
  return made && !given ? { token, invitation } : null;
}

async function insertOwner(tx: Sql, { tenantId, userId }: { tenantId: string; userId: string }, email: string) {
  await tx.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [tenantId, 'default', 'Default']);
  await tx.query('insert into users (id, email, name) values ($1, $2, $3)', [userId, email, 'Owner']);
  await tx.query(`insert into memberships (tenant_id, id, user_id, role) values ($1, $2, $3, 'owner')`, [
    tenantId,
    newId(),
    userId,
  ]);
}

async function inviteOwner(app: App, tx: Sql, tenantId: string, text: string): Promise<void> {
  const { ownerEmail: email } = app.config;
  const invitation = { tenantId, email, role: 'owner', invitedBy: null, days: INVITATION_DAYS } as const;
  const id = await insertInvitation(tx, { ...invitation, now: app.clock.now() }, text);
  const entry = {
    action: 'member.invited',
    subjectKind: 'invitation',
    subjectId: id,
    detail: { email, role: 'owner' },
  };
  await appendAudit(tx, { tenantId }, entry);
}
