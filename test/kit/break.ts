import type { App } from '#src/platform/context.ts';
import type { Database, Sql } from '#src/platform/database.ts';

/** What a careless error would give away. */
export const LEAK = 'password=hunter2 at postgres://internal-host:5432';

/**
 * Makes every statement that matches fail with an error that must never be seen outside, whoever runs it: the system or a tenant. Returns
 * the way to mend it.
 */
export function breakDatabase(app: App, statement: (text: string) => boolean): () => void {
  return tapDatabase(app, (text) => {
    if (statement(text)) throw new Error(LEAK);
  });
}

/** Shows every statement before it runs, and the ORM's operations as `prisma.<model>`. Returns the way to end it. */
export function tapDatabase(app: App, see: (text: string) => void): () => void {
  const { system, tenants } = app;
  app.system = app.system = tapped(system, see);
  app.tenants = { ...tenants, of: (tenantId) => tapped(tenants.of(tenantId), see) };
  return () => {
    app.system = app.system = system;
    app.tenants = tenants;
  };
}

function tapped(whole: Database, see: (text: string) => void): Database {
  const tap = ({ query }: Sql): Sql => ({
    query: async (text, values) => {
      see(text);
      return query(text, values);
    },
  });
  return {
    ...tap(whole),
    transaction: (work) => whole.transaction((tx) => work(tap(tx))),
    get prisma() {
      return whole.prisma.$extends({
        query: {
          $allOperations({ model, args, query }) {
            see(`prisma.${model?.replace(/^./, (first) => first.toLowerCase())}`);
            return query(args);
          },
        },
      }) as unknown as Database['prisma'];
    },
  };
}
