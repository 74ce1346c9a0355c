import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seed } from '#test/kit/seed.ts';
import type { BenchOptions } from './main.ts';
import { now, type Part, startPart } from './realtime/call.ts';
import { startCluster } from './realtime/cluster.ts';

/**
 * A deploy: ten thousand clients follow a scan at one API process, which is asked to end. How long until the last of them follows at the other,
 * and whether any missed an event. `npm run bench -- reconnect 3000` takes fewer.
 */
const CLIENTS = 10_000;
const PARTS = 2;
const LIMIT_MS = 5000;
const PATIENCE_MS = 120_000;

type Reached = { reached: number; broken: number; again: number };

export async function run({ json, args }: BenchOptions): Promise<void> {
  const clients = Number(args[0] ?? CLIENTS);
  await using cluster = await startCluster({ SOCKETS_PER_ADDRESS: '20000', SOCKETS_PER_TOKEN: '20000' });
  const { app, token, nodes } = cluster;
  const scan = await (await seed(app).defaultTenant()).scan();
  const parts = Array.from({ length: PARTS }, () => startPart(join(import.meta.dirname, 'realtime/clients.ts')));
  const follow = { url: nodes[0].url, token, scanId: scan.publicId, count: clients / PARTS };
  await Promise.all(parts.map((part) => part.call('follow', follow)));
  await untilAll(parts, clients, 1);
  await Promise.all(parts.map((part) => part.call('lead', nodes[1].url)));
  const began = now();
  const stopped = nodes[0].stop();
  // The event that everybody has to see is written when the first are on their way.
  await sleep(500);
  await scan.progress(1);
  const { broken } = await untilAll(parts, clients, 2, clients);
  const backMs = Math.round(now() - began);
  await stopped;
  for (const part of parts) part.end();
  const result = { clients, backMs, broken };
  if (json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  process.stdout.write(`clients             ${clients}\nwith a gap          ${broken}\n`);
  process.stdout.write(`all back after      ${backMs} ms (asked: ${LIMIT_MS})\n`);
}

/** Waits until all clients have an event, and so many have connected again. */
async function untilAll(parts: readonly Part[], clients: number, sequence: number, again = 0): Promise<Reached> {
  const deadline = now() + PATIENCE_MS;
  for (;;) {
    const all = await Promise.all(parts.map((part) => part.call<Reached>('reached', sequence)));
    const sum = (key: keyof Reached) => all.reduce((total, each) => total + each[key], 0);
    const state = { reached: sum('reached'), broken: sum('broken'), again: sum('again') };
    if (state.reached >= clients && state.again >= again) return state;
    if (now() > deadline) throw new Error(`${state.reached} of ${clients} clients have event ${sequence}`);
    await sleep(50);
  }
}
