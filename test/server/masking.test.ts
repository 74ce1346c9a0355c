import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, collect, sse } from '#test/kit/ask.ts';
import { breakDatabase, LEAK } from '#test/kit/break.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';

// If one of these fails, the text of an internal error, a host name or a statement, reaches whoever asks.

let system: TestSystem;
let scan: SeededScan;
let mend = () => {};

beforeAll(async () => {
  system = await startTestSystem();
  scan = await (await seed(system.app).defaultTenant()).scan();
});
afterEach(() => {
  mend();
  system.log.length = 0;
});
afterAll(() => system[Symbol.asyncDispose]());

const breakWhere = (fits: (text: string) => boolean) => {
  mend = breakDatabase(system.app, fits);
};
const FOLLOW = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';

/** The log can be read once; following it fails. */
function breakStream(): void {
  const { events } = system.app;
  system.app.events = {
    ...events,
    async *follow() {
      yield await Promise.reject(new Error(LEAK));
    },
  };
  mend = () => {
    system.app.events = events;
  };
}

function expectMasked(error: { message: string; extensions: Record<string, unknown> }): void {
  expect(error.extensions.code).toBe('INTERNAL');
  expect(error.message).toContain(error.extensions.requestId);
  expect(JSON.stringify(error)).not.toContain('hunter2');
}

function bugLines(): string[] {
  return system.log.filter((line) => line.includes('"level":"error"'));
}

describe('a bug is masked, and noted once with the request’s id', () => {
  it('in a query', async () => {
    breakWhere((text) => text.includes('from scans t'));
    const { status, body } = await ask(system, OWNER, '{ scans { nodes { id } } }');
    expect(status).toBe(200);
    expect(body.errors).toHaveLength(1);
    expectMasked(body.errors[0]);
    expect(body.errors[0].path).toEqual(['scans']);
    expect(bugLines()).toHaveLength(1);
    expect(bugLines()[0]).toContain(body.errors[0].extensions.requestId);
    expect(bugLines()[0]).toContain('internal-host');
  });

  it('in a query that also has a refusal, each treated in its own way', async () => {
    breakWhere((text) => text.includes('from scans t'));
    const { body } = await ask(system, OWNER, '{ scans { nodes { id } } target(id: "nobody") { id } }');
    const byPath = Object.fromEntries(body.errors.map((error: { path: string[] }) => [error.path[0], error]));
    expectMasked(byPath.scans);
    expect(byPath.target.extensions.code).toBe('NOT_FOUND');
    expect(byPath.target.message).toMatch(/no such target/);
  });

  it('in a mutation, which answers no problem for it', async () => {
    breakWhere((text) => text.includes('insert into secrets'));
    const { body } = await ask(
      system,
      OWNER,
      'mutation { putSecret(input: { name: "a_b", value: "v" }) { __typename } }',
    );
    expect(body.data).toBeNull();
    expectMasked(body.errors[0]);
  });

  it('that breaks many fields, in each of them', async () => {
    breakWhere((text) => text === 'prisma.target');
    const fields = Array.from({ length: 20 }, (_, i) => `t${i}: target(id: "${scan.target.publicId}") { id }`);
    const { body } = await ask(system, OWNER, `{ ${fields.join(' ')} }`);
    expect(body.errors).toHaveLength(20);
    for (const error of body.errors) expectMasked(error);
  });

  it('at the start of a subscription, over server-sent events', async () => {
    breakWhere((text) => text.includes('select status from scans'));
    const results = await collect(sse(system, OWNER, FOLLOW, { id: scan.publicId }));
    expect(results).toHaveLength(1);
    expectMasked(results[0].errors[0]);
  });

  it('in the middle of a stream of server-sent events', async () => {
    breakStream();
    const results = await collect(sse(system, OWNER, FOLLOW, { id: scan.publicId }));
    expect(results.map((result) => result.data?.scanEvents.sequence)).toEqual([1, undefined]);
    expectMasked(results[1].errors[0]);
  });

  it('in the middle of a stream over the websocket', async () => {
    breakStream();
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    expect((await socket.next()).payload.data.scanEvents.sequence).toBe(1);
    const { type, payload } = await socket.next();
    expect(type).toBe('error');
    expectMasked(payload[0]);
  });

  it('in a query over the websocket', async () => {
    breakWhere((text) => text.includes('from scans t'));
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ scans { nodes { id } } }' } });
    const { type, payload } = await socket.next();
    expect(type).toBe('next');
    expectMasked(payload.errors[0]);
    expect(bugLines()).toHaveLength(1);
  });

  it('at the start of a subscription over the websocket', async () => {
    breakWhere((text) => text.includes('select status from scans'));
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    const { payload } = await socket.next();
    expectMasked(payload.errors[0]);
  });

  it('while the token is read: HTTP answers 500, the websocket closes', async () => {
    breakWhere((text) => text.includes('from tokens'));
    const { status, body } = await ask(system, OWNER, '{ viewer { scopes } }');
    expect(status).toBe(500);
    expectMasked(body.errors[0]);
    const socket = await new Socket(system).opened();
    socket.send({ type: 'connection_init', payload: { token: OWNER } });
    expect(await socket.closed).toEqual({ code: 1011, reason: 'Internal error' });
  });

  it('at an address beside GraphQL', async () => {
    breakWhere((text) => text.includes('from scans group by'));
    const response = await fetch(`${system.url}/metrics`);
    expect(response.status).toBe(500);
    const body = await response.json();
    expect(body).toMatchObject({ error: 'internal' });
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });
});
