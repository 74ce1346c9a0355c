import { authenticateToken } from '#src/access/authenticate-token.ts';
import type { App, Ctx } from '#src/platform/context.ts';

/** What a door knows of who knocks. */
export type Credentials = {
  /** The value of an `Authorization` header, or null. */
  authorization: string | null;
  /** The address of the other end of the connection. */
  address: string;
  requestId: string;
};

const BEARER = /^Bearer +(\S{1,512})$/i;

/**
 * The context of one request or socket operation: the only place where credentials become an actor, for every door.
 *
 * @throws DomainError `missing_token`, `invalid_token`, `expired_token`, `ip_not_allowed`
 */
export async function authenticate(app: App, credentials: Credentials): Promise<Ctx> {
  const token = BEARER.exec(credentials.authorization?.trim() ?? '')?.[1] ?? null;
  const actor = await authenticateToken(app, token, credentials.address, credentials.requestId);
  return contextOf(app, actor);
}

/** A context of its own for each operation, because loaders and caches hang on it. */
export function contextOf(app: App, actor: Ctx['actor']): Ctx {
  const { config, db, queue, events, wakeups, limiter, outbound, sealed, metrics, log, clock } = app;
  return { config, db, queue, events, wakeups, limiter, outbound, sealed, metrics, log, clock, actor };
}
