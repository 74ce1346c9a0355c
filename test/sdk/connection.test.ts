import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createClient, type ScanEvent, type TribunalError } from '#sdk/index.ts';
import { type ApiProcess, startApiProcess } from '#test/kit/api-process.ts';
import { OWNER, openTestSystem, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { type Line, openLine } from '#test/kit/cut.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

// The one connection over which watches go: what it tells, what renews it, what it survives.

let system: TestSystem;
let tenant: SeededTenant;
let line: Line;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
  line = await openLine(system.url);
});
afterEach(() => line.block(false));
afterAll(async () => {
  await line[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

/** Reads a stream into a list as it comes. */
function follow<Event>(stream: AsyncIterable<Event>): { seen: Event[]; ended: Promise<TribunalError | null> } {
  const seen: Event[] = [];
  const read = async () => {
    for await (const event of stream) seen.push(event);
    return null;
  };
  return { seen, ended: read().catch((error) => error) };
}

const range = (to: number) => Array.from({ length: to }, (_, i) => i + 1);
const numbers = (events: ScanEvent[]) => events.map((event) => event.sequence);

describe('the state of the connection', () => {
  it('is told in four words', async () => {
    const client = createClient({ url: line.url, token: OWNER });
    const told: string[] = [];
    const stop = client.connection.subscribe((state) => told.push(state));
    expect(client.connection.state()).toBe('idle');
    const scan = await tenant.scan();
    const { seen, ended } = follow(client.scans.watch(scan.publicId));
    await until('the first event', () => seen.length === 1);
    expect(client.connection.state()).toBe('live');
    line.block(true);
    line.cut();
    await until('it is lost', () => client.connection.state() === 'waiting');
    line.block(false);
    await scan.status('completed');
    await ended;
    await until('nothing is watched', () => client.connection.state() === 'idle');
    expect(told.slice(0, 3)).toEqual(['connecting', 'live', 'waiting']);
    expect(told.slice(-3)).toEqual(['connecting', 'live', 'idle']);
    const before = told.length;
    stop();
    await collect(client.scans.watch(scan.publicId));
    expect(told).toHaveLength(before);
  });

  it('is that of one connection, however much is watched', async () => {
    const client = createClient({ url: line.url, token: OWNER });
    const scans = await Promise.all(range(5).map(() => tenant.scan()));
    const before = line.connections();
    const watches = scans.map((scan) => follow(client.scans.watch(scan.publicId)));
    await until('all are told', () => watches.every(({ seen }) => seen.length === 1));
    expect(line.connections() - before).toBe(1);
    line.cut();
    for (const scan of scans) await scan.status('completed');
    for (const { seen, ended } of watches) {
      expect(await ended).toBe(null);
      expect(numbers(seen)).toEqual([1, 2]);
    }
  });
});

describe('a watch goes on', () => {
  it('over a rotation of its token, with what the provider has then', async () => {
    const { text: old, id } = await tenant.token({ scopes: ['scans:read'] });
    const { text: next } = await tenant.token({ scopes: ['scans:read'] });
    let current = old;
    const scan = await tenant.scan();
    const { seen, ended } = follow(
      createClient({ url: system.url, token: async () => current }).scans.watch(scan.publicId),
    );
    await until('the first event', () => seen.length === 1);
    current = next;
    await system.app.system.query('update tokens set revoked_at = now() where id = $1', [id]);
    await scan.progress(3);
    await scan.status('completed');
    expect(await ended).toBe(null);
    expect(numbers(seen)).toEqual(range(5));
  });

  it('over an API that is killed and one that takes its place', { timeout: 240_000 }, async () => {
    const redisUrl = await sharedRedis();
    await using writer = await openTestSystem({ redisUrl });
    const start = (): Promise<ApiProcess> => startApiProcess(writer.databaseUrl, redisUrl);
    await using first = await start();
    await using front = await openLine(first.url);
    const scan = await (await seed(writer.app).defaultTenant()).scan();
    const client = createClient({ url: front.url, token: OWNER, keepAliveMs: 1000 });
    const { seen, ended } = follow(client.scans.watch(scan.publicId));
    const waited = client.scans.wait(scan.publicId);
    await scan.progress(2);
    await until('what has happened', () => seen.length === 3);
    await first.kill();
    await scan.progress(2);
    await using second = await start();
    front.lead(second.url);
    await scan.status('completed');
    expect(await ended).toBe(null);
    expect(numbers(seen)).toEqual(range(6));
    expect((await waited).status).toBe('COMPLETED');
  });

  it('over a server that says goodbye in a friendly way', async () => {
    let opened = 0;
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      opened += 1;
      const say = (message: object) => socket.send(JSON.stringify(message));
      socket.on('message', (data) => {
        const { type, id, payload } = JSON.parse(String(data));
        if (type === 'connection_init') say({ type: 'connection_ack' });
        if (type !== 'subscribe') return;
        const sequence = payload.variables.after ? Number(payload.variables.after) + 1 : 1;
        say({ id, type: 'next', payload: { data: { scanEvents: { cursor: String(sequence), sequence } } } });
        if (sequence === 3) say({ id, type: 'complete' });
        else socket.close(1000, 'Have a nice day');
      });
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(numbers(await collect(createClient({ url, token: OWNER }).scans.watch('scn_x')))).toEqual(range(3));
    expect(opened).toBe(3);
    server.close();
  });
});

describe('everything of a tenant', () => {
  it('is followed from the place of what was read, each once, over connections that are cut', async () => {
    const client = createClient({ url: line.url, token: OWNER });
    const { cursor: after } = (await client.viewer()).tenant;
    const end = new AbortController();
    const { seen, ended } = follow(client.events.watch({ kinds: ['SCAN'], after, signal: end.signal }));
    const scans = await Promise.all(range(4).map(() => tenant.scan()));
    const ids = scans.map((scan) => scan.publicId);
    const done = () =>
      seen.flatMap((event) => ('status' in event && event.status === 'COMPLETED' ? [event.scanId!] : []));
    for (const scan of scans) {
      await scan.status('completed');
      await until('its end is told', () => done().includes(scan.publicId));
      line.cut();
    }
    end.abort();
    expect((await ended)?.code).toBe('aborted');
    expect(new Set(seen.map((event) => event.cursor)).size).toBe(seen.length);
    expect(done()).toEqual(ids);
  });
});
