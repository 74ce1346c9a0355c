import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { sql } from '#test/kit/sql.ts';

/** Nobody's in particular, and the same for everybody: a tenant may read them. */
const SHARED = ['control_overlaps', 'controls', 'crosswalk_links', 'frameworks', 'installation'];
/** The system's alone: a tenant sees not even that there are rows. */
const SYSTEM = ['_prisma_migrations'];

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh[Symbol.asyncDispose]());

type Table = { name: string; tenant: boolean; enabled: boolean; forced: boolean; rights: string[] };

/** Every table, and what the tenant role may do with it, in whole or with some of its columns. */
const tables = () =>
  sql<Table>(
    fresh.url,
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenant,
       array(select r from unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) r where has_any_column_privilege('tribunal_tenant', c.oid, r)
         union select r from unnest(array['DELETE', 'TRUNCATE', 'TRIGGER']) r where has_table_privilege('tribunal_tenant', c.oid, r)) as rights
     from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace = 'public'::regnamespace order by 1`,
  );

type Policy = { name: string; to: string; permissive: string; command: string; using: string; check: string | null };

const policies = (table: string) =>
  sql<Policy>(
    fresh.url,
    `select policyname as name, array_to_string(roles, ',') as to, permissive, cmd as command, qual as using, with_check as check
     from pg_policies where schemaname = 'public' and tablename = '${table}' order by 1`,
  );

const owner = async () => (await sql<{ name: string }>(fresh.url, 'select current_user as name'))[0]!.name;

/** As PostgreSQL writes a policy back. */
const own = (column: string) =>
  new RegExp(
    `^\\(${column} = \\( SELECT \\(NULLIF\\(current_setting\\('tribunal.tenant'::text, true\\), ''::text\\)\\)::uuid AS "?nullif"?\\)\\)$`,
  );

describe('the catalogue', () => {
  it('has every table of tenants behind a forced wall, with the tenant’s policy and the owner’s and no other', async () => {
    const walled = (await tables()).filter((table) => table.tenant || table.name === 'tenants');
    expect(walled.length).toBeGreaterThan(20);
    for (const { name, enabled, forced } of walled) {
      expect.soft({ enabled, forced }, name).toEqual({ enabled: true, forced: true });
      const own_ = own(name === 'tenants' ? 'id' : 'tenant_id');
      expect.soft(await policies(name), name).toEqual([
        { name: 'system', to: await owner(), permissive: 'PERMISSIVE', command: 'ALL', using: 'true', check: 'true' },
        {
          name: 'tenant',
          to: 'tribunal_tenant',
          permissive: 'PERMISSIVE',
          command: 'ALL',
          using: expect.stringMatching(own_),
          check: expect.stringMatching(own_),
        },
      ]);
    }
  });

  it('lets a tenant read what is shared, and change nothing that is not a tenant’s', async () => {
    const others = (await tables()).filter((table) => !table.tenant && table.name !== 'tenants');
    const readable = others.filter((table) => table.rights.length > 0);
    expect(readable.map(({ name, rights }) => [name, rights])).toEqual(
      [...SHARED, 'users'].sort().map((name) => [name, ['SELECT']]),
    );
    expect(others.map((table) => table.name)).toEqual(expect.arrayContaining(SYSTEM));
    expect(others.find((table) => table.name === 'users')).toMatchObject({ enabled: true, forced: true });
  });

  it('lets a tenant not make or end tenants, and not rewrite what it did', async () => {
    const rights = new Map((await tables()).map((table) => [table.name, table.rights.sort()]));
    expect(rights.get('tenants')).toEqual(['SELECT', 'UPDATE']);
    expect(rights.get('audit_events')).toEqual(['INSERT', 'SELECT']);
  });
});

describe('the tenant role', () => {
  it('can neither log in nor bypass the wall, and owns nothing', async () => {
    const [role] = await sql(
      fresh.url,
      `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_class where relowner = r.oid) as owns, pg_has_role(r.oid, current_user, 'MEMBER') as owner,
         (select count(*)::int from pg_auth_members where member = r.oid) as groups
       from pg_roles r where rolname = 'tribunal_tenant'`,
    );
    expect(role).toEqual({
      rolcanlogin: false,
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owns: 0,
      owner: false,
      groups: 0,
    });
  });

  it('may not make anything, nor take down the wall', async () => {
    const as = (statement: string) => sql(fresh.url, `set role tribunal_tenant; ${statement}`);
    await expect(as('create table public.mine ()')).rejects.toThrow(/permission denied/);
    await expect(as('alter table findings disable row level security')).rejects.toThrow(/must be owner/);
    await expect(as(`select wall_off('findings')`)).rejects.toThrow(/permission denied/);
    await expect(as('alter role tribunal_tenant bypassrls')).rejects.toThrow(/permission denied|must/);
  });
});
