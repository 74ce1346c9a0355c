import { appendAudit } from '#src/audit/append-audit.ts';
import { type Sql, violatedConstraint } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { newId } from '#src/platform/ids.ts';
import type { Role } from './roles.ts';

/** A new person. @throws DomainError `already_member` when somebody with the address was added in the meantime */
export async function addUser(tx: Sql, who: { email: string; name: string | null }): Promise<string> {
  const id = newId();
  try {
    const name = who.name ?? who.email.split('@')[0]!;
    await tx.query('insert into users (id, email, name) values ($1, $2, $3)', [id, who.email, name]);
  } catch (error) {
    if (violatedConstraint(error) === null) throw error;
    throw new DomainError('already_member', 'Somebody with this address was just added. Try again.');
  }
  return id;
}

/** A person becomes a member of a tenant; who is one already stays what they are. */
export async function addMembership(
  tx: Sql,
  who: { tenantId: string; userId: string; role: Role; address: string; requestId: string },
  detail: Record<string, unknown>,
): Promise<void> {
  const [added] = await tx.query<{ id: string }>(
    `insert into memberships (tenant_id, id, user_id, role) values ($1, $2, $3, $4::role)
     on conflict (tenant_id, user_id) do nothing returning id`,
    [who.tenantId, newId(), who.userId, who.role],
  );
  if (!added) return;
  await appendAudit(
    tx,
    { tenantId: who.tenantId, userId: who.userId, address: who.address, requestId: who.requestId },
    { action: 'member.joined', subjectKind: 'member', subjectId: added.id, detail: { ...detail, role: who.role } },
  );
}
