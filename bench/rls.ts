import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { newId } from '#src/platform/ids.ts';
import { migrate } from '#src/platform/migrate.ts';
import { openTenantDatabases } from '#src/platform/tenant-database.ts';
import type { BenchOptions } from './main.ts';

const TENANTS = 2;
const ROWS = 1000;
/** The two sides take turns in short slices, so that a machine that is busy for a moment is busy for both. */
const SLICE_MS = 250;
const SLICES = 8;

type Work = (db: Database) => Promise<unknown>;
type Row = { work: string; concurrency: number; without: number; with: number; ratio: number };

/** What row-level security costs: the same reads by the owner of the tables, whom no policy binds, and by a tenant, a second each. */
export async function run({ json }: BenchOptions): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const { url } = stack.use(await startEmbeddedPostgres({ dataDir }));
  await migrate(url);
  const owner = stack.use(openDatabase(url));
  const tenant = stack.use(openTenantDatabases(url));
  const [tenantId] = await fill(owner);
  const [row] = await owner.query<{ id: string }>('select id from secrets where tenant_id = $1 limit 1', [tenantId]);
  const rows: Row[] = [];
  for (const [work, read] of Object.entries(reads(tenantId!, row!.id))) {
    for (const concurrency of [1, 10]) {
      const rates = await compare([owner, tenant.of(tenantId!)], concurrency, read);
      rows.push({ work, concurrency, without: rates[0]!, with: rates[1]!, ratio: rates[1]! / rates[0]! });
    }
  }
  const ratio = Math.exp(rows.reduce((sum, { ratio: r }) => sum + Math.log(r), 0) / rows.length);
  if (json) return void process.stdout.write(`${JSON.stringify({ rows, ratio })}\n`);
  console.table(rows.map((r) => ({ ...r, ratio: r.ratio.toFixed(2) })));
  process.stdout.write(`with ÷ without (geometric mean)  ${ratio.toFixed(2)}\n`);
}

async function fill(owner: Database): Promise<string[]> {
  const ids = Array.from({ length: TENANTS }, () => newId());
  for (const id of ids) {
    await owner.query('insert into tenants (id, slug, name) values ($1, $2, $2)', [id, id]);
    await owner.query(
      `insert into secrets (tenant_id, id, name, sealed) select $1, gen_random_uuid(), 'name_' || i, 'sealed' from generate_series(1, $2) i`,
      [id, ROWS],
    );
  }
  await owner.query('analyze');
  return ids;
}

function reads(tenantId: string, id: string): Record<string, Work> {
  const byId = 'select * from secrets where tenant_id = $1 and id = $2';
  return {
    'one row': (db) => db.query(byId, [tenantId, id]),
    'page of 50': (db) => db.query('select * from secrets where tenant_id = $1 order by id limit 50', [tenantId]),
    'page of 50, ORM': (db) => db.prisma.secret.findMany({ where: { tenantId }, orderBy: { id: 'asc' }, take: 50 }),
    'transaction of 2': (db) =>
      db.transaction(async (tx) => {
        await tx.query(byId, [tenantId, id]);
        await tx.query(byId, [tenantId, id]);
      }),
  };
}

/** Operations a second on each of the databases. The first slice of each warms up and does not count. */
async function compare(databases: readonly Database[], concurrency: number, work: Work): Promise<number[]> {
  const done = databases.map(() => 0);
  for (let slice = -1; slice < SLICES; slice += 1) {
    for (const [i, db] of databases.entries()) {
      const count = await during(SLICE_MS, concurrency, () => work(db));
      if (slice >= 0) done[i]! += count;
    }
  }
  return done.map((count) => Math.round((count * 1000) / (SLICES * SLICE_MS)));
}

async function during(ms: number, concurrency: number, work: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + ms;
  let count = 0;
  const one = async () => {
    while (performance.now() < end) {
      await work();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return count;
}
