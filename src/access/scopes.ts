import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';

/** What a token may do. Default deny: a use case names the scope that it needs. */
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
  'tenant:admin',
] as const;

export type Scope = (typeof SCOPES)[number];

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}

/** @throws DomainError `missing_scope`, naming the scope */
export function allow(ctx: Ctx, scope: Scope): void {
  if (!ctx.actor.scopes.has(scope)) throw missingScope(scope);
}

export function missingScope(scope: Scope): DomainError {
  return new DomainError('missing_scope', `This needs the scope ${scope}. Use a token that has it.`, {
    details: { scope },
  });
}
