import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect, type Json, post, sse } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket, type Socket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
});
beforeEach(async () => {
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

const FOLLOW = 'subscription($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) { sequence cursor } }';
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const sequences = (results: Json[]) => results.map((result) => result.data.scanEvents.sequence);

async function follower(after: string | null = null, token = OWNER, query = FOLLOW): Promise<Socket> {
  const socket = await knownSocket(system, token);
  socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { id: scan.publicId, after } } });
  return socket;
}
const gotBy = (socket: Socket) =>
  sequences(socket.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload));

async function open(): Promise<{ subscriptions: number; streams: number }> {
  const { subscriptions, streams } = system.app.metrics;
  return {
    subscriptions: (await subscriptions.get()).values[0]!.value,
    streams: (await streams.get()).values[0]!.value,
  };
}
const nothingOpen = () => until('nothing is open', async () => (await open()).subscriptions === 0);

describe('subscriptions alike, over websockets and as server-sent events', () => {
  it('share one source, and each gets everything', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => follower()));
    const streams = Array.from({ length: 10 }, () => collect(sse(system, OWNER, FOLLOW, { id: scan.publicId })));
    await until('all follow', async () => (await open()).subscriptions === 30);
    expect((await open()).streams).toBe(1);
    await scan.progress(50);
    await scan.status('completed');
    for (const stream of streams) expect(sequences(await stream)).toEqual(range(1, 52));
    for (const socket of sockets) {
      await socket.until(({ type }) => type === 'complete');
      expect(gotBy(socket)).toEqual(range(1, 52));
      socket.close();
    }
    await nothingOpen();
  });

  it('share it with other tokens of the same scopes, and not with others', async () => {
    const [same, less] = [await tenant.token(), await tenant.token({ scopes: ['scans:read'] })];
    const sockets = [await follower(), await follower(null, same.text)];
    for (const socket of sockets) await socket.until(({ type }) => type === 'next');
    expect(await open()).toEqual({ subscriptions: 2, streams: 1 });
    sockets.push(await follower(null, less.text));
    await sockets[2]!.until(({ type }) => type === 'next');
    expect(await open()).toEqual({ subscriptions: 3, streams: 2 });
    for (const socket of sockets) socket.close();
    await nothingOpen();
  });

  it('begin where their cursors say, at whatever moment they join', async () => {
    await scan.progress(30);
    const cursors: (string | null)[] = [
      null,
      ...range(1, 31).map((sequence) => system.app.events.cursorAt(scan.id, BigInt(sequence))),
    ];
    const joined: { after: number; socket: Socket }[] = [];
    for (let i = 0; i < 40; i += 1) {
      const after = (i * 7) % cursors.length;
      joined.push({ after, socket: await follower(cursors[after]!) });
      await scan.progress(1 + (i % 3));
    }
    await scan.status('completed');
    const { last_sequence: last } = (
      await system.app.system.query<{ last_sequence: bigint }>('select last_sequence from scans where id = $1', [
        scan.id,
      ])
    )[0]!;
    for (const { after, socket } of joined) {
      await socket.until(({ type }) => type === 'complete');
      expect(gotBy(socket)).toEqual(range(after + 1, Number(last)));
      socket.close();
    }
    await nothingOpen();
  });

  it('come together again after a start further back', async () => {
    await scan.progress(400);
    const live = await follower(system.app.events.cursorAt(scan.id, 401n));
    await until('it follows', async () => (await open()).subscriptions === 1);
    const late = await follower();
    await until('the late one has the past', () => gotBy(late).length === 401);
    await scan.progress(1);
    await until('both have the present', () => gotBy(live).length === 1 && gotBy(late).length === 402);
    await scan.progress(1);
    await until('both have the next', () => gotBy(live).length === 2 && gotBy(late).length === 403);
    live.close();
    await until('one is left', async () => (await open()).subscriptions === 1);
    expect(await open()).toEqual({ subscriptions: 1, streams: 1 });
    late.close();
    await nothingOpen();
  });
});

describe('server-sent events', () => {
  /** The stream as it comes, as an `EventSource` asks for it. */
  async function raw(query: string, variables: object, headers: Record<string, string> = {}) {
    const address = new URL('/graphql', system.url);
    address.searchParams.set('query', query);
    address.searchParams.set('variables', JSON.stringify(variables));
    const request = get(address, {
      agent: false,
      headers: { accept: 'text/event-stream', authorization: `Bearer ${OWNER}`, ...headers },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode, text };
  }
  const idsIn = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id!);
  const dataIn = (text: string) =>
    [...text.matchAll(/^event: next\ndata: (.+)$/gm)].map(([, data]) => JSON.parse(data!));

  it('carry the cursor as their id, and end with complete', async () => {
    await scan.progress(3);
    await scan.status('completed');
    const { status, text } = await raw(FOLLOW, { id: scan.publicId });
    expect(status).toBe(200);
    expect(text).toMatch(/^retry: \d+\n:\n\n/);
    expect(idsIn(text)).toEqual(dataIn(text).map(({ data }) => data.scanEvents.cursor));
    expect(text.endsWith('event: complete\ndata:\n\n')).toBe(true);
  });

  it.each([
    ['a variable', FOLLOW],
    ['no argument', 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence cursor } }'],
  ])('go on after Last-Event-ID, whatever the operation says: with %s', async (_name, query) => {
    await scan.progress(5);
    await scan.status('completed');
    const all = idsIn((await raw(query, { id: scan.publicId })).text);
    const rest = await raw(query, { id: scan.publicId }, { 'last-event-id': all[3]! });
    expect(sequences(dataIn(rest.text))).toEqual([5, 6, 7]);
  });

  it('tell a cursor that cannot be gone on from', async () => {
    const { status, text } = await raw(FOLLOW, { id: scan.publicId }, { 'last-event-id': 'junk' });
    expect(status).toBe(200);
    expect(dataIn(text)[0].errors[0].extensions.code).toBe('INVALID_CURSOR');
    expect(text).toContain('event: complete');
  });

  it('tell what is wrong with a document as an event of an accepted stream, since a browser shows no other body', async () => {
    const { status, text } = await raw('subscription { nothing }', {});
    expect(status).toBe(200);
    expect(dataIn(text)[0].errors[0].extensions.code).toMatch(/VALIDATION|BAD_REQUEST/);
    expect(text).toContain('event: complete');
  });

  it('of a query are its one result', async () => {
    const { text } = await raw('{ viewer { tenant { slug } } }', {});
    expect(dataIn(text).map(({ data }) => data)).toEqual([{ viewer: { tenant: { slug: 'default' } } }]);
  });

  it('leave nothing behind when the client takes JSON alone', async () => {
    const body = JSON.stringify({ query: FOLLOW, variables: { id: scan.publicId } });
    const { status } = await post(system, OWNER, body, { accept: 'application/json' });
    expect(status).toBe(406);
    await nothingOpen();
    expect((await open()).streams).toBe(0);
  });
});
