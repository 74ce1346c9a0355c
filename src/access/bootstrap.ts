import type { App } from '#src/platform/context.ts';
import { newId } from '#src/platform/ids.ts';
import { SCOPES } from './scopes.ts';
import { hashToken, newTokenText, shownPrefix } from './token-text.ts';

/**
 * The first start of an empty installation: the tenant `default`, its owner, and a token with every scope. Answers the token's
 * clear text when it made one itself, so that it can be printed once; null when a tenant exists or the operator gave the token.
 * Safe to run in several processes at once: one wins.
 */
export async function bootstrap(app: App): Promise<string | null> {
  const given = app.config.bootstrapToken;
  const text = given ?? newTokenText();
  const made = await app.system.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7301)');
    const [any] = await tx.query('select 1 from tenants limit 1');
    if (any) return false;
    const [tenantId, userId] = [newId(), newId()];
    await tx.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [tenantId, 'default', 'Default']);
    await tx.query('insert into users (id, email, name) values ($1, $2, $3)', [userId, 'owner@localhost', 'Owner']);
    await tx.query(`insert into memberships (tenant_id, id, user_id, role) values ($1, $2, $3, 'owner')`, [
      tenantId,
      newId(),
      userId,
    ]);
    await tx.query(
      'insert into tokens (tenant_id, id, user_id, name, prefix, hash, scopes) values ($1, $2, $3, $4, $5, $6, $7)',
      [tenantId, newId(), userId, 'bootstrap', shownPrefix(text), hashToken(text), [...SCOPES]],
    );
    return true;
  });
  return made && !given ? text : null;
}
