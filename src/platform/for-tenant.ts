import type { App, TenantApp } from './context.ts';

/** The process at work for one tenant: the same parts, and a database that knows no other tenant. Costs nothing. */
export function forTenant(app: App, tenantId: string): TenantApp {
  return { ...app, db: app.tenants.of(tenantId) };
}
