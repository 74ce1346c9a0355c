import type { App, TenantApp } from './context.ts';

/** The process at work for one tenant: the same parts, and a database that knows no other tenant. Costs nothing. */
export function forTenant(app: App, tenantId: string): TenantApp {
  const {
    config,
    system,
    tenants,
    databaseUrl,
    queue,
    events,
    wakeups,
    limiter,
    outbound,
    sealed,
    metrics,
    log,
    clock,
  } = app;
  const db = tenants.of(tenantId);
  return {
    config,
    system,
    tenants,
    databaseUrl,
    db,
    queue,
    events,
    wakeups,
    limiter,
    outbound,
    sealed,
    metrics,
    log,
    clock,
  };
}
