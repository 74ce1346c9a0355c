import { appendAudit } from '#src/audit/append-audit.ts';
import type { Actor, App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type Role, scopesOf } from './roles.ts';
import { OVERLAP_MS, ROTATE_AFTER_MS, sessionIsOver, USE_RESOLUTION_MS } from './session-limits.ts';
import { hashSession, newSessionText } from './session-text.ts';

/** A session's identifier as it came, from where, and how the browser is told its next one: null where no cookie can be set. */
export type SessionUse = {
  text: string;
  address: string;
  requestId: string;
  hand: ((text: string) => void) | null;
};

type SessionRow = {
  tenant_id: string;
  id: string;
  user_id: string;
  role: Role;
  rotated_at: Date;
  last_used_at: Date;
  expires_at: Date;
  /** Which of the session's identifiers came. */
  came: 'present' | 'next' | 'previous';
  next_hash: Buffer | null;
};

/**
 * The actor behind a session's identifier, with the scopes of the person's role as it is now.
 *
 * The identifier rotates. A new one is handed out beside the present one, which stays good until the new one is first used, so that a lost
 * answer signs nobody out; from then on the old one is good for a minute more, for requests that were under way. Whoever comes with the old
 * one later has a copy of it: the session ends for both.
 *
 * @throws DomainError `invalid_session`, which says nothing of why
 */
export async function authenticateSession(app: App, use: SessionUse): Promise<Actor> {
  const row = await find(app, hashSession(use.text));
  if (!row) throw signedOut();
  if (sessionIsOver(app, row)) return end(app, row);
  const sinceRotation = app.clock.now() - row.rotated_at.getTime();
  if (row.came === 'previous' && sinceRotation > OVERLAP_MS) return end(app, row, use);
  if (row.came === 'next') await promote(app, row);
  if (row.came === 'present' && use.hand) await handOut(app, row, sinceRotation, use.hand);
  if (app.clock.now() - row.last_used_at.getTime() > USE_RESOLUTION_MS) await noteUse(app, row, use.address);
  const { tenant_id: tenantId, id: sessionId, user_id: userId } = row;
  return { tenantId, tokenId: null, sessionId, userId, scopes: scopesOf(row.role), requestId: use.requestId };
}

async function find(app: App, hash: Buffer): Promise<SessionRow | undefined> {
  const [row] = await app.system.query<SessionRow>(
    `select s.tenant_id, s.id, s.user_id, m.role, s.rotated_at, s.last_used_at, s.expires_at, s.next_hash,
       case when s.hash = $1 then 'present' when s.next_hash = $1 then 'next' else 'previous' end as came
     from sessions s join memberships m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
     where s.hash = $1 or s.next_hash = $1 or s.previous_hash = $1`,
    [hash],
  );
  return row;
}

/** The browser has its new identifier: the one before begins to end. Of two requests that come with it at once, one does this. */
async function promote(app: App, row: SessionRow): Promise<void> {
  await app.system.query(
    `update sessions set hash = next_hash, previous_hash = hash, next_hash = null, rotated_at = $4
     where tenant_id = $1 and id = $2 and next_hash = $3`,
    [row.tenant_id, row.id, row.next_hash, new Date(app.clock.now())],
  );
}

/** Hands out a new identifier when it is time, and another when the last one has not been used within the overlap: it was lost. */
async function handOut(app: App, row: SessionRow, sinceRotation: number, hand: (text: string) => void): Promise<void> {
  if (sinceRotation <= (row.next_hash ? OVERLAP_MS : ROTATE_AFTER_MS)) return;
  const next = newSessionText();
  const [mine] = await app.system.query(
    `update sessions set next_hash = $4, previous_hash = null, rotated_at = $5
     where tenant_id = $1 and id = $2 and rotated_at = $3 returning id`,
    [row.tenant_id, row.id, row.rotated_at, hashSession(next), new Date(app.clock.now())],
  );
  if (mine) hand(next);
}

async function noteUse(app: App, { tenant_id, id, user_id }: SessionRow, address: string): Promise<void> {
  await app.system.query(
    `with used as (update sessions set last_used_at = $4, address = $5 where tenant_id = $1 and id = $2)
     update memberships set last_seen_at = $4 where tenant_id = $1 and user_id = $3`,
    [tenant_id, id, user_id, new Date(app.clock.now()), address],
  );
}

/** `copied`: the use that showed that somebody else has the identifier. */
async function end(app: App, row: SessionRow, copied?: SessionUse): Promise<never> {
  await app.system.transaction(async (tx) => {
    const [ended] = await tx.query('delete from sessions where tenant_id = $1 and id = $2 returning id', [
      row.tenant_id,
      row.id,
    ]);
    if (!ended || !copied) return;
    const actor = { tenantId: row.tenant_id, userId: row.user_id, requestId: copied.requestId };
    await appendAudit(tx, actor, {
      action: 'session.reused',
      subjectKind: 'session',
      subjectId: row.id,
      result: 'failure',
    });
  });
  app.wakeups.wake('credentials');
  throw signedOut();
}

export function signedOut(): DomainError {
  return new DomainError('invalid_session', 'You are signed out. Sign in again.');
}
