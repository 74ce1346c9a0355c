import type { App } from '#src/platform/context.ts';
import { removeOldScanEvents, removeOldTenantEvents } from '#src/platform/log-retention.ts';

const DAY_MS = 86_400_000;
const EVENTS_AT_ONCE = 5000;
const SCANS_AT_ONCE = 50;

/**
 * Removes the events that have had their time: the days that the tenant has set, or those of the installation. Those of a scan go after its
 * end, all together. Safe to run in two processes at once.
 */
export async function expireEvents(app: App): Promise<void> {
  const tenants = await app.system.query<{ id: string; days: number }>(
    `select t.id, coalesce(s.retention_events_days, $1) as days from tenants t left join tenant_settings s on s.tenant_id = t.id`,
    [app.config.eventRetentionDays],
  );
  for (const { id, days } of tenants) {
    const before = new Date(app.clock.now() - days * DAY_MS);
    while ((await removeOldTenantEvents(app.system, id, before, EVENTS_AT_ONCE)) >= EVENTS_AT_ONCE);
    while ((await removeOldScanEvents(app.system, id, before, SCANS_AT_ONCE)) > 0);
  }
}
