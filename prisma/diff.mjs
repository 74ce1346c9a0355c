// A developer's command: writes the migration that leads from the existing ones to schema.prisma.
//   node prisma/diff.mjs add_reports     needs Node 24; uses DATABASE_URL's server when set, else a temporary embedded one
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { diffSchema } from '#src/platform/migrations/diff.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const migrations = join(here, 'migrations');
const [name] = process.argv.slice(2);

if (!/^[a-z][a-z0-9_]{1,60}$/.test(name ?? '')) {
  console.error('Usage: node prisma/diff.mjs <name>, where name is words_with_underscores.');
  process.exit(2);
}
await using server = await openServer();
const schema = { path: join(here, 'schema.prisma'), content: await readFile(join(here, 'schema.prisma'), 'utf8') };
const sql = await diffSchema(server.url, migrations, schema);
console.log(sql === null ? 'Nothing to do: the migrations already lead to schema.prisma.' : await write(sql));

async function openServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, async [Symbol.asyncDispose]() {} };
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-diff-'));
  const embedded = await startEmbeddedPostgres({ dataDir });
  return {
    url: embedded.url,
    async [Symbol.asyncDispose]() {
      await embedded[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function write(sql) {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrations, `${timestamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(join(folder, 'migration.sql'), sql);
  return `Wrote ${join(folder, 'migration.sql')}. Read it before you commit it.`;
}
