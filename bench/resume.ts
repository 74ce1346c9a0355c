import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '#src/platform/context.ts';
import type { RedisService } from '#test/kit/redis.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';
import type { BenchOptions } from './main.ts';
import type { ApiProcess } from './realtime/api-process.ts';
import { startCluster } from './realtime/cluster.ts';
import { Follower } from './realtime/follower.ts';

/**
 * What followers lose when everything around them fails: connections are cut all the time, Redis and an API process are killed twice each.
 * Half of the clients follow over websockets, half over server-sent events.
 */
const CLIENTS = 200;
const SCANS = 10;
const CUT_EVERY_MS = 150;
const CUT_AT_ONCE = 8;
const STEP_MS = 2500;

type Result = {
  clients: number;
  reconnects: number;
  delivered: number;
  lost: number;
  doubled: number;
  reordered: number;
};

export async function run({ json }: BenchOptions): Promise<void> {
  const result = await measure();
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(12)}${value}\n`);
}

async function measure(): Promise<Result> {
  await using cluster = await startCluster();
  const { app, token, redis, nodes } = cluster;
  const tenant = await seed(app).defaultTenant();
  const scans = await Promise.all(Array.from({ length: SCANS }, () => tenant.scan()));
  const followers = Array.from({ length: CLIENTS }, (_, i) => {
    const anyNode = () => nodes[Math.floor(Math.random() * nodes.length)]!.url;
    return new Follower(() => ({ url: anyNode(), token, scanId: scans[i % SCANS]!.publicId }), i % 2 === 1);
  });
  const following = Promise.all(followers.map((follower) => follower.follow()));
  await disturb(scans, followers, redis, nodes[0]);
  for (const scan of scans) await scan.status('completed');
  await Promise.race([following, sleep(60_000)]);
  return count(app, scans, followers);
}

/** Writes, cuts and kills until the plan is through. */
async function disturb(scans: SeededScan[], followers: Follower[], redis: RedisService, node: ApiProcess) {
  const stop = new AbortController();
  const cutting = setInterval(() => {
    for (let i = 0; i < CUT_AT_ONCE; i += 1) followers[Math.floor(Math.random() * followers.length)]!.cut();
  }, CUT_EVERY_MS);
  const writing = scans.map(async (scan) => {
    while (!stop.signal.aborted) {
      await scan.progress(1 + Math.floor(Math.random() * 5));
      await sleep(Math.random() * 100);
    }
  });
  for (let round = 0; round < 2; round += 1) {
    for (const part of [redis, node]) {
      await sleep(STEP_MS);
      await part.kill();
      await sleep(STEP_MS / 2);
      await part.restart();
    }
  }
  await sleep(STEP_MS);
  stop.abort();
  await Promise.all(writing);
  clearInterval(cutting);
}

/** What each follower saw beside what there was. */
async function count(app: App, scans: SeededScan[], followers: Follower[]): Promise<Result> {
  const rows = await app.system.query<{ id: string; last: bigint }>('select id, last_sequence as last from scans');
  const lengths = new Map(rows.map(({ id, last }) => [id, Number(last)]));
  const result = { clients: CLIENTS, reconnects: 0, delivered: 0, lost: 0, doubled: 0, reordered: 0 };
  for (const [i, { seen, connections }] of followers.entries()) {
    const distinct = new Set(seen);
    result.reconnects += connections - 1;
    result.delivered += seen.length;
    result.lost += lengths.get(scans[i % SCANS]!.id)! - distinct.size;
    result.doubled += seen.length - distinct.size;
    result.reordered += seen.filter((sequence, at) => at > 0 && sequence < seen[at - 1]!).length;
  }
  return result;
}
