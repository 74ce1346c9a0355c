import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound } from '#src/platform/ids.ts';
import type { Role } from './roles.ts';

export type LockedMember = { id: string; userId: string; role: Role };

/**
 * A member of the caller's tenant, locked until the transaction ends. Owners are locked all together first: two who leave at once are seen
 * by each other, so that one of them stays.
 *
 * @throws DomainError `not_found`
 */
export async function lockMember(tx: Sql, ctx: Ctx, id: string): Promise<LockedMember> {
  await tx.query(`select id from memberships where tenant_id = $1 and role = 'owner' order by id for update`, [
    ctx.actor.tenantId,
  ]);
  const [row] = await tx.query<LockedMember>(
    'select id, user_id as "userId", role from memberships where tenant_id = $1 and id = $2 for update',
    [ctx.actor.tenantId, id],
  );
  if (!row) throw notFound('membership');
  return row;
}

/** @throws DomainError `last_owner` when nobody else is one */
export async function refuseLastOwner(tx: Sql, ctx: Ctx, id: string): Promise<void> {
  const [other] = await tx.query(
    `select 1 from memberships where tenant_id = $1 and role = 'owner' and id <> $2 limit 1`,
    [ctx.actor.tenantId, id],
  );
  if (!other) throw new DomainError('last_owner', 'This is the last owner. Make somebody else an owner first.');
}
