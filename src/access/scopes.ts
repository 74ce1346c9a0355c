import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';

/** What somebody may do. Default deny: a use case names the scope that it needs. `roles.ts` says which role has which. */
export const SCOPES = [
  'endpoints:read',
  'endpoints:write',
  'targets:read',
  'targets:write',
  'scans:read',
  'scans:write',
  'findings:read',
  'findings:write',
  'reports:generate',
  'reports:read',
  'audit:read',
  'webhooks:write',
  'tokens:read',
  'tokens:write',
  'secrets:read',
  'secrets:write',
  'gateway:read',
  'gateway:write',
  'members:write',
  'settings:write',
  'tenant:admin',
  'schema:read',
] as const;

export type Scope = (typeof SCOPES)[number];

/** @throws DomainError `missing_scope`, naming the scope */
export function allow(ctx: Pick<Ctx, 'actor'>, scope: Scope): void {
  if (!ctx.actor.scopes.has(scope)) throw missingScope(scope);
}

export function missingScope(scope: Scope): DomainError {
  return new DomainError(
    'missing_scope',
    `This needs the scope ${scope}. Use a token that has it, or ask somebody whose role has it.`,
    {
      details: { scope },
    },
  );
}
