import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApiProcess } from '#test/kit/api-process.ts';
import { OWNER, openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, type Json, sse } from '#test/kit/ask.ts';
import { privateRedis } from '#test/kit/ask-service.ts';
import { cutConnections } from '#test/kit/disturb-database.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import type { RedisService } from '#test/kit/redis.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';
import { Socket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

// What a follower sees while what is around it fails: every event once and in order. Processes, Redis and connections are real.

let redis: RedisService;
/** Writes; the API processes read the same database. */
let writer: TestSystem;
let scan: SeededScan;

beforeAll(async () => {
  redis = await privateRedis();
  writer = await openTestSystem({ redisUrl: redis.url });
});
beforeEach(async () => {
  scan = await (await seed(writer.app).defaultTenant()).scan();
});
afterAll(async () => {
  await writer?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
});

const QUERY = `subscription($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) { sequence cursor ... on ScanStatusChanged { status } } }`;
const startApi = () => startApiProcess(writer.databaseUrl, redis.url);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Follows to the end, from one address to the next whenever a connection ends. */
class Follower {
  readonly seen: number[] = [];
  readonly done: Promise<void>;
  #after: string | null = null;
  #ended = false;
  connections = 0;

  constructor(urls: () => string, door: 'websocket' | 'events') {
    this.done = this.#run(urls, door);
  }

  async #run(urls: () => string, door: 'websocket' | 'events'): Promise<void> {
    while (!this.#ended) {
      this.connections += 1;
      const [server, variables] = [{ url: urls() }, { id: scan.publicId, after: this.#after }];
      const results = door === 'events' ? sse(server, OWNER, QUERY, variables) : this.#socket(server, variables);
      try {
        for await (const result of results) this.#note(result);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50)); // the connection ended: again, elsewhere
      }
    }
  }

  async *#socket(server: { url: string }, variables: object): AsyncGenerator<Json> {
    using socket = await new Socket(server).opened();
    socket.send({ type: 'connection_init', payload: { token: OWNER } });
    await socket.next();
    socket.send({ id: '1', type: 'subscribe', payload: { query: QUERY, variables } });
    for (;;) {
      const { type, payload } = await socket.next();
      if (type !== 'next') return;
      yield payload;
    }
  }

  #note(result: Json): void {
    // While its database is away a process may refuse: the next connection goes on.
    if (!result.data) return;
    const { sequence, cursor, status } = result.data.scanEvents;
    this.seen.push(sequence);
    this.#after = cursor;
    if (status === 'COMPLETED') this.#ended = true;
  }
}

async function write(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await scan.progress(1 + (i % 4));
}

/** Ends the scan and expects that each follower saw all of it. */
async function expectAll(followers: readonly Follower[]): Promise<void> {
  await scan.status('completed');
  const [row] = await writer.app.system.query<{ last: bigint }>(
    'select last_sequence as last from scans where id = $1',
    [scan.id],
  );
  for (const { done, seen } of followers) {
    await done;
    expect(seen).toEqual(range(1, Number(row!.last)));
  }
}

const allHave = (followers: readonly Follower[], count: number) =>
  until(`everybody has ${count}`, () => followers.every(({ seen }) => seen.length >= count), 60_000);

const both = (urls: () => string) => [new Follower(urls, 'websocket'), new Follower(urls, 'events')];

describe('a follower gets every event once and in order', () => {
  it('when its API process is killed and it goes on at another', async () => {
    await using first = await startApi();
    await using second = await startApi();
    let url = first.url;
    const followers = both(() => url);
    await write(10);
    await allHave(followers, 5);
    url = second.url;
    const writing = write(30);
    await first.kill();
    await writing;
    await expectAll(followers);
    for (const { connections } of followers) expect(connections).toBeGreaterThan(1);
  });

  it('when its API process is asked to end, which tells it to come back', async () => {
    await using first = await startApi();
    await using second = await startApi();
    let url = first.url;
    const followers = both(() => url);
    await write(5);
    await allHave(followers, 5);
    url = second.url;
    const [status] = await Promise.all([first.stop(), write(20)]);
    expect(status).toBe(0);
    await expectAll(followers);
  });

  it('when Redis is killed, comes back empty, and is frozen', async () => {
    await using api = await startApi();
    const followers = both(() => api.url);
    await write(5);
    await allHave(followers, 5);
    await redis.kill();
    await write(10);
    await allHave(followers, 15);
    await redis.restart();
    await write(5);
    redis.freeze();
    await write(10);
    await allHave(followers, 40);
    redis.thaw();
    await write(5);
    await expectAll(followers);
    for (const { connections } of followers) expect(connections).toBe(1);
  });

  it('when every connection to the database is cut', async () => {
    await using api = await startApi();
    const followers = both(() => api.url);
    await write(5);
    await allHave(followers, 5);
    await cutConnections(writer.databaseUrl);
    await until('the writer has connections again', () =>
      write(5)
        .then(() => true)
        .catch(() => false),
    );
    await cutConnections(writer.databaseUrl);
    await until('and again', () =>
      write(5)
        .then(() => true)
        .catch(() => false),
    );
    await expectAll(followers);
  });

  it('when a transaction stays open while others commit: of a scan at once, of a tenant once it has ended', async () => {
    await using api = await startApi();
    const { app, ctx } = writer;
    const { data: now } = (await ask(api, OWNER, '{ viewer { tenant { cursor } } }')).body;
    const query = `subscription($after: String) { tenantEvents(after: $after, kinds: [SCAN]) { action scanId cursor } }`;
    const tenantFollower = sse(api, OWNER, query, { after: now.viewer.tenant.cursor });
    const followers = both(() => api.url);
    await using held = await holdTransaction(writer.databaseUrl);
    const event = (action: string) => [{ kind: 'scan', action, subjectId: scan.id, scanId: scan.id }];
    await app.events.appendTenant(held.tx, ctx.actor.tenantId, event('began first'));
    // What comes after it is told of the scan without waiting, and of the tenant not at all yet.
    await write(30);
    await scan.status('judging');
    await allHave(followers, 32);
    const told: string[] = [];
    const reading = (async () => {
      for await (const { data } of tenantFollower) {
        // Its cursor is a snapshot's: while another test's transaction is open it tells again what came before.
        if (['began first', 'judging'].includes(data.tenantEvents.action)) told.push(data.tenantEvents.action);
        if (told.length === 2) return;
      }
    })();
    await write(10);
    await allHave(followers, 42);
    expect(told).toEqual([]);
    await held.commit();
    await reading;
    expect(told).toEqual(['began first', 'judging']);
    await expectAll(followers);
  });

  it('when the API process stands still for a while', async () => {
    await using api = await startApi();
    const followers = both(() => api.url);
    await write(5);
    await allHave(followers, 5);
    process.kill(api.pid, 'SIGSTOP');
    await write(20);
    process.kill(api.pid, 'SIGCONT');
    await expectAll(followers);
  });
});
