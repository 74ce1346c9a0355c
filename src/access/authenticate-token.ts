import { isIn } from '#src/platform/client-address.ts';
import type { Actor, App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { heldBy, type Role } from './roles.ts';
import { hashToken } from './token-text.ts';

type TokenRow = {
  id: string;
  tenant_id: string;
  user_id: string | null;
  scopes: string[];
  allowed_cidrs: string[];
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  /** The role of the person whose token it is; null when it is nobody's, or that of somebody who left. */
  role: Role | null;
};

/** How stale `last_used_at` may be, so that a read does not become a write each time. */
const USE_RESOLUTION_MS = 60_000;

/**
 * The actor behind a token's clear text, seen from `address`. An unknown and a revoked token are told apart by nobody.
 *
 * @throws DomainError `missing_token`, `invalid_token`, `expired_token` or `ip_not_allowed`
 */
export async function authenticateToken(
  app: App,
  text: string | null,
  address: string,
  requestId: string,
): Promise<Actor> {
  if (!text)
    throw new DomainError('missing_token', 'Send a token, the header Authorization: Bearer trb_live_…, or sign in.');
  const [row] = await app.system.query<TokenRow>(
    `select t.id, t.tenant_id, t.user_id, t.scopes, t.allowed_cidrs, t.expires_at, t.revoked_at, t.last_used_at, m.role
     from tokens t left join memberships m on m.tenant_id = t.tenant_id and m.user_id = t.user_id where t.hash = $1`,
    [hashToken(text)],
    'token',
  );
  if (!row || row.revoked_at || (row.user_id && !row.role))
    throw new DomainError('invalid_token', 'This token is not known. Mint a new one.');
  const now = app.clock.now();
  if (row.expires_at && row.expires_at.getTime() <= now)
    throw new DomainError('expired_token', 'This token has expired. Mint a new one.');
  if (row.allowed_cidrs.length > 0 && !isIn(row.allowed_cidrs, address)) {
    throw new DomainError('ip_not_allowed', 'This token may not be used from this address.');
  }
  if (now - (row.last_used_at?.getTime() ?? 0) > USE_RESOLUTION_MS) await noteUse(app, row);
  const scopes = heldBy(row.scopes, row.role);
  return { tenantId: row.tenant_id, tokenId: row.id, sessionId: null, userId: row.user_id, scopes, requestId };
}

async function noteUse(app: App, row: TokenRow): Promise<void> {
  await app.system.query('update tokens set last_used_at = now() where tenant_id = $1 and id = $2', [
    row.tenant_id,
    row.id,
  ]);
}
