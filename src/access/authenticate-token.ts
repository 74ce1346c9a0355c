import ipaddr from 'ipaddr.js';
import type { Actor, App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
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
  if (!text) throw new DomainError('missing_token', 'Send a token: the header Authorization: Bearer trb_live_…');
  const [row] = await app.db.query<TokenRow>(
    'select id, tenant_id, user_id, scopes, allowed_cidrs, expires_at, revoked_at, last_used_at from tokens where hash = $1',
    [hashToken(text)],
  );
  if (!row || row.revoked_at) throw new DomainError('invalid_token', 'This token is not known. Mint a new one.');
  const now = app.clock.now();
  if (row.expires_at && row.expires_at.getTime() <= now)
    throw new DomainError('expired_token', 'This token has expired. Mint a new one.');
  if (row.allowed_cidrs.length > 0 && !row.allowed_cidrs.some((cidr) => contains(cidr, address))) {
    throw new DomainError('ip_not_allowed', 'This token may not be used from this address.');
  }
  if (now - (row.last_used_at?.getTime() ?? 0) > USE_RESOLUTION_MS) await noteUse(app, row);
  return { tenantId: row.tenant_id, tokenId: row.id, userId: row.user_id, scopes: new Set(row.scopes), requestId };
}

async function noteUse(app: App, row: TokenRow): Promise<void> {
  await app.db.query('update tokens set last_used_at = now() where tenant_id = $1 and id = $2', [
    row.tenant_id,
    row.id,
  ]);
}

/** Which of these tokens are no longer good: revoked, expired or gone. Open sockets ask this again and again. */
export async function endedTokens(app: App, tokenIds: readonly string[]): Promise<Set<string>> {
  const good = await app.db.query<{ id: string }>(
    'select id from tokens where id = any($1::uuid[]) and revoked_at is null and (expires_at is null or expires_at > now())',
    [tokenIds],
  );
  const alive = new Set(good.map((row) => row.id));
  return new Set(tokenIds.filter((id) => !alive.has(id)));
}

function contains(cidr: string, address: string): boolean {
  try {
    return ipaddr.process(address).match(ipaddr.parseCIDR(cidr));
  } catch {
    return false; // an address of the other family is not in the block
  }
}
