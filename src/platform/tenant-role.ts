import type { Sql } from './database.ts';
import { StartupError } from './startup-error.ts';

/** Made by the migrations: it owns nothing, and row-level security binds it. */
export const TENANT_ROLE = 'tribunal_tenant';

type Role = { user: string; exists: boolean; bypasses: boolean; mine: boolean };

/**
 * Notices before the first request what would keep tenants from the database, or from each other: a backup brings no roles along, and
 * another user than the one who migrated may not act as the role.
 *
 * @throws StartupError with the statement that an administrator runs
 */
export async function checkTenantRole(db: Sql): Promise<void> {
  const [role] = await db.query<Role>(
    `select current_user::text as user, r.oid is not null as exists, coalesce(r.rolsuper or r.rolbypassrls, false) as bypasses,
       coalesce(pg_has_role(current_user, r.oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end), false) as mine
     from (select) one left join pg_roles r on r.rolname = $1`,
    [TENANT_ROLE],
  );
  const missing = statementFor(role!);
  if (missing === null) return;
  throw new StartupError(
    `Work for a tenant runs as the role ${TENANT_ROLE}. Let an administrator of the server run: ${missing}; then start again.`,
  );
}

function statementFor({ user, exists, bypasses, mine }: Role): string | null {
  const grant = `GRANT ${TENANT_ROLE} TO "${user}"`;
  if (!exists) return `CREATE ROLE ${TENANT_ROLE} NOLOGIN; ${grant}`;
  if (bypasses) return `ALTER ROLE ${TENANT_ROLE} NOSUPERUSER NOBYPASSRLS`;
  return mine ? null : grant;
}
