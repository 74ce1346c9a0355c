import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type Role, reaches } from './roles.ts';

/** Nobody gives, changes or takes a role that holds more than they hold. @throws DomainError `role_too_high` */
export function reachesRole(ctx: Ctx, role: Role): void {
  if (reaches(ctx.actor.scopes, role)) return;
  throw new DomainError('role_too_high', `The role ${role} holds more than you do: ask somebody who has it.`, {
    details: { role },
    path: ['role'],
  });
}
