import type { TenantApp } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { secretContext } from './put-secret.ts';

const REFERENCE = /^secret:([a-z][a-z0-9_]{1,63})$/;

/** The name in `secret:<name>`, or null for text that is no reference. */
export function secretName(reference: string): string | null {
  return REFERENCE.exec(reference)?.[1] ?? null;
}

/**
 * The clear text behind a reference. For the moment of use only: never stored, logged, or put into a job.
 *
 * @throws DomainError `secret_ref_unknown`
 */
export async function openSecret(
  app: Pick<TenantApp, 'db' | 'sealed'>,
  tenantId: string,
  reference: string,
): Promise<string> {
  const name = secretName(reference);
  const rows = name
    ? await app.db.query<{ sealed: string }>('select sealed from secrets where tenant_id = $1 and name = $2', [
        tenantId,
        name,
      ])
    : [];
  const [row] = rows;
  if (!row)
    throw new DomainError(
      'secret_ref_unknown',
      `There is no secret named ${name ?? 'so'}. Put it first, then refer to it as secret:<name>.`,
    );
  return app.sealed.open(row.sealed, secretContext(tenantId, name!));
}
