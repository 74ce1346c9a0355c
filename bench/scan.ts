import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '#src/access/bootstrap.ts';
import { SCOPES } from '#src/access/scopes.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { readConfig } from '#src/platform/config.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { openApp } from '#src/platform/open-app.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { createTarget } from '#src/targets/create-target.ts';
import { JOBS, startWorker } from '#worker/main.ts';
import { type FixedTarget, startFixedTarget } from './fixed-target.ts';
import type { BenchOptions } from './main.ts';

/**
 * How near a scan comes to what its target allows: concurrency ÷ latency. Everything runs here: target, workers, oracles and
 * deterministic judges, and the embedded PostgreSQL. Only probes of one turn take part, so that an attempt is a request.
 */
const LATENCY_MS = 50;
const RUNS = [
  { concurrency: 16, attempts: 3_000, atLeast: 0.85 },
  { concurrency: 64, attempts: 10_000, atLeast: 0.6 },
];
const ANSWER =
  'Thanks for reaching out. I am not able to share internal instructions or run that request as it is written, but I am glad to help ' +
  'with your order. You can see its state in your account under Orders, and change the delivery address until it has been handed over. ' +
  'If the parcel is late by more than three days, tell me the order number and I will open a case with the carrier for you.\n\n' +
  '1. Open your account.\n2. Choose the order.\n3. Press "Where is it?" and read the last message of the carrier.';

type Result = {
  concurrency: number;
  latencyMs: number;
  attempts: number;
  perSecond: number;
  limitPerSecond: number;
  share: number;
};

export async function run({ json }: BenchOptions): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  const server = await startFixedTarget(LATENCY_MS, ANSWER);
  const rss = watchMemory();
  const results: Result[] = [];
  {
    await using stack = new AsyncDisposableStack();
    const config = { ...readConfig({ LOG_LEVEL: 'warn' }), dataDir, allowPrivateTargets: ['127.0.0.0/8'] };
    const app = stack.use(await openApp(config, { jobs: JOBS, consumer: true, seed: seedFrameworks }));
    await bootstrap(app);
    stack.use(await startWorker(app));
    const ctx = await ownerContext(app);
    await measure(ctx, server, 16, 500); // the first seconds belong to the compiler and to empty caches
    for (const { concurrency, attempts } of RUNS) results.push(await measure(ctx, server, concurrency, attempts));
  }
  const peakRssMb = Math.round(rss.peak());
  server.close();
  await rm(dataDir, { recursive: true, force: true });
  if (json) process.stdout.write(`${JSON.stringify({ results, peakRssMb })}\n`);
  else print(results, peakRssMb);
}

async function measure(ctx: Ctx, server: FixedTarget, concurrency: number, atLeast: number): Promise<Result> {
  const probes = chosenProbes([]).filter(
    (probe) => probe.prompts.every((prompt) => prompt.text !== undefined) && probe.target.needs.length === 0,
  );
  const perRepeat = probes.reduce((sum, probe) => sum + probe.prompts.length, 0);
  const url = `${server.url}/${concurrency}/${atLeast}/chat/completions`;
  const target = await createTarget(ctx, { name: `bench ${concurrency}`, url, llm: { concurrency } });
  const repeats = Math.min(100, Math.ceil(atLeast / perRepeat));
  const scan = await startScan(ctx, { targetId: target.id, probeIds: probes.map((probe) => probe.id), repeats });
  await untilEnd(ctx, scan.id);
  const [row] = await ctx.db.query<{ planned: number; status: string; seconds: number }>(
    'select planned, status, extract(epoch from finished_at - started_at)::float8 as seconds from scans where id = $1',
    [scan.id],
  );
  if (row?.status !== 'completed') throw new Error(`the scan ended as ${row?.status}`);
  const perSecond = row.planned / row.seconds;
  const limitPerSecond = concurrency / (LATENCY_MS / 1000);
  return {
    concurrency,
    latencyMs: LATENCY_MS,
    attempts: row.planned,
    perSecond: round(perSecond),
    limitPerSecond,
    share: round(perSecond / limitPerSecond, 3),
  };
}

/** Follows the scan as a dashboard would, to its last event. */
async function untilEnd(ctx: Ctx, scanId: string): Promise<void> {
  const stop = new AbortController();
  for await (const batch of ctx.events.follow({ tenantId: ctx.actor.tenantId, scanId }, null, stop.signal)) {
    if (batch.some((event) => ['completed', 'failed', 'cancelled'].includes(String(event.body.status)))) return;
  }
}

async function ownerContext(app: App): Promise<Ctx> {
  const [token] = await app.system.query<{ tenant_id: string; id: string; user_id: string }>(
    'select tenant_id, id, user_id from tokens limit 1',
  );
  return {
    ...forTenant(app, token!.tenant_id),
    actor: {
      tenantId: token!.tenant_id,
      sessionId: null,
      tokenId: token!.id,
      userId: token!.user_id,
      scopes: new Set(SCOPES),
      requestId: 'bench',
    },
  };
}

/** The highest resident memory of this process: API, workers and judges; the target and PostgreSQL are processes of their own. */
function watchMemory(): { peak(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss() / 2 ** 20);
  }, 100);
  return {
    peak() {
      clearInterval(timer);
      return peak;
    },
  };
}

function print(results: readonly Result[], peakRssMb: number): void {
  const line = (cells: readonly (string | number)[]) =>
    process.stdout.write(`${cells.map((cell) => String(cell).padStart(13)).join('')}\n`);
  line(['concurrency', 'latency ms', 'attempts', 'attempts/s', 'limit/s', 'share']);
  for (const r of results) line([r.concurrency, r.latencyMs, r.attempts, r.perSecond, r.limitPerSecond, r.share]);
  process.stdout.write(`\npeak resident memory ${peakRssMb} MiB (asked: under 400)\n`);
  const shares = results.map(
    (r, i) => `${(r.share * 100).toFixed(1)} % at ${r.concurrency} (asked: ${RUNS[i]!.atLeast * 100} %)`,
  );
  process.stdout.write(`share of the physical limit: ${shares.join(', ')}\n`);
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
