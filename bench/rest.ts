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
import { openApp } from '#src/platform/open-app.ts';
import { openServer } from '#src/server/http.ts';
import { JOBS } from '#worker/main.ts';
import { manyFindings } from './graphql/many-findings.ts';
import type { BenchOptions } from './main.ts';
import { PAGE_OF_FINDINGS, startByHand } from './rest/by-hand.ts';

/**
 * What `/api/v2` costs beside the database: a page of findings with filters on, and the start of a scan, over HTTP with a token, limits and
 * row-level security, against the same rows read and written by hand through `pg` on a connection of its own. And what the audit of calls
 * adds: two servers in this process, of which one keeps none. `bench -- rest [findings]`. The limits are the project's own.
 */
const FINDINGS = 100_000;
const PAGE = 20;
const ROUNDS = 300;
/** Pieces of throughput, in turns with and without the audit, and how many requests are in each. */
const PIECES = 40;
const IN_A_PIECE = 50;
const AT_ONCE = 8;
const LIMITS = { ratio: 3, audit: 0.1 };
const TOKEN = 'trb_live_bench-token-of-the-owner-000';
const PROBES = ['prompt-injection-basic', 'jailbreak-roleplay'];
const MUCH = { perMinute: 1e9, burst: 1e9 };

export async function run({ json, args }: BenchOptions): Promise<void> {
  const findings = Number(args[0] ?? FINDINGS);
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const { url: databaseUrl } = stack.use(await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') }));
  const base = readConfig({ LOG_LEVEL: 'error', BOOTSTRAP_TOKEN: TOKEN });
  const restLimits = { token: MUCH, tenant: MUCH, scans: MUCH, reports: MUCH, endpoint_test: MUCH };
  const api = { ...base.api, points: { ...base.api.points, token: MUCH, tenant: MUCH } };
  const config = { ...base, dataDir, databaseUrl, port: 0, restLimits, api };
  const app = stack.use(await openApp(config, { jobs: JOBS, consumer: false, seed: seedFrameworks }));
  await bootstrap(app);
  const db = stack.use(openDatabase(databaseUrl, { max: 1, statementTimeoutMs: 1_800_000 }));
  const [tenant] = await db.query<{ id: string }>('select id from tenants');
  if (!json) process.stdout.write(`making ${findings.toLocaleString('en')} findings …\n`);
  await manyFindings(db, tenant!.id, findings);
  const [target] = await db.query<{ id: string }>('select target_id as id from findings limit 1');
  await db.query(`update targets set config = '{"provider":"openai-chat"}'`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  stack.defer(() => client.end());
  const http: Http[] = [];
  for (const parts of [undefined, { auditCalls: () => async () => {} }]) {
    const server = await openServer(app, parts);
    stack.defer(() => server.close());
    const pool = new Pool(server.url, { connections: AT_ONCE });
    stack.defer(() => pool.close());
    http.push(new Http(pool, target!.id));
  }
  const world: World = { client, tenantId: tenant!.id, targetId: target!.id, audited: http[0]!, silent: http[1]! };
  const result: Result = { findings, page: PAGE, ...(await latencies(world)), ...(await throughputs(world)) };
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else print(result);
}

type World = { client: pg.Client; tenantId: string; targetId: string; audited: Http; silent: Http };

/** A client that costs little of what it measures. */
class Http {
  readonly #pool: Pool;
  readonly #targetId: string;
  constructor(pool: Pool, targetId: string) {
    this.#pool = pool;
    this.#targetId = targetId;
  }
  page(): Promise<void> {
    return this.#ask('GET', `/findings?severity=high&status=open&endpoint_id=${this.#targetId}&limit=${PAGE}`, 200);
  }
  start(): Promise<void> {
    return this.#ask('POST', '/scans', 202, JSON.stringify({ endpoint_id: this.#targetId, probe_ids: PROBES }));
  }
  async #ask(method: 'GET' | 'POST', path: string, expected: number, body: string | null = null): Promise<void> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const answer = await this.#pool.request({ method, path: `/api/v2${path}`, headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== expected)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
  }
}

type Latency = { sqlP50Ms: number; p50Ms: number; p99Ms: number; ratio: number };
type Throughput = { perSecond: number; withoutAudit: number; auditAdds: number };
type Result = { findings: number; page: number; getFindings: Latency; postScans: Latency } & {
  getFindingsRate: Throughput;
  postScansRate: Throughput;
};

/** In turns, so that what slows the machine down slows both. The first thirty of each are warming up. */
async function latencies({ client, tenantId, targetId, audited }: World) {
  const values = [tenantId, ['high'], ['open'], [targetId], PAGE];
  const page = () => client.query(PAGE_OF_FINDINGS, values);
  const start = () => startByHand(client, { tenantId, targetId, probeIds: PROBES });
  return {
    getFindings: await inTurns(page, () => audited.page()),
    postScans: await inTurns(start, () => audited.start()),
  };
}

async function inTurns(byHand: () => Promise<unknown>, byHttp: () => Promise<unknown>): Promise<Latency> {
  const [sql, http]: [number[], number[]] = [[], []];
  for (let round = -30; round < ROUNDS; round += 1) {
    const [one, other] = [await timed(byHand), await timed(byHttp)];
    if (round >= 0)
      for (const [times, time] of [
        [sql, one],
        [http, other],
      ] as const)
        times.push(time);
  }
  const [sqlP50Ms, p50Ms] = [quantile(sql, 0.5), quantile(http, 0.5)];
  return { sqlP50Ms, p50Ms, p99Ms: quantile(http, 0.99), ratio: round2(p50Ms / sqlP50Ms) };
}

async function throughputs({ audited, silent }: World) {
  return {
    getFindingsRate: await compared(
      () => audited.page(),
      () => silent.page(),
    ),
    postScansRate: await compared(
      () => audited.start(),
      () => silent.start(),
    ),
  };
}

/** Two pieces side by side meet the same machine: the median of their ratios says what the audit adds. */
async function compared(audited: () => Promise<void>, silent: () => Promise<void>): Promise<Throughput> {
  const [kept, none]: [number[], number[]] = [[], []];
  for (let piece = -4; piece < PIECES; piece += 1) {
    const pair = { kept: 0, none: 0 };
    // Whoever comes second finds caches warm: they take turns.
    if (piece % 2) pair.none = await seconds(silent);
    pair.kept = await seconds(audited);
    if (!(piece % 2)) pair.none = await seconds(silent);
    if (piece < 0) continue;
    kept.push(pair.kept);
    none.push(pair.none);
  }
  const perSecond = (times: readonly number[]) => round2(IN_A_PIECE / quantile(times, 0.5));
  const ratios = kept.map((time, i) => time / none[i]!);
  return { perSecond: perSecond(kept), withoutAudit: perSecond(none), auditAdds: round2(quantile(ratios, 0.5) - 1) };
}

async function seconds(ask: () => Promise<void>): Promise<number> {
  let left = IN_A_PIECE;
  const one = async () => {
    while (left-- > 0) await ask();
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return (performance.now() - began) / 1000;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function print(result: Result): void {
  const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(46)}${value}\n`);
  line('findings', result.findings.toLocaleString('en'));
  for (const [name, latency, rate] of [
    ['GET /findings', result.getFindings, result.getFindingsRate],
    ['POST /scans', result.postScans, result.postScansRate],
  ] as const) {
    line(`${name}, by hand through pg, p50`, `${latency.sqlP50Ms} ms`);
    line(`${name}, p50 and p99`, `${latency.p50Ms} ms, ${latency.p99Ms} ms`);
    line(
      `${name}, requests a second, ${AT_ONCE} at once`,
      `${rate.perSecond} (${rate.withoutAudit} without the audit)`,
    );
    line(
      `${name}, what the audit of calls adds`,
      `${Math.round(rate.auditAdds * 100)} % (asked: less than ${LIMITS.audit * 100} %)`,
    );
    line(`${name}, ratio to pg`, `${latency.ratio} (asked: at most ${LIMITS.ratio})`);
  }
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;
  return Math.round(value * 10_000) / 10_000;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
