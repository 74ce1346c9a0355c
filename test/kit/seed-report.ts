import { formatId, newUnguessableId } from '#src/platform/ids.ts';
import type { Seeded, SeededTenant } from './seed.ts';

/** A report whose file is gone, straight in the table. */
export async function seedReport(tenant: SeededTenant): Promise<Seeded> {
  const id = newUnguessableId();
  const scope = {
    endpointIds: [],
    scanIds: [],
    from: '2026-01-01',
    to: null,
    includeSeverities: [],
    includeStatuses: [],
    editions: [],
  };
  await tenant.app.system.query(
    `insert into reports (tenant_id, id, title, format, status, frameworks, scope) values ($1, $2, 'Theirs', 'json', 'expired', '{OWASP_LLM}', $3)`,
    [tenant.id, id, JSON.stringify(scope)],
  );
  return { id, publicId: formatId('report', id) };
}
