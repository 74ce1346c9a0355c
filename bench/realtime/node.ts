import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { bootstrap } from '#src/access/bootstrap.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { readConfig } from '#src/platform/config.ts';
import { openApp } from '#src/platform/open-app.ts';
import { openServer } from '#src/server/http.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';
import { JOBS } from '#worker/main.ts';
import { answerCalls, now } from './call.ts';

// One API process with its embedded database, which also writes the events that are measured; beside it a bare `ws` server.

const [dataDir, token] = process.argv.slice(2);
const config = {
  ...readConfig({ DATA_DIR: dataDir, BOOTSTRAP_TOKEN: token, LOG_LEVEL: 'error', PORT: '0' }),
  sockets: { perAddress: 20_000, perCredential: 20_000, operations: 100, idleMs: 0, drainMs: 0 },
};
const app = await openApp(config, { jobs: JOBS, consumer: false, seed: seedFrameworks });
await bootstrap(app);
const server = await openServer(app);
const tenant = await seed(app).defaultTenant();
const scans: SeededScan[] = [];

const http = createServer();
const raw = new WebSocketServer({ server: http, perMessageDeflate: false });
http.listen(0, '127.0.0.1');
await once(http, 'listening');

const BUFFERED = 1024 * 1024;

/** Appends progress events in one transaction and returns the moment before its commit. */
async function append(scan: SeededScan, events: number): Promise<number> {
  const body = { counts: COUNTS };
  let at = 0;
  await app.system.transaction(async (tx) => {
    await app.events.append(
      tx,
      scan.scope,
      Array.from({ length: events }, () => ({ type: 'progress', body })),
    );
    at = now();
  });
  app.events.committed(scan.scope);
  return at;
}

const COUNTS = {
  planned: 1200,
  notApplicable: 12,
  answered: 640,
  failed: 3,
  judged: 600,
  vulnerable: 21,
  resistant: 560,
  inconclusive: 19,
  findings: 14,
  needsReview: 5,
};

answerCalls({
  where: () => ({ url: server.url, raw: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` }),
  scan: async () => {
    const scan = await tenant.scan();
    scans.push(scan);
    return { index: scans.length - 1, id: scan.publicId };
  },
  append: async ({ index, events, each }: { index: number; events: number; each: number }) => {
    for (let done = 0; done < events; done += each) await append(scans[index]!, Math.min(each, events - done));
  },
  broadcast: async ({ text, messages }: { text: string; messages: number }) => {
    const bytes = Buffer.from(text);
    const sockets = [...raw.clients];
    for (let i = 0; i < messages; i += 1) {
      for (const socket of sockets) socket.send(bytes, { binary: false });
      await turn();
      while (sockets.some((socket) => socket.bufferedAmount > BUFFERED)) await sleep(1);
    }
  },
  /** The same bytes again and again at a pace, and when each began. */
  beat: async ({ text, everyMs, forMs }: { text: string; everyMs: number; forMs: number }) => {
    const moments: number[] = [];
    for (let due = now(), end = due + forMs; due < end; due += everyMs) {
      await sleep(Math.max(0, due - now()));
      const bytes = Buffer.from(text.replace(/"sequence":\d+/, `"sequence":${moments.length}`));
      moments.push(now());
      for (const socket of raw.clients) socket.send(bytes, { binary: false });
    }
    return moments;
  },
  /** Commits to one scan and to others at their own paces; the moments of the first one's commits, by number. */
  pace: async (input: { index: number; everyMs: number; others: number; othersEveryMs: number; forMs: number }) => {
    const end = now() + input.forMs;
    const commits: [number, number][] = [];
    const run = async (scan: SeededScan, everyMs: number, first: boolean) => {
      await sleep(Math.random() * everyMs);
      for (let due = now(); due < end; due += everyMs) {
        await sleep(Math.max(0, due - now()));
        const at = await append(scan, 1);
        if (first) commits.push([commits.length, at]);
      }
    };
    const rest = scans.slice(input.index + 1, input.index + 1 + input.others);
    await Promise.all([
      run(scans[input.index]!, input.everyMs, true),
      ...rest.map((scan) => run(scan, input.othersEveryMs, false)),
    ]);
    return commits;
  },
  exit: () => void setTimeout(() => process.exit(), 100),
  cpu: () => process.cpuUsage().user + process.cpuUsage().system,
  memory: () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 2 ** 20;
  },
});
