import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type Json, post } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

const FOLLOW = 'subscription($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) { sequence } }';
const LIMITS = { perAddress: 6, perCredential: 3, operations: 2, idleMs: 0, drainMs: 0 };

async function systemWith(sockets: Partial<typeof LIMITS>): Promise<TestSystem> {
  return startTestSystem({ config: { sockets: { ...LIMITS, ...sockets } } });
}

describe('sockets', () => {
  let system: TestSystem;
  let tenant: SeededTenant;
  let scan: SeededScan;
  beforeAll(async () => {
    system = await systemWith({});
    tenant = await seed(system.app).defaultTenant();
    scan = await tenant.scan();
  });
  afterAll(() => system[Symbol.asyncDispose]());

  const stream = (token: string, signal?: AbortSignal) =>
    fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: FOLLOW, variables: { id: scan.publicId } }),
      ...(signal ? { signal } : {}),
    });
  const noneOpen = () =>
    until('every socket is closed', async () => {
      const { values } = await system.app.metrics.sockets.get();
      return values.every(({ value }) => value === 0);
    });

  it('and streams of one token are so many; others get in, and this one again when one has gone', async () => {
    const { text } = await tenant.token();
    const open = [await knownSocket(system, text), await knownSocket(system, text)];
    const gone = new AbortController();
    expect((await stream(text, gone.signal)).status).toBe(200);
    const fourth = await new Socket(system).opened();
    fourth.send({ type: 'connection_init', payload: { token: text } });
    expect(await fourth.closed).toEqual({ code: 4429, reason: 'too_many_sockets' });
    const refused = await stream(text);
    expect(refused.status).toBe(429);
    expect(((await refused.json()) as Json).errors[0].extensions.code).toBe('TOO_MANY_SOCKETS');
    using _other = await knownSocket(system, OWNER);
    gone.abort();
    await until('its place is free', async () => {
      const socket = await new Socket(system).opened();
      socket.send({ type: 'connection_init', payload: { token: text } });
      const message = await socket.next().catch(() => null);
      socket.close();
      return message?.type === 'connection_ack';
    });
    for (const socket of open) socket.close();
    _other.close();
    await noneOpen();
  });

  it('of one address are so many, before they have said who they are', async () => {
    const open = await Promise.all(Array.from({ length: 6 }, () => new Socket(system).opened()));
    await expect(new Socket(system).opened()).rejects.toThrow('429');
    expect((await stream(OWNER)).status).toBe(429);
    expect((await post(system, OWNER, JSON.stringify({ query: '{ viewer { scopes } }' }))).status).toBe(200);
    for (const socket of open) socket.close();
    await noneOpen();
    using _again = await new Socket(system).opened();
    _again.close();
    await noneOpen();
  });

  it('carry so many operations', async () => {
    using socket = await knownSocket(system, OWNER);
    for (const id of ['1', '2', '3']) {
      socket.send({ id, type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    }
    expect(await socket.until(({ type }) => type === 'error')).toMatchObject({ id: '3' });
    socket.close();
    await noneOpen();
  });
});

describe('a socket that is idle', () => {
  it('is closed with a word; one with an operation stays', async () => {
    await using system = await systemWith({ idleMs: 400 });
    const scan = await (await seed(system.app).defaultTenant()).scan();
    using busy = await knownSocket(system, OWNER);
    busy.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    await busy.next();
    const idle = await knownSocket(system, OWNER);
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Idle' });
    busy.send({ id: '1', type: 'complete' });
    expect(await busy.closed).toEqual({ code: 1000, reason: 'Idle' });
  });
});

describe('a reader', () => {
  it('that stops reading costs a place, not a queue, and loses nothing when it goes on', async () => {
    await using system = await systemWith({ perAddress: 100, perCredential: 100 });
    const scan = await (await seed(system.app).defaultTenant()).scan();
    const events = 30_000;
    const slow = await Promise.all(Array.from({ length: 20 }, () => reader(system, scan)));
    const fast = await reader(system, scan);
    for (const { socket } of slow) socket.pause();
    const before = held();
    for (let i = 0; i < events; i += 1000) await scan.progress(1000);
    await until('the fast one has everything', () => fast.seen.length === events + 1, 60_000);
    // Queued for each, the events would be some 90 MiB.
    expect(held() - before).toBeLessThan(40 * 2 ** 20);
    for (const { socket } of slow.slice(0, 3)) socket.resume();
    for (const { seen } of slow.slice(0, 3)) {
      await until('it has everything', () => seen.length === events + 1, 60_000);
      expect(seen.every((sequence, i) => sequence === i + 1)).toBe(true);
    }
    for (const { socket } of [...slow, fast]) socket.terminate();
  });

  it('that never reads, or never answers a ping, is given up, and its source with it', async () => {
    await using system = await systemWith({});
    const scan = await (await seed(system.app).defaultTenant()).scan();
    const silent = await reader(system, scan, { autoPong: false });
    const stuck = await reader(system, scan);
    stuck.socket.pause();
    for (let i = 0; i < 20; i += 1) await scan.progress(1000);
    await once(silent.socket, 'close');
    await until(
      'no subscription is left',
      async () => (await system.app.metrics.subscriptions.get()).values[0]!.value === 0,
      60_000,
    );
    stuck.socket.terminate();
  });
});

/** Bytes that this process holds after a collection, buffers included. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function reader(system: TestSystem, scan: SeededScan, options: { autoPong?: boolean } = {}) {
  const socket = new WebSocket(`${system.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
  const seen: number[] = [];
  await once(socket, 'open');
  socket.on('error', () => {});
  const first = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'connection_ack') {
      const variables = { id: scan.publicId };
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables } }));
    }
    if (type !== 'next') return;
    seen.push(payload.data.scanEvents.sequence);
    first.resolve();
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: OWNER } }));
  await first.promise;
  return { socket, seen };
}
