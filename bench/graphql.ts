import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Pool } from 'undici';
import { bootstrap } from '#src/access/bootstrap.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { readConfig } from '#src/platform/config.ts';
import { openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { encodeKeys } from '#src/platform/keyset-cursor.ts';
import { openApp } from '#src/platform/open-app.ts';
import { openServer } from '#src/server/http.ts';
import { JOBS } from '#worker/main.ts';
import { manyFindings } from './graphql/many-findings.ts';
import type { BenchOptions } from './main.ts';

/**
 * What the API costs beside the database: a page of findings with refs and target over HTTP, authenticated, behind row-level security, against
 * the same rows by one statement through `pg` on a connection of its own; and what a page costs a million rows down. The limits are the
 * project's own.
 */
const PAGE = 100;
const DEPTH = 1_000_000;
const ROUNDS = 200;
const LIMITS = { ratio: 3, deeperMs: 2 };
const TOKEN = 'trb_live_bench-token-of-the-owner-000';

const DOCUMENT = `query($after: String) { findings(first: ${PAGE}, after: $after) {
  nodes { id title severity status confidence evidenceLine lastSeenAt refs target { id name } } pageInfo { endCursor hasNextPage } } }`;

const BY_HAND = `select f.id, f.title, f.severity, f.status, f.confidence, f.evidence_line, f.last_seen_at, t.id as target_id, t.name as target_name,
    array(select c.ref from crosswalk_links l join controls c on c.ref = l.ref where l.risk = any(f.risks) group by c.ref order by c.framework_slug, c.position) as refs
  from findings f join targets t on t.tenant_id = f.tenant_id and t.id = f.target_id
  where f.tenant_id = $1 order by f.last_seen_at desc, f.id desc limit ${PAGE}`;

export async function run({ json, args }: BenchOptions): Promise<void> {
  const depth = Number(args[0] ?? DEPTH);
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const { url: databaseUrl } = stack.use(await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') }));
  const settings = { LOG_LEVEL: 'error', BOOTSTRAP_TOKEN: TOKEN, RATE_TOKEN: '1000000', RATE_TENANT: '1000000' };
  const config = { ...readConfig(settings), dataDir, databaseUrl, port: 0 };
  const app = stack.use(await openApp(config, { jobs: JOBS, consumer: false, seed: seedFrameworks }));
  await bootstrap(app);
  const db = stack.use(openDatabase(databaseUrl, { max: 1, statementTimeoutMs: 1_800_000 }));
  const [tenant] = await db.query<{ id: string }>('select id from tenants');
  if (!json) process.stdout.write(`making ${(depth + 1000).toLocaleString('en')} findings …\n`);
  await manyFindings(db, tenant!.id, depth + 1000);
  const server = await openServer(app);
  stack.defer(() => server.close());
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  stack.defer(() => client.end());
  // A client that costs little of what it measures.
  const http = new Pool(server.url, { connections: 1 });
  stack.defer(() => http.close());
  const result = await measure(http, client, tenant!.id, depth);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else print(result);
}

type Result = {
  findings: number;
  page: number;
  sqlP50Ms: number;
  p50Ms: number;
  ratio: number;
  deepP50Ms: number;
  deeperMs: number;
};

/** In turns, so that what slows the machine down slows all three. The first twenty of each are warming up. */
async function measure(http: Pool, client: pg.Client, tenantId: string, depth: number): Promise<Result> {
  const { rows } = await client.query<{ id: string; at: Date }>(
    'select id, last_seen_at as at from findings where tenant_id = $1 order by last_seen_at desc, id desc offset $2 limit 1',
    [tenantId, depth - 1],
  );
  const order = { name: 'findings', keys: [{ type: 'time' }, { type: 'uuid' }] } as const;
  const after = encodeKeys(order, [rows[0]!.at, rows[0]!.id]);
  const times = { sql: [] as number[], first: [] as number[], deep: [] as number[] };
  for (let round = -20; round < ROUNDS; round += 1) {
    const sql = await timed(() => client.query({ name: 'page', text: BY_HAND, values: [tenantId] }));
    const first = await timed(() => ask(http, {}));
    const deep = await timed(() => ask(http, { after }));
    if (round < 0) continue;
    times.sql.push(sql);
    times.first.push(first);
    times.deep.push(deep);
  }
  const [sqlP50Ms, p50Ms, deepP50Ms] = [median(times.sql), median(times.first), median(times.deep)];
  return {
    findings: depth + 1000,
    page: PAGE,
    sqlP50Ms: round2(sqlP50Ms),
    p50Ms: round2(p50Ms),
    ratio: round2(p50Ms / sqlP50Ms),
    deepP50Ms: round2(deepP50Ms),
    deeperMs: round2(deepP50Ms - p50Ms),
  };
}

async function ask(http: Pool, variables: object): Promise<void> {
  const answer = await http.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query: DOCUMENT, variables }),
  });
  const body = (await answer.body.json()) as { data?: { findings: { nodes: unknown[] } }; errors?: unknown };
  if (body.data?.findings.nodes.length !== PAGE) throw new Error(`no page: ${JSON.stringify(body.errors)}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function print(result: Result): void {
  const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(46)}${value}\n`);
  line('findings', result.findings.toLocaleString('en'));
  line(`page of ${result.page} by hand-written SQL, p50`, `${result.sqlP50Ms} ms`);
  line(`page of ${result.page} by GraphQL over HTTP, p50`, `${result.p50Ms} ms`);
  line(`the same ${(result.findings - 1000).toLocaleString('en')} rows down, p50`, `${result.deepP50Ms} ms`);
  line('ratio to hand-written SQL', `${result.ratio} (asked: at most ${LIMITS.ratio})`);
  line('what the depth adds', `${result.deeperMs} ms (asked: at most ${LIMITS.deeperMs} ms)`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
