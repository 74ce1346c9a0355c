import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from './main.ts';
import { type Part, startPart } from './realtime/call.ts';

/**
 * What a subscription costs: fan-out beside a bare `ws` server that sends the same bytes to as many sockets; the time from a commit to
 * its followers; and what readers cost that never read. API, clients and database are processes of their own.
 *
 * A share above 1 is what it looks like: the events of one commit leave in one write for each socket, where the bare server writes each
 * message by itself. The times from commit to client are the stricter comparison: there each message comes alone.
 */
const SOCKETS = 1000;
const MESSAGES = 300;
const ROUNDS = 3;
/** A busy scan writes its progress ten times a second; a hundred others go on at an ordinary pace. */
const PACE = { everyMs: 100, others: 100, othersEveryMs: 500, forMs: 15_000 };
const STOPPED = { readers: 100, events: 100_000 };
const LIMITS = { share: 0.7, p50Ms: 10, p99Ms: 50 };

const QUERY = `subscription ($id: ID!) { scanEvents(scanId: $id) { __typename scanId cursor at
  ... on ScanProgressed { counts { planned notApplicable answered failed judged vulnerable resistant inconclusive findings needsReview } } sequence } }`;

type Result = {
  sockets: number;
  perSecond: number;
  rawPerSecond: number;
  share: number;
  p50Ms: number;
  p99Ms: number;
  /** The same sockets and bytes at the same pace, straight from memory by a bare `ws` server: what the machine gives at this moment. */
  rawP50Ms: number;
  rawP99Ms: number;
  stoppedReaders: number;
  stoppedMb: number;
};

export async function run({ json }: BenchOptions): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
  const token = `trb_live_${randomBytes(16).toString('hex')}`;
  const node = startPart(join(import.meta.dirname, 'realtime/node.ts'), [dataDir, token]);
  const clients = startPart(join(import.meta.dirname, 'realtime/clients.ts'));
  try {
    const result = await measure(node, clients, token);
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else print(result);
  } finally {
    node.end();
    clients.end();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

async function measure(node: Part, clients: Part, token: string): Promise<Result> {
  const { url, raw } = await node.call<{ url: string; raw: string }>('where');
  const address = `${url.replace('http', 'ws')}/graphql`;
  const scan = await node.call<Scan>('scan');
  const follow = { url: address, token, query: QUERY };
  const shared = await clients.call<number>('open', { ...follow, sockets: SOCKETS, scanId: scan.id });
  const ours: number[] = [];
  const bare: number[] = [];
  await fanOut(node, clients, scan, shared); // the first round belongs to the compiler
  const text = await clients.call<string>('sample');
  const rawGroup = await clients.call<number>('open', { url: raw, sockets: SOCKETS });
  await broadcast(node, clients, rawGroup, text);
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await broadcast(node, clients, rawGroup, text));
    ours.push(await fanOut(node, clients, scan, shared));
  }
  const bareWaits = await beat(node, clients, rawGroup, text);
  await clients.call('close', rawGroup);
  await clients.call('close', shared);
  const latency = await commitToClient(node, clients, follow);
  const stoppedMb = await memoryOfStopped(node, clients, follow);
  const [perSecond, rawPerSecond] = [median(ours), median(bare)];
  return {
    sockets: SOCKETS,
    perSecond: Math.round(perSecond),
    rawPerSecond: Math.round(rawPerSecond),
    share: round(perSecond / rawPerSecond, 3),
    ...latency,
    rawP50Ms: round(at(bareWaits, 0.5), 1),
    rawP99Ms: round(at(bareWaits, 0.99), 1),
    stoppedReaders: STOPPED.readers,
    stoppedMb,
  };
}

type Scan = { index: number; id: string };
type Follow = { url: string; token: string; query: string };
type Collected = { ms: number; messages: number };

async function fanOut(node: Part, clients: Part, scan: Scan, group: number): Promise<number> {
  await clients.call('reset', { group, time: false });
  const [{ ms, messages }] = await Promise.all([
    clients.call<Collected>('collect', { group, messages: MESSAGES }),
    node.call('append', { index: scan.index, events: MESSAGES, each: 100 }),
  ]);
  return messages / (ms / 1000);
}

async function broadcast(node: Part, clients: Part, group: number, text: string): Promise<number> {
  await clients.call('reset', { group, time: false });
  const [{ ms, messages }] = await Promise.all([
    clients.call<Collected>('collect', { group, messages: MESSAGES }),
    node.call('broadcast', { text, messages: MESSAGES }),
  ]);
  return messages / (ms / 1000);
}

/** How long the bytes alone take, with nothing else going on in the process. */
async function beat(node: Part, clients: Part, group: number, text: string): Promise<number[]> {
  await clients.call('reset', { group, time: true });
  const moments = await node.call<number[]>('beat', { text, everyMs: PACE.everyMs, forMs: PACE.forMs / 2 });
  await clients.call('collect', { group, messages: moments.length });
  const arrivals = await clients.call<number[][]>('arrivals', group);
  return moments.flatMap((at, i) => (arrivals[i] ?? []).map((time) => time - at)).sort((a, b) => a - b);
}

/** From the moment before the commit to each of the followers, while other scans go on. */
async function commitToClient(node: Part, clients: Part, follow: Follow): Promise<{ p50Ms: number; p99Ms: number }> {
  const busy = await node.call<Scan>('scan');
  const others: Scan[] = [];
  for (let i = 0; i < PACE.others; i += 1) others.push(await node.call<Scan>('scan'));
  const group = await clients.call<number>('open', { ...follow, sockets: SOCKETS, scanId: busy.id });
  const side: number[] = [];
  for (const { id } of others) side.push(await clients.call<number>('open', { ...follow, sockets: 1, scanId: id }));
  await clients.call('reset', { group, time: true });
  const commits = await node.call<[number, number][]>('pace', { ...PACE, index: busy.index });
  await clients.call('collect', { group, messages: commits.length });
  const arrivals = await clients.call<number[][]>('arrivals', group);
  // The scan's first event is its status; the commits follow from number 2 on.
  const waits = commits.flatMap(([i, at]) => (arrivals[i + 2] ?? []).map((time) => time - at)).sort((a, b) => a - b);
  for (const each of [group, ...side]) await clients.call('close', each);
  return { p50Ms: round(at(waits, 0.5), 1), p99Ms: round(at(waits, 0.99), 1) };
}

/** What the API process holds, garbage aside, more than before when readers have stopped and the log has run on. */
async function memoryOfStopped(node: Part, clients: Part, follow: Follow): Promise<number> {
  const scan = await node.call<Scan>('scan');
  const group = await clients.call<number>('open', { ...follow, sockets: STOPPED.readers, scanId: scan.id });
  const live = await clients.call<number>('open', { ...follow, sockets: 1, scanId: scan.id });
  await clients.call('stopReading', group);
  const before = await node.call<number>('memory');
  await Promise.all([
    node.call('append', { index: scan.index, events: STOPPED.events, each: 500 }),
    clients.call('collect', { group: live, messages: STOPPED.events }),
  ]);
  const after = await node.call<number>('memory');
  for (const each of [group, live]) await clients.call('close', each);
  return round(after - before, 1);
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
const median = (values: readonly number[]) =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );

function print(r: Result): void {
  const line = (name: string, text: string) => process.stdout.write(`${name.padEnd(34)}${text}\n`);
  line(`messages a second, ${r.sockets} sockets`, `${r.perSecond}`);
  line('bare ws, the same bytes', `${r.rawPerSecond}`);
  line('commit to client', `p50 ${r.p50Ms} ms (asked: ${LIMITS.p50Ms}), p99 ${r.p99Ms} ms (asked: ${LIMITS.p99Ms})`);
  line('bare ws from memory, same pace', `p50 ${r.rawP50Ms} ms, p99 ${r.rawP99Ms} ms`);
  line(
    `${r.stoppedReaders} readers that never read`,
    `${r.stoppedMb} MiB more after ${STOPPED.events} events, ${(r.stoppedMb / r.stoppedReaders).toFixed(2)} each`,
  );
  line('share of bare ws', `${r.share} (asked: ${LIMITS.share})`);
}
