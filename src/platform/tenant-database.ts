import type { Database } from './database.ts';
import { inTransaction, type Opening, openPool, type PoolOptions, runInTransaction, statementOf } from './pool.ts';
import { openTenantPrisma } from './tenant-prisma.ts';
import { TENANT_ROLE } from './tenant-role.ts';

/**
 * The database as tenants see it, on a pool of its own whose connections run as the role `tribunal_tenant`. There row-level security
 * adds to each statement what it may have forgotten to say. Without a tenant no row is seen and none can be written, so that whatever goes
 * wrong on the way to a tenant's name shows nothing.
 */
export type TenantDatabases = AsyncDisposable & {
  /**
   * The database of one tenant. Costs nothing to ask for. The tenant is named inside each transaction and forgotten at its end: a
   * connection goes back to the pool as it came. A statement outside of a transaction gets one of its own, in the same round trip.
   *
   * @throws Error when `tenantId` is not a UUID
   */
  of(tenantId: string): Database;
};

export function openTenantDatabases(url: string, options: PoolOptions = {}): TenantDatabases {
  const { connections, ...pool } = openPool(url, options, TENANT_ROLE);
  const prisma = openTenantPrisma(connections, openingOf);
  return {
    of(tenantId) {
      const opening = openingOf(tenantId);
      return {
        get prisma() {
          return prisma.of(tenantId);
        },
        query: async <Row>(...statement: Parameters<typeof statementOf>) => {
          const { rows } = await runInTransaction(connections, opening, statementOf(...statement));
          return rows as Row[];
        },
        transaction: (work) => inTransaction(connections, opening, work),
      };
    },
    async [Symbol.asyncDispose]() {
      await prisma.close();
      await pool[Symbol.asyncDispose]();
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `set local` takes no parameters, and the name stands in its text: nothing but a UUID goes there. */
function openingOf(tenantId: string): Opening {
  if (!UUID.test(tenantId)) throw new Error('a tenant is named by a UUID');
  return { sql: `begin; set local role ${TENANT_ROLE}; set local tribunal.tenant = '${tenantId}'`, ahead: true };
}
