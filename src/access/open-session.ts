import { appendAudit } from '#src/audit/append-audit.ts';
import type { App } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { storableText } from '#src/platform/storable.ts';
import { sessionBounds, sessionEnd } from './session-limits.ts';
import { hashSession, newSessionText } from './session-text.ts';

/** From where somebody signs in. */
export type Browser = { address: string /** As it names itself. */; device: string; requestId: string };

export type SignInMethod = 'password' | 'oidc' | 'invitation';

/** `text` goes into the cookie and is kept nowhere. */
export type OpenedSession = { id: string; text: string; tenantId: string; userId: string };

const DEVICE_MAX = 200;

/**
 * Signs a person in to a tenant, in the caller's transaction. The identifier is always a new one, whatever the browser came with, so that
 * nobody can plant one beforehand. Takes the person's sessions that are over out of the table on the way.
 */
export async function openSession(
  app: App,
  tx: Sql,
  who: { tenantId: string; userId: string },
  method: SignInMethod,
  browser: Browser,
): Promise<OpenedSession> {
  const [id, text] = [newId(), newSessionText()];
  const { now, usedAfter } = sessionBounds(app);
  await tx.query('delete from sessions where user_id = $1 and (expires_at <= $2 or last_used_at <= $3)', [
    who.userId,
    now,
    usedAfter,
  ]);
  const device = storableText(browser.device).slice(0, DEVICE_MAX);
  await tx.query(
    `with seen as (update memberships set last_seen_at = $8 where tenant_id = $1 and user_id = $3)
     insert into sessions (tenant_id, id, user_id, hash, method, device, address, created_at, last_used_at, rotated_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $9)`,
    [who.tenantId, id, who.userId, hashSession(text), method, device, browser.address, now, sessionEnd(app)],
  );
  await appendAudit(
    tx,
    { ...who, address: browser.address, requestId: browser.requestId },
    {
      action: 'auth.login_success',
      subjectKind: 'session',
      subjectId: id,
      detail: { method },
    },
  );
  return { id, text, ...who };
}
