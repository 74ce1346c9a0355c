import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

const VIEWER = { query: '{ viewer { scopes } }' };
/** Operations of different names share nothing, so that each has a source that can be counted. */
const follow = (of = scan, name = 'sequence') => ({
  query: `subscription($id: ID!) { scanEvents(scanId: $id) { ${name}: sequence } }`,
  variables: { id: of.publicId },
});

async function closeOf(...messages: unknown[]): Promise<{ code: number; reason: string }> {
  const socket = await new Socket(system).opened();
  for (const message of messages) socket.send(message);
  return socket.closed;
}

const INIT = { type: 'connection_init', payload: { token: OWNER } };

describe('who a socket is', () => {
  it('is said by a token', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: VIEWER });
    expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
    expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
  });

  it('or by an Authorization header in the payload', async () => {
    using socket = await new Socket(system).opened();
    socket.send({ type: 'connection_init', payload: { Authorization: `Bearer ${OWNER}` } });
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
  });

  it.each([
    ['nothing', undefined, 'missing_token'],
    ['an unknown token', { token: 'trb_live_x' }, 'invalid_token'],
    ['a token that is no text', { token: { $ne: null } }, 'missing_token'],
  ])('closes with 4401 for %s', async (_name, payload, reason) => {
    expect(await closeOf({ type: 'connection_init', payload })).toEqual({ code: 4401, reason });
  });

  it('closes with 4403 for a token that may not be used from here', async () => {
    const { text } = await tenant.token({ cidrs: ['10.0.0.0/8'] });
    expect(await closeOf({ type: 'connection_init', payload: { token: text } })).toEqual({
      code: 4403,
      reason: 'ip_not_allowed',
    });
  });

  it('is settled before any operation, however fast one follows', async () => {
    const socket = await new Socket(system).opened();
    socket.send({ type: 'connection_init', payload: { token: 'trb_live_x' } });
    socket.send({ id: '1', type: 'subscribe', payload: VIEWER });
    expect((await socket.closed).code).toBe(4401);
    expect(socket.messages).toEqual([]);
  });
});

describe('the sub-protocol graphql-transport-ws', () => {
  it('closes 4401 for an operation before the ack', async () => {
    expect(await closeOf({ id: '1', type: 'subscribe', payload: VIEWER })).toMatchObject({ code: 4401 });
  });

  it('closes 4429 for a second init', async () => {
    expect(await closeOf(INIT, INIT)).toMatchObject({ code: 4429 });
  });

  it.each([
    ['no JSON', 'hello'],
    ['a type that there is not', { type: 'nonsense' }],
    ['an operation without an id', { type: 'subscribe', payload: VIEWER }],
    ['an operation without a document', { id: '1', type: 'subscribe', payload: {} }],
    ['a list', '[1]'],
  ])('closes 4400 for %s', async (_name, message) => {
    expect(await closeOf(INIT, message)).toMatchObject({ code: 4400 });
  });

  it('refuses another sub-protocol', async () => {
    const socket = new Socket(system, { protocol: 'graphql-ws' });
    await expect(socket.opened()).rejects.toThrow(/subprotocol/i);
  });

  it('answers a ping, with its payload', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ type: 'ping', payload: { at: 1 } });
    expect(await socket.next()).toEqual({ type: 'pong', payload: { at: 1 } });
  });

  it('carries many operations at once, each under its id', async () => {
    using socket = await knownSocket(system, OWNER);
    for (const id of ['a', 'b', '__proto__', 'constructor']) socket.send({ id, type: 'subscribe', payload: VIEWER });
    const done = new Set<string>();
    while (done.size < 4) {
      const { id, type } = await socket.next();
      if (type === 'complete') done.add(id);
    }
    expect([...done].sort()).toEqual(['__proto__', 'a', 'b', 'constructor']);
  });

  it('sends an error for a document that is not valid, and no complete after it', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ nothing }' } });
    expect(await socket.next()).toMatchObject({ id: '1', type: 'error' });
    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
  });

  it('takes the operation that is named', async () => {
    using socket = await knownSocket(system, OWNER);
    const query = 'query A { viewer { scopes } } query B { viewer { tenant { slug } } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query, operationName: 'B' } });
    expect((await socket.next()).payload.data).toEqual({ viewer: { tenant: { slug: 'default' } } });
  });

  it('does not answer a complete, and sends nothing more for its operation', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: follow() });
    expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
    socket.send({ id: '1', type: 'complete' });
    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
    await scan.progress();
    socket.send({ id: '2', type: 'subscribe', payload: VIEWER });
    expect(await socket.next()).toMatchObject({ id: '2', type: 'next' });
  });

  it('closes 4409 for an id that is in use', async () => {
    const socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: follow() });
    await socket.next();
    socket.send({ id: '1', type: 'subscribe', payload: follow() });
    expect(await socket.closed).toMatchObject({ code: 4409 });
  });
});

describe('an id used again at once after its complete', () => {
  // Without the guard the second operation loses its registration: it gets a wrong complete, cannot be stopped, and its source lives on
  // after the socket, so that one client can pile up work at will.
  it('belongs to the new operation, which can be stopped', async () => {
    using socket = await knownSocket(system, OWNER);
    const cursors = { ...follow(), query: follow().query.replace('sequence', 'cursor') };
    socket.send({ id: '1', type: 'subscribe', payload: follow() });
    await socket.next();
    socket.send({ id: '1', type: 'complete' });
    socket.send({ id: '1', type: 'subscribe', payload: cursors });
    await socket.until(({ type, payload }) => type === 'next' && payload.data.scanEvents.cursor);
    await until('the second operation follows', () => followers() === 1);
    socket.send({ id: '1', type: 'complete' });
    await until('its source is given back', () => followers() === 0);
    expect(socket.messages.map(({ type }) => type)).not.toContain('complete');
  });

  it('leaves no source behind after fifty rounds and the end of the socket', async () => {
    const socket = await knownSocket(system, OWNER);
    for (let round = 0; round < 50; round += 1) {
      const [first, second] = [follow(scan, `a${round}`), follow(scan, `b${round}`)];
      socket.send({ id: String(round), type: 'subscribe', payload: first });
      await socket.until(({ id, type }) => id === String(round) && type === 'next');
      socket.send({ id: String(round), type: 'complete' });
      socket.send({ id: String(round), type: 'subscribe', payload: second });
    }
    await until('every second operation runs', () => followers() === 50);
    socket.close();
    await until('every source is given back', () => followers() === 0);
  });

  it('takes the subscription to the source that others share, and out of it again', async () => {
    const [socket, other] = [await knownSocket(system, OWNER), await knownSocket(system, OWNER)];
    for (const each of [socket, other]) each.send({ id: '1', type: 'subscribe', payload: follow() });
    for (const each of [socket, other]) await each.until(({ type }) => type === 'next');
    for (let round = 0; round < 20; round += 1) {
      socket.send({ id: '1', type: 'complete' });
      socket.send({ id: '1', type: 'subscribe', payload: follow() });
    }
    await until('both follow, from one source', async () => (await subscriptions()) === 2 && followers() === 1);
    socket.send({ id: '1', type: 'complete' });
    await until('one is left', async () => (await subscriptions()) === 1);
    expect(followers()).toBe(1);
    other.close();
    socket.close();
    await until('nothing is left', async () => (await subscriptions()) === 0 && followers() === 0);
    expect(socket.messages.map(({ type }) => type)).not.toContain('complete');
  });

  it('and subscribing and completing in bursts leaves none either', async () => {
    const socket = await knownSocket(system, OWNER);
    for (let round = 0; round < 500; round += 1) {
      socket.send({ id: 'x', type: 'subscribe', payload: follow() });
      socket.send({ id: 'x', type: 'complete' });
    }
    socket.send({ type: 'ping' });
    await socket.until(({ type }) => type === 'pong' || type === 'close').catch(() => {});
    socket.close();
    await socket.closed;
    await until('every source is given back', () => followers() === 0);
  });
});

describe('what one client may hold', () => {
  it('is a hundred operations at once; the rest are refused, and the socket stays', async () => {
    using socket = await knownSocket(system, OWNER);
    for (let i = 0; i < 150; i += 1) {
      socket.send({ id: String(i), type: 'subscribe', payload: follow(scan, `n${i}`) });
    }
    const refused = await socket.until(({ type }) => type === 'error');
    expect(refused.payload[0].extensions).toMatchObject({ code: 'TOO_MANY_OPERATIONS', retry: true });
    expect(followers()).toBeLessThanOrEqual(100);
    socket.send({ type: 'ping' });
    await socket.until(({ type }) => type === 'pong');
  });

  it('is a mebibyte in one message', async () => {
    const socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: `{ viewer { scopes } } #${'x'.repeat(5_000_000)}` } });
    expect(await socket.closed).toMatchObject({ code: 1009 });
  });
});

describe('the address', () => {
  it('is not for pages of elsewhere', async () => {
    await expect(new Socket(system, { origin: 'https://elsewhere.example' }).opened()).rejects.toThrow('403');
    await expect(new Socket(system, { origin: 'null' }).opened()).rejects.toThrow('403');
  });

  it('is for its own pages', async () => {
    using socket = await new Socket(system, { origin: system.url }).opened();
    socket.send(INIT);
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
  });

  it('is /graphql and no other', async () => {
    const other = new WebSocket(`${system.url.replace('http', 'ws')}/elsewhere`, 'graphql-transport-ws');
    await expect(new Promise((resolve, reject) => other.once('open', resolve).once('error', reject))).rejects.toThrow(
      '404',
    );
  });
});

/** Sources that are open at the moment, as the event log knows them. */
function followers(): number {
  return counting.open;
}

/** Subscriptions under way at the moment, as the server counts them. */
async function subscriptions(): Promise<number> {
  const { values } = await system.app.metrics.subscriptions.get();
  return values[0]!.value;
}

const counting = { open: 0 };
beforeAll(() => {
  const { events } = system.app;
  system.app.events = {
    ...events,
    async *follow(...args) {
      counting.open += 1;
      try {
        yield* events.follow(...args);
      } finally {
        counting.open -= 1;
      }
    },
  };
});

describe('a socket that says nothing', () => {
  it('is closed with 4408', async () => {
    const socket = await new Socket(system).opened();
    expect(await socket.closed).toMatchObject({ code: 4408 });
  });
});
