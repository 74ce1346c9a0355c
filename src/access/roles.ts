import { SCOPES, type Scope } from './scopes.ts';

/** What a member may be in a tenant, from the least to the most. Each role holds what those before it hold. */
export const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;

export type Role = (typeof ROLES)[number];

/** The one table of permissions: the least role that holds each scope. A new scope does not compile without a line here. */
const LEAST_ROLE = {
  'endpoints:read': 'viewer',
  'endpoints:write': 'member',
  'targets:read': 'viewer',
  'targets:write': 'member',
  'scans:read': 'viewer',
  'scans:write': 'member',
  'findings:read': 'viewer',
  'findings:write': 'member',
  'reports:generate': 'member',
  'reports:read': 'viewer',
  'audit:read': 'admin',
  'webhooks:write': 'admin',
  'tokens:read': 'admin',
  'tokens:write': 'admin',
  'secrets:read': 'member',
  'secrets:write': 'admin',
  'gateway:read': 'viewer',
  'gateway:write': 'member',
  'members:write': 'admin',
  'settings:write': 'admin',
  'schema:read': 'admin',
  'tenant:admin': 'owner',
} as const satisfies Record<Scope, Role>;

const OF_ROLE: Record<Role, ReadonlySet<Scope>> = {
  viewer: scopesUpTo('viewer'),
  member: scopesUpTo('member'),
  admin: scopesUpTo('admin'),
  owner: scopesUpTo('owner'),
};

/** What a role may do. */
export function scopesOf(role: Role): ReadonlySet<Scope> {
  return OF_ROLE[role];
}

/** Whether somebody with these scopes holds all that the role holds: nobody gives, takes or changes a role that is above their own. */
export function reaches(scopes: ReadonlySet<string>, role: Role): boolean {
  return [...scopesOf(role)].every((scope) => scopes.has(scope));
}

function scopesUpTo(role: Role): ReadonlySet<Scope> {
  const rank = ROLES.indexOf(role);
  return new Set(SCOPES.filter((scope) => ROLES.indexOf(LEAST_ROLE[scope]) <= rank));
}

/** What a token may do: its own scopes, and of these no more than the role of the person whose it is. Null: it is nobody's. */
export function heldBy(scopes: readonly string[], role: Role | null): ReadonlySet<string> {
  return new Set(role === null ? scopes : scopes.filter((scope) => (scopesOf(role) as ReadonlySet<string>).has(scope)));
}
