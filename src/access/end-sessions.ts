import { appendAudit } from '#src/audit/append-audit.ts';
import type { Sql } from '#src/platform/database.ts';

export type EndedSession = { tenantId: string; id: string };

/** Who ends sessions, for the audit log of each tenant that one of them was in. */
export type Ender = { userId: string | null; tokenId?: string | null; address?: string | null; requestId: string };

/**
 * Ends sessions of a person, in all tenants, in the caller's transaction on the system's database; each is noted where it was. Call
 * `wakeups.wake('credentials')` after the commit, so that sockets close at once.
 */
export async function endSessions(
  tx: Sql,
  userId: string,
  which: { butSessionId?: string | null },
  by: Ender,
  action: 'session.ended' | 'session.revoked' = 'session.revoked',
): Promise<EndedSession[]> {
  const ended = await tx.query<EndedSession>(
    'delete from sessions where user_id = $1 and ($2::uuid is null or id <> $2) returning tenant_id as "tenantId", id',
    [userId, which.butSessionId ?? null],
  );
  await noteEnds(tx, ended, by, action);
  return ended;
}

/** One audit row a session, tenant by tenant in one order, so that nobody waits for each other in a circle. */
export async function noteEnds(
  tx: Sql,
  ended: readonly EndedSession[],
  by: Ender,
  action: 'session.ended' | 'session.revoked',
): Promise<void> {
  for (const { tenantId, id } of ended.toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1)))
    await appendAudit(tx, { tenantId, ...by }, { action, subjectKind: 'session', subjectId: id });
}
