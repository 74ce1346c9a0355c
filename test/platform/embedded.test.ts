import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { StartupError } from '#src/platform/startup-error.ts';

// Folders made by mkdtemp are closed to other users (mode 700), so as root every case here also shows that the server's user
// gets along below a folder that it may not enter.
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tribunal-embedded-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

describe('the embedded PostgreSQL', () => {
  it('keeps data and password from one start to the next', async () => {
    const urls: string[] = [];
    for (const sql of ['create table kept as select 42 as answer', 'select answer from kept']) {
      await using server = await startEmbeddedPostgres({ dataDir });
      urls.push(server.url);
      const rows = await ask<{ answer: number }>(server.url, sql);
      if (sql.startsWith('select')) expect(rows).toEqual([{ answer: 42 }]);
    }
    expect(urls[0]).toBe(urls[1]);
    expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('is PostgreSQL 18, listens on its socket alone, asks for the password, and waits for the disk at each commit', async () => {
    await using server = await startEmbeddedPostgres({ dataDir });
    const names = ['listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes', 'max_connections', 'jit'];
    const columns = names.map((name) => `current_setting('${name}') as ${name}`).join(', ');
    const [row] = await ask(
      server.url,
      `select current_setting('server_version_num')::int / 10000 as major, ${columns}`,
    );
    expect(row).toEqual({
      major: 18,
      listen_addresses: '',
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      max_connections: '60',
      jit: 'off',
    });
    const wrong = server.url.replace(/tribunal:[^@]+@/, 'tribunal:wrong@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('lets one of two starts at once have the folder, and tells the other who has it', async () => {
    const starts = await Promise.allSettled([startEmbeddedPostgres({ dataDir }), startEmbeddedPostgres({ dataDir })]);
    const won = starts.filter((start) => start.status === 'fulfilled');
    const lost = starts.filter((start) => start.status === 'rejected');
    expect(won).toHaveLength(1);
    expect(lost[0]?.reason).toBeInstanceOf(StartupError);
    expect(String(lost[0]?.reason)).toContain(`in use by another running Tribunal (process ${process.pid})`);
    await won[0]?.value[Symbol.asyncDispose]();
    await using again = await startEmbeddedPostgres({ dataDir });
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over, with all that was committed, after its process was killed', async () => {
    const script = fileURLToPath(new URL('./hold-database.ts', import.meta.url));
    const holder = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = (await once(holder.stdout.setEncoding('utf8'), 'data')) as [string];
    await ask(url.trim(), 'create table survived as select 1 as one');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      `in use by another running Tribunal (process ${holder.pid})`,
    );
    const orphan = await serverPid();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await serverPid()).toBe(orphan);

    await using server = await startEmbeddedPostgres({ dataDir });
    expect(await ask(server.url, 'select one from survived')).toEqual([{ one: 1 }]);
    expect(await serverPid()).not.toBe(orphan);
  });

  it('recovers what was committed, and says that the server ended, when the server itself is killed', async () => {
    const ended = Promise.withResolvers<string>();
    const first = await startEmbeddedPostgres({ dataDir, onExit: ended.resolve });
    await ask(first.url, 'create table survived as select 1 as one');
    process.kill(await serverPid(), 'SIGKILL');
    expect(await ended.promise).toContain('SIGKILL');
    await first[Symbol.asyncDispose]();
    await using server = await startEmbeddedPostgres({ dataDir });
    expect(await ask(server.url, 'select one from survived')).toEqual([{ one: 1 }]);
  });

  it('is not held up by a pid file that now names some other program', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await first[Symbol.asyncDispose]();
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    const other = spawn('cat', { cwd: '/', uid, gid });
    try {
      const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
      await writeFile(pidFile, `${other.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n`);
      await using server = await startEmbeddedPostgres({ dataDir });
      expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(other.exitCode).toBeNull();
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('makes the database anew when making it was cut off', async () => {
    await mkdir(join(dataDir, 'postgres.new', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    await using server = await startEmbeddedPostgres({ dataDir });
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(access(join(dataDir, 'postgres.new'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['19', 'Start the newer Tribunal'],
    ['17', 'pg_dump'],
  ])('refuses a folder made by PostgreSQL %s in words', async (major, advice) => {
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), `${major}\n`);
    const start = startEmbeddedPostgres({ dataDir });
    await expect(start).rejects.toThrow(`was made by PostgreSQL ${major}; this Tribunal has 18.`);
    await expect(start).rejects.toThrow(advice);
  });

  it('listens on a loopback port where the path is too long for a socket', async () => {
    await using server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'x'.repeat(100)) });
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(await ask(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });
});
