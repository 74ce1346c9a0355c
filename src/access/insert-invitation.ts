import { type Sql, violatedConstraint } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { newId } from '#src/platform/ids.ts';
import { hashInvitation } from './invitation-text.ts';
import type { Role } from './roles.ts';

const DAY_MS = 86_400_000;

export type NewInvitation = {
  tenantId: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  /** Until it is good for nothing. */
  days: number;
  /** Milliseconds since the epoch. */
  now: number;
};

/** An invitation's row; one for the same address that has expired gives way. Answers its id. @throws DomainError `already_invited` */
export async function insertInvitation(tx: Sql, invitation: NewInvitation, text: string): Promise<string> {
  const { tenantId, email, role, invitedBy, days, now } = invitation;
  await tx.query(
    `update invitations set revoked_at = $3
     where tenant_id = $1 and email = $2 and accepted_at is null and revoked_at is null and expires_at <= $3`,
    [tenantId, email, new Date(now)],
  );
  const id = newId();
  try {
    await tx.query(
      `insert into invitations (tenant_id, id, email, role, hash, invited_by, created_at, expires_at)
       values ($1, $2, $3, $4::role, $5, $6, $7, $8)`,
      [tenantId, id, email, role, hashInvitation(text), invitedBy, new Date(now), new Date(now + days * DAY_MS)],
    );
  } catch (error) {
    if (violatedConstraint(error) !== 'invitations_open') throw error;
    const message = 'This person has an open invitation. Revoke it to make another.';
    throw new DomainError('already_invited', message, { path: ['email'] });
  }
  return id;
}
