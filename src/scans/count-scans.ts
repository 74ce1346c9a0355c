import type { App } from '#src/platform/context.ts';
import { SCAN_STATUSES, type ScanStatus } from './scan.ts';

/** How many scans the whole installation has in each status, zeros included. For the operator's metrics, not for tenants. */
export async function countScans(app: Pick<App, 'system'>): Promise<{ status: ScanStatus; count: number }[]> {
  const rows = await app.system.query<{ status: ScanStatus; count: number }>(
    'select status, count(*)::int as count from scans group by status',
  );
  const byStatus = new Map(rows.map((row) => [row.status, row.count]));
  return SCAN_STATUSES.map((status) => ({ status, count: byStatus.get(status) ?? 0 }));
}
