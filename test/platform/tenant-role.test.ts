import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#src/platform/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { newId } from '#src/platform/ids.ts';
import { migrate } from '#src/platform/migrate.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { openTenantDatabases } from '#src/platform/tenant-database.ts';
import { checkTenantRole } from '#src/platform/tenant-role.ts';
import { databaseUrl, sql } from '#test/kit/sql.ts';

/** A server of its own: roles belong to a server, and this one has none of ours yet. */
let home: string;
let server: EmbeddedPostgres;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tribunal-role-'));
  server = await startEmbeddedPostgres({ dataDir: home });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

/** A database that belongs to a user who is no superuser, as that user. */
async function databaseOf(user: string, name: string, rights = ''): Promise<string> {
  const [known] = await sql(server.url, `select 1 from pg_roles where rolname = '${user}'`);
  if (!known) await sql(server.url, `create role ${user} login password 'x' ${rights}`);
  await sql(server.url, `create database ${name} owner ${user}`);
  const url = new URL(databaseUrl(server.url, name));
  [url.username, url.password] = [user, 'x'];
  return url.href;
}

/** What a user of the database must hear before it starts. */
async function complaint(url: string): Promise<string | null> {
  await using db = openDatabase(url, { max: 1 });
  return checkTenantRole(db).then(
    () => null,
    (error: Error) => {
      expect(error).toBeInstanceOf(StartupError);
      return error.message;
    },
  );
}

describe('an owner who is no superuser', () => {
  it('and may not make roles hears which statements an administrator runs, and after them goes on', async () => {
    const url = await databaseOf('plain', 'of_plain');
    const refused = migrate(url);
    await expect(refused).rejects.toBeInstanceOf(StartupError);
    await expect(refused).rejects.toThrow(
      'the database user "plain" may not create roles. Let an administrator of the server run: CREATE ROLE tribunal_tenant NOLOGIN; GRANT tribunal_tenant TO "plain"; then start again.',
    );
    expect(await complaint(url)).toMatch(/CREATE ROLE tribunal_tenant NOLOGIN; GRANT tribunal_tenant TO "plain"; then/);
    await sql(server.url, 'create role tribunal_tenant nologin');
    await expect(migrate(url)).rejects.toThrow('run: GRANT tribunal_tenant TO "plain"; then start again.');
    expect(await complaint(url)).toMatch(/run: GRANT tribunal_tenant TO "plain"; then start again\./);
    await sql(server.url, 'grant tribunal_tenant to plain');
    expect((await migrate(url)).applied.length).toBeGreaterThan(0);
    expect(await complaint(url)).toBeNull();
    await expectWall(url);
    await sql(server.url, 'drop database of_plain with (force)');
    await sql(server.url, 'drop role tribunal_tenant');
  });

  it('and may make them makes the role once, though several databases are migrated together', async () => {
    const urls: string[] = [];
    for (const name of ['one', 'two', 'three']) urls.push(await databaseOf('maker', name, 'createrole'));
    await Promise.all(urls.map((url) => migrate(url)));
    for (const url of urls) await expectWall(url);
  });

  it('is not let in while the role may bypass the wall', async () => {
    const url = await databaseOf('later', 'of_later');
    await sql(server.url, 'alter role tribunal_tenant bypassrls; grant tribunal_tenant to later');
    await expect(migrate(url)).rejects.toThrow(/ALTER ROLE tribunal_tenant NOSUPERUSER NOBYPASSRLS; then start again/);
    expect(await complaint(url)).toMatch(/ALTER ROLE tribunal_tenant NOSUPERUSER NOBYPASSRLS; then start again/);
    await sql(server.url, 'alter role tribunal_tenant nobypassrls');
    expect((await migrate(url)).applied.length).toBeGreaterThan(0);
    await expectWall(url);
  });
});

/** The owner sees all tenants, though the wall is forced on it; a tenant sees its own; nobody sees none. */
async function expectWall(url: string): Promise<void> {
  await using db = openDatabase(url, { max: 1 });
  await using tenants = openTenantDatabases(url, { max: 1 });
  const [one, two] = [newId(), newId()];
  for (const id of [one, two])
    await db.query('insert into tenants (id, slug, name) values ($1, $2, $3)', [id, id, 'T']);
  expect(await db.query('select 1 from tenants where id in ($1, $2)', [one, two])).toHaveLength(2);
  expect(await tenants.of(one).query('select id from tenants')).toEqual([{ id: one }]);
  expect(await tenants.of(newId()).query('select id from tenants')).toEqual([]);
}
