import type { Actor, App } from '#src/platform/context.ts';
import { heldBy, type Role, scopesOf } from './roles.ts';
import { sessionIsOver } from './session-limits.ts';

/** What an actor came with, and what it may do, as two words to compare: `session:<id>`, and the sorted scopes. */
export type Standing = { credential: string; rights: string };

export function standingOf(actor: Actor): Standing {
  const credential = actor.sessionId === null ? `token:${actor.tokenId}` : `session:${actor.sessionId}`;
  return { credential, rights: rightsOf(actor.scopes) };
}

/**
 * The rights of these credentials now. One that is revoked, expired or gone, or whose person left, is not in the answer. Open sockets ask
 * this again and again.
 */
export async function currentRights(app: App, credentials: readonly string[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    credentials.filter((credential) => credential.startsWith(kind)).map((credential) => credential.slice(kind.length));
  const [tokens, sessions] = await Promise.all([
    tokenRights(app, idsOf('token:')),
    sessionRights(app, idsOf('session:')),
  ]);
  return new Map([...tokens, ...sessions]);
}

async function tokenRights(app: App, ids: readonly string[]): Promise<[string, string][]> {
  if (ids.length === 0) return [];
  const rows = await app.system.query<{ id: string; scopes: string[]; role: Role | null }>(
    `select t.id, t.scopes, m.role from tokens t left join memberships m on m.tenant_id = t.tenant_id and m.user_id = t.user_id
     where t.id = any($1::uuid[]) and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2) and (t.user_id is null or m.id is not null)`,
    [ids, new Date(app.clock.now())],
  );
  return rows.map(({ id, scopes, role }) => [`token:${id}`, rightsOf(heldBy(scopes, role))]);
}

async function sessionRights(app: App, ids: readonly string[]): Promise<[string, string][]> {
  if (ids.length === 0) return [];
  const rows = await app.system.query<{ id: string; role: Role; last_used_at: Date; expires_at: Date }>(
    `select s.id, m.role, s.last_used_at, s.expires_at from sessions s
     join memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id where s.id = any($1::uuid[])`,
    [ids],
  );
  return rows
    .filter((row) => !sessionIsOver(app, row))
    .map(({ id, role }) => [`session:${id}`, rightsOf(scopesOf(role))]);
}

function rightsOf(scopes: ReadonlySet<string>): string {
  return [...scopes].sort().join(' ');
}
