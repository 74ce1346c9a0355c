import { authenticateSession } from '#src/access/authenticate-session.ts';
import { authenticateToken } from '#src/access/authenticate-token.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';

/** What a door knows of who knocks. */
export type Credentials = {
  /** The value of an `Authorization` header, or null. It goes before a session. */
  authorization: string | null;
  /** The session that the door takes from a cookie, once it is sure that a page of ours sent it. */
  session?: { text: string; hand: ((text: string) => void) | null } | null;
  /** The caller's address (client-address.ts). */
  address: string;
  requestId: string;
};

const BEARER = /^Bearer +(\S{1,512})$/i;

/**
 * The context of one request or socket operation: the only place where credentials become an actor, for every door.
 *
 * @throws DomainError `missing_token`, `invalid_token`, `expired_token`, `ip_not_allowed`, `invalid_session`
 */
export async function authenticate(app: App, credentials: Credentials): Promise<Ctx> {
  const { authorization, session, address, requestId } = credentials;
  if (authorization === null && session)
    return contextOf(app, { ...(await authenticateSession(app, { ...session, address, requestId })), address });
  const token = BEARER.exec(authorization?.trim() ?? '')?.[1] ?? null;
  return contextOf(app, { ...(await authenticateToken(app, token, address, requestId)), address });
}

/** A context of its own for each operation, because loaders and caches hang on it. */
export function contextOf(app: App, actor: Ctx['actor']): Ctx {
  return { ...forTenant(app, actor.tenantId), actor };
}
