-- The second wall between tenants. The first is the scoped query; whoever forgets it still reads and writes one tenant's rows only.

-- Work for a tenant runs as this role. Roles belong to the whole server: other databases, and other processes at this moment, may make the
-- same one.
DO $$
DECLARE
    memberships CONSTANT text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
    options CONSTANT text := CASE WHEN memberships = 'SET' THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tribunal_tenant') THEN
        BEGIN
            CREATE ROLE "tribunal_tenant" NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'the database user "%" may not create roles. Let an administrator of the server run: CREATE ROLE tribunal_tenant NOLOGIN; GRANT tribunal_tenant TO "%"; then start again.',
                    current_user, current_user;
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tribunal_tenant' AND (rolsuper OR rolbypassrls)) THEN
        RAISE EXCEPTION 'the role tribunal_tenant may bypass row-level security. Let an administrator of the server run: ALTER ROLE tribunal_tenant NOSUPERUSER NOBYPASSRLS; then start again.';
    END IF;
    IF NOT pg_has_role(current_user, 'tribunal_tenant', memberships) THEN
        BEGIN
            EXECUTE format('GRANT "tribunal_tenant" TO %I%s', current_user, options);
        EXCEPTION
            WHEN unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'the database user "%" may not act as the role tribunal_tenant. Let an administrator of the server run: GRANT tribunal_tenant TO "%"; then start again.',
                    current_user, current_user;
        END;
    END IF;
END
$$;

DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO "tribunal_tenant"', current_schema()); END $$;

-- Puts a tenant's table behind the wall: the tenant role sees and writes rows of the transaction's tenant alone, the owner (sweeps, sign-in,
-- migrations) all of them, and nobody else any. FORCE binds an owner who is no superuser too. May be called again.
--
-- Every table with tenant_id calls it in the migration that makes the table.
CREATE FUNCTION "wall_off"("table_name" text, "tenant_column" text DEFAULT 'tenant_id') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    walled CONSTANT regclass := quote_ident("table_name")::regclass;
    table_owner CONSTANT text := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = walled);
    -- A sub-select is worked out once a statement, not once a row.
    same_tenant CONSTANT text := format('%I = (SELECT nullif(current_setting(''tribunal.tenant'', true), '''')::uuid)', "tenant_column");
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format('DROP POLICY IF EXISTS "tenant" ON %s', walled);
    EXECUTE format('DROP POLICY IF EXISTS "system" ON %s', walled);
    EXECUTE format('CREATE POLICY "tenant" ON %s TO "tribunal_tenant" USING (%s) WITH CHECK (%s)', walled, same_tenant, same_tenant);
    EXECUTE format('CREATE POLICY "system" ON %s TO %I USING (true) WITH CHECK (true)', walled, table_owner);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO "tribunal_tenant"', walled);
END
$$;
REVOKE ALL ON FUNCTION "wall_off"(text, text) FROM PUBLIC;

SELECT wall_off(relname::text)
FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant_id' AND NOT attisdropped)
ORDER BY relname;

-- The log of deeds only grows; a trigger says so too.
REVOKE UPDATE, DELETE ON "audit_events" FROM "tribunal_tenant";

-- A tenant reads its own row and moves the end of its chain of deeds. Tenants are made and ended by the system.
SELECT wall_off('tenants', 'id');
REVOKE INSERT, DELETE ON "tenants" FROM "tribunal_tenant";

-- Persons stand above tenants: a tenant sees its members (the sub-select is itself behind the wall), and changes nobody.
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "users" FOR SELECT TO "tribunal_tenant"
    USING (EXISTS (SELECT FROM "memberships" "m" WHERE "m"."user_id" = "users"."id"));
DO $$ BEGIN EXECUTE format('CREATE POLICY "system" ON "users" TO %I USING (true) WITH CHECK (true)', current_user); END $$;
GRANT SELECT ON "users" TO "tribunal_tenant";

-- The same for everybody, and nobody's to change. A later table of this kind is granted by hand in its own migration: with default privileges
-- a forgotten wall would stand open.
GRANT SELECT ON "installation", "frameworks", "controls", "crosswalk_links", "control_overlaps" TO "tribunal_tenant";
