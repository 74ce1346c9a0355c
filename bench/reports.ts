import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { manyFindings } from './graphql/many-findings.ts';
import type { BenchOptions } from './main.ts';
import { oneScan } from './reports/fill.ts';
import { type Memory, memoryOf, type SystemProcess, startSystem } from './reports/system.ts';

/**
 * Reports of many findings, made by `npm start`: how long each takes from being asked for to being ready, what the process that writes it
 * holds meanwhile, alone and with the system, and what the API's answers take meanwhile against what they take in peace. The limits are the project's own.
 */
const FINDINGS = 10_000;
const LIMITS = { jsonMs: 2000, xlsxMs: 5000, pdfMs: 30_000, mb: 500, ratio: 2 } as const;
/** How often each is made: the short ones more often, so that enough answers fall into them. */
const RUNS = { json: 5, xlsx: 3, pdf: 2 } as const;
type Format = keyof typeof RUNS;
const FORMATS = Object.keys(RUNS) as Format[];
const PEACE_MS = 3000;
const NOTHING: Memory = { own: 0, started: 0 };
const TOKEN = 'trb_live_bench-token-of-the-owner-000';

export async function run({ json, args }: BenchOptions): Promise<void> {
  const findings = Number(args[0] ?? FINDINGS);
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = stack.use(await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') }));
  const system = stack.use(
    await startSystem({
      DATA_DIR: join(dataDir, 'data'),
      DATABASE_URL: postgres.url,
      BOOTSTRAP_TOKEN: TOKEN,
      RATE_TOKEN: '1000000',
      RATE_TENANT: '1000000',
      RATE_POINTS: '10000000/10000000',
      RATE_TENANT_POINTS: '10000000/10000000',
      RATE_REPORTS: '1000000',
    }),
  );
  const db = stack.use(openDatabase(postgres.url, { max: 1, statementTimeoutMs: 600_000 }));
  const [tenant] = await db.query<{ id: string }>('select id from tenants');
  if (!json) process.stdout.write(`making ${findings.toLocaleString('en')} findings …\n`);
  await manyFindings(db, tenant!.id, findings);
  await oneScan(db, tenant!.id);
  const result = { findings, ...(await measure(system)) };
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else print(result);
}

/** `mb`: of the process that writes it, and of the whole system. */
type Made = { ms: number; mb: number; systemMb: number; bytes: number; p99Ms: number; ratio: number; answers: number };
type Result = { findings: number; idleP99Ms: number; idleMb: number } & Record<Format, Made>;

/** Peace and reports take turns, so that what slows the machine down slows both. The first of each warms up. */
async function measure(system: SystemProcess): Promise<Omit<Result, 'findings'>> {
  const idle: number[] = [];
  const seen = Object.fromEntries(
    FORMATS.map((format) => [format, { ms: [], mb: [], systemMb: [], times: [], bytes: 0 }]),
  ) as unknown as Record<Format, { ms: number[]; mb: number[]; systemMb: number[]; times: number[]; bytes: number }>;
  await during(system, [], () => sleep(PEACE_MS));
  for (const format of FORMATS) await make(system, format);
  const { own: idleMb } = (await memoryOf(system.pid)) ?? NOTHING;
  for (const format of FORMATS) {
    for (let round = 0; round < RUNS[format]; round += 1) {
      await during(system, idle, () => sleep(PEACE_MS));
      const one = seen[format];
      const { value, most } = await during(system, one.times, () => make(system, format));
      one.ms.push(value.ms);
      one.mb.push(most.started);
      one.systemMb.push(most.own + most.started);
      one.bytes = value.bytes;
    }
  }
  const idleP99Ms = p99(idle);
  const made = FORMATS.map((format): [Format, Made] => {
    const { ms, mb, systemMb, times, bytes } = seen[format];
    const p99Ms = p99(times);
    return [
      format,
      {
        ms: Math.round(median(ms)),
        mb: Math.round(Math.max(...mb)),
        systemMb: Math.round(Math.max(...systemMb)),
        bytes,
        p99Ms,
        ratio: round2(p99Ms / idleP99Ms),
        answers: times.length,
      },
    ];
  });
  return { idleP99Ms, idleMb: Math.round(idleMb), ...(Object.fromEntries(made) as Record<Format, Made>) };
}

/** Reads pages of findings, fifty a second or as many as there are answers, while `work` goes on. */
async function during<T>(
  system: SystemProcess,
  times: number[],
  work: () => Promise<T>,
): Promise<{ value: T; most: Memory }> {
  let ended = false;
  let most = NOTHING;
  const reading = (async () => {
    while (!ended) {
      const began = performance.now();
      await api(system, 'GET', '/findings?limit=20');
      times.push(performance.now() - began);
      await sleep(20);
    }
  })();
  const watching = (async () => {
    while (!ended) {
      const now = (await memoryOf(system.pid)) ?? NOTHING;
      if (now.own + now.started > most.own + most.started) most = now;
      await sleep(50);
    }
  })();
  try {
    return {
      value: await work(),
      get most() {
        return most;
      },
    };
  } finally {
    ended = true;
    await Promise.all([reading, watching]);
  }
}

async function make(system: SystemProcess, format: Format): Promise<{ ms: number; bytes: number }> {
  const began = performance.now();
  const scope = { from: '2020-01-01' };
  const { id } = await api<{ id: string }>(system, 'POST', '/reports', { title: 'Bench', format, scope });
  for (;;) {
    const row = await api<{ status: string; size: number; failure: string | null }>(system, 'GET', `/reports/${id}`);
    if (row.status === 'ready') return { ms: performance.now() - began, bytes: row.size };
    if (row.status === 'failed') throw new Error(`The report failed: ${row.failure}`);
    await sleep(50);
  }
}

async function api<T>(system: SystemProcess, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${system.url}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

function print({ findings, idleP99Ms, idleMb, ...made }: Result): void {
  process.stdout.write(`${findings.toLocaleString('en')} findings; in peace: API p99 ${idleP99Ms} ms, ${idleMb} MB\n`);
  for (const format of FORMATS) {
    const { ms, mb, systemMb, bytes, p99Ms, ratio } = made[format];
    const asked = LIMITS[`${format}Ms`];
    process.stdout.write(
      `${format.padEnd(5)} ${String(ms).padStart(6)} ms (asked: ${asked})   ${String(mb).padStart(4)} MB (asked: ${LIMITS.mb}; with the API and the worker ${systemMb})   ${(bytes / 1e6).toFixed(1).padStart(5)} MB written   API p99 ${p99Ms} ms: ${ratio} of that in peace (asked: ${LIMITS.ratio})\n`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function p99(values: readonly number[]): number {
  return round2([...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)]!);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
