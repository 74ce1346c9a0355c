import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, collect, dataOf, sse } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

// What is promised: within a second of a token's end, nothing that it opened is open. How long it takes on a busy machine decides no test:
// the limits here only keep a socket that is never closed from being waited for.
const PATIENCE_MS = 30_000;

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

const FOLLOW = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';
const REVOKE = 'mutation($id: ID!) { revokeToken(input: { tokenId: $id }) { __typename } }';
const revoke = (id: string) => dataOf(ask(system, OWNER, REVOKE, { id }));

async function soon<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    AbortSignal.timeout(PATIENCE_MS).onabort = () => reject(new Error(`not within ${PATIENCE_MS} ms`));
  });
  return Promise.race([promise, late]);
}

describe('the end of a token', () => {
  it('by revocation closes its sockets at once, and no other’s', async () => {
    const { text, publicId } = await tenant.token();
    const socket = await knownSocket(system, text);
    using other = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    await socket.next();
    await revoke(publicId);
    expect(await soon(socket.closed)).toEqual({ code: 4403, reason: 'invalid_token' });
    other.send({ type: 'ping' });
    expect(await other.next()).toEqual({ type: 'pong' });
  });

  it('by revocation elsewhere, with every wake-up lost, closes them within a second', async () => {
    const { id, text } = await tenant.token();
    const socket = await knownSocket(system, text);
    await system.app.system.query('update tokens set revoked_at = now() where id = $1', [id]);
    expect(await soon(socket.closed)).toMatchObject({ code: 4403 });
  });

  it('by time closes them within a second', async () => {
    const { text } = await tenant.token({ expiresAt: new Date(Date.now() + 500) });
    const socket = await knownSocket(system, text);
    expect(await soon(socket.closed)).toMatchObject({ code: 4403 });
  });

  it('ends its streams of server-sent events', async () => {
    const { text, publicId } = await tenant.token();
    const stream = sse(system, text, FOLLOW, { id: scan.publicId });
    expect((await stream.next()).value.data.scanEvents.sequence).toBe(1);
    await revoke(publicId);
    await soon(collect(stream).catch(() => []));
    await until('the gauge knows', async () => {
      const { values } = await system.app.metrics.sockets.get();
      return values.find(({ labels }) => labels.door === 'sse')?.value === 0;
    });
  });

  it('that was over before the socket opened is noticed too', async () => {
    const { text, publicId } = await tenant.token();
    const opening = knownSocket(system, text);
    await revoke(publicId);
    const outcome = await opening.then(
      (socket) => soon(socket.closed),
      (error: Error) => ({ code: Number(/closed with (\d+)/.exec(error.message)?.[1]) }),
    );
    expect([4401, 4403]).toContain(outcome.code);
  });
});
