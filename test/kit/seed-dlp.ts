import { formatId, newId } from '#src/platform/ids.ts';
import type { Seeded, SeededTenant } from './seed.ts';

/** A rule of the tenant's own over what is sent. */
export async function seedDlpRule(tenant: SeededTenant, pattern = 'project falcon', action = 'block'): Promise<Seeded> {
  const id = newId();
  await tenant.app.system.query(
    `insert into dlp_rules (tenant_id, id, name, pattern, words, action) values ($1, $2, $3, $4, '{}', $5)`,
    [tenant.id, id, `Theirs ${id}`, pattern, action],
  );
  return { id, publicId: formatId('dlp_rule', id) };
}
