import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';
import { diffSchema } from '#src/platform/migrations/diff.ts';
import { refuseOldServer } from '#src/platform/migrations/history.ts';
import { StartupError } from '#src/platform/startup-error.ts';

let home: string;
let server: EmbeddedPostgres;
let url: string;
let folder: string;
let made = 0;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tribunal-migrate-'));
  server = await startEmbeddedPostgres({ dataDir: join(home, 'data') });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});
beforeEach(async () => {
  made += 1;
  await ask(server.url, `create database case_${made}`);
  url = server.url.replace('/postgres?', `/case_${made}?`);
  folder = join(home, `migrations-${made}`);
});

async function ask<Row extends pg.QueryResultRow>(where: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: where });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function put(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

/** What a splitter at semicolons would tear apart. */
const WITH_BODY = `
create table notes (id int primary key, text text not null default ';');
create function shout() returns trigger language plpgsql as $$
begin
  new.text := upper(new.text); -- here; and here
  return new;
end;
$$;
create trigger shouting before insert on notes for each row execute function shout();
insert into notes values (1, 'a;b');
`;

describe('migrate', () => {
  it('applies what is missing, in order, with function bodies whole, and nothing twice', async () => {
    await put('20260101000000_first', WITH_BODY);
    expect(await migrate(url, folder)).toEqual({ applied: ['20260101000000_first'] });
    await put('20260102000000_second', "alter table notes add column by text default 'me';");
    expect(await migrate(url, folder)).toEqual({ applied: ['20260102000000_second'] });
    expect(await migrate(url, folder)).toEqual({ applied: [] });
    expect(await ask(url, 'select * from notes')).toEqual([{ id: 1, text: 'A;B', by: 'me' }]);
  });

  it("keeps Prisma's table as its command line expects it", async () => {
    await put('20260101000000_first', 'create table a (b int);');
    await migrate(url, folder);
    const [row] = await ask(url, 'select * from _prisma_migrations');
    expect(row).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      migration_name: '20260101000000_first',
      checksum: '5639a06dda07a5dd581b39c4fe12ebc9e513dc19b033b12f6cf69d653f01c748',
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
      finished_at: expect.any(Date),
    });
  });

  it('applies once when several processes start together', async () => {
    await put('20260101000000_first', `${WITH_BODY} select pg_sleep(0.2);`);
    const results = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(results.flatMap((result) => result.applied)).toEqual(['20260101000000_first']);
    expect(await ask(url, 'select count(*)::int as n from _prisma_migrations')).toEqual([{ n: 1 }]);
  });

  it('leaves nothing of a failed migration, says which and why, and goes on once it is mended', async () => {
    await put('20260101000000_first', 'create table a (b int);');
    await put('20260102000000_broken', 'create table c (d int); insert into c values (1 / 0);');
    const failed = migrate(url, folder);
    await expect(failed).rejects.toBeInstanceOf(StartupError);
    await expect(failed).rejects.toThrow(
      'The migration 20260102000000_broken failed, and nothing of it was kept: ERROR: division by zero',
    );
    expect(await ask(url, `select to_regclass('a') is not null as a, to_regclass('c') is not null as c`)).toEqual([
      { a: true, c: false },
    ]);
    await expect(migrate(url, folder)).rejects.toThrow('division by zero');
    await put('20260102000000_broken', 'create table c (d int);');
    expect(await migrate(url, folder)).toEqual({ applied: ['20260102000000_broken'] });
  });

  it('refuses a database from the future, and changes nothing in it', async () => {
    await put('20260101000000_first', 'create table a (b int);');
    await put('20990101000000_later', 'create table later (b int);');
    await migrate(url, folder);
    await rm(join(folder, '20990101000000_later'), { recursive: true });
    await put('20260103000000_other', 'create table other (b int);');
    await expect(migrate(url, folder)).rejects.toThrow(
      /comes from a newer Tribunal: it has the migration 20990101000000_later/,
    );
    expect(await ask(url, `select to_regclass('other') as other`)).toEqual([{ other: null }]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await put('20260101000000_first', 'create table a (b int);');
    await migrate(url, folder);
    await put('20260101000000_first', 'create table a (b bigint);');
    await expect(migrate(url, folder)).rejects.toThrow('20260101000000_first was changed after it had been applied');
  });
});

describe('diffSchema', () => {
  const schema = (fields: string) => ({
    path: 'schema.prisma',
    content: `datasource db {\n  provider = "postgresql"\n}\nmodel Note {\n  id Int @id\n${fields}\n}\n`,
  });

  it('writes the way from the migrations to the schema, and finds nothing to do at its end', async () => {
    await put('20260101000000_first', (await diffSchema(url, folder, schema('  text String'))) ?? '');
    const change = await diffSchema(url, folder, schema('  text String\n  by String?'));
    expect(change).toMatch(/^-- AlterTable\nALTER TABLE "Note" ADD COLUMN\s+"by" TEXT;\s*$/);
    await put('20260102000000_second', change ?? '');
    expect(await diffSchema(url, folder, schema('  text String\n  by String?'))).toBeNull();
  });

  it('leaves partial indexes and triggers alone, touches no other database, and drops its own', async () => {
    await put('20260101000000_first', (await diffSchema(url, folder, schema('  text String'))) ?? '');
    await put(
      '20260102000000_second',
      `create index shouted on "Note" (text) where text = 'A';
       create function f() returns trigger language plpgsql as $$ begin return new; end $$;
       create trigger t before insert on "Note" for each row execute function f();`,
    );
    expect(await diffSchema(url, folder, schema('  text String'))).toBeNull();
    expect(await ask(url, `select to_regclass('"Note"') as note`)).toEqual([{ note: null }]);
    expect(await ask(url, `select datname from pg_database where datname like 'tribunal_shadow%'`)).toEqual([]);
  });
});

describe('refuseOldServer', () => {
  it('takes PostgreSQL 15 and refuses 14 in words', () => {
    expect(() => refuseOldServer(150_000)).not.toThrow();
    expect(() => refuseOldServer(140_013)).toThrow('PostgreSQL 14; Tribunal needs 15 or newer');
  });
});
