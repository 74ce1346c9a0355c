import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, collect, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';

// A database that becomes another one under a process that goes on: it failed over to a replica without the last transactions, or was brought
// back to a moment. Connections are cut and nothing else is said, so what was followed may never have happened.

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  scan = await tenant.scan();
});

const SCAN = 'subscription($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) { cursor sequence } }';
const TENANT = 'subscription($after: String) { tenantEvents(after: $after, kinds: [SCAN]) { cursor } }';
const PROGRESS = 'subscription($id: ID!) { scanProgress(scanId: $id) { status } }';
const CURSORS = 'query($id: ID!) { scan(id: $id) { cursor } viewer { tenant { cursor } } }';

const follow = (query: string, after: string | null = null) =>
  sse(system, OWNER, query, query === TENANT ? { after } : { id: scan.publicId, after });
const codeOf = (result: Json | undefined) => result?.errors?.[0].extensions.code;
const snapshot = async () => {
  const { scan: found, viewer } = await dataOf(ask(system, OWNER, CURSORS, { id: scan.publicId }));
  return { scan: found.cursor as string, tenant: viewer.tenant.cursor as string };
};

describe('a database that has another history than before', () => {
  it('is told to everybody who follows: CURSOR_LOST; from a new snapshot they go on', async () => {
    const before = await snapshot();
    const streams = [follow(SCAN), follow(PROGRESS), follow(TENANT)];
    await scan.status('judging');
    for (const stream of streams) expect((await stream.next()).value.errors).toBeUndefined();
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: SCAN, variables: { id: scan.publicId } } });
    await socket.next();

    await system.app.system.query(`update installation set log_origin = 'another timeline'`);

    for (const stream of streams) expect(codeOf((await collect(stream)).at(-1))).toBe('CURSOR_LOST');
    const refused = await socket.until(({ type, payload }) => type === 'error' || payload?.errors);
    expect(codeOf({ errors: refused.payload.errors ?? refused.payload })).toBe('CURSOR_LOST');
    expect(codeOf((await collect(follow(SCAN, before.scan)))[0])).toBe('CURSOR_LOST');
    expect(codeOf((await collect(follow(TENANT, before.tenant)))[0])).toBe('CURSOR_LOST');

    const now = await snapshot();
    const again = [follow(SCAN, now.scan), follow(TENANT, now.tenant)];
    await scan.status('completed');
    for (const stream of again) {
      expect((await stream.next()).value.errors).toBeUndefined();
      await stream.return(null);
    }
  });

  it('in which the log of a scan has lost its end: CURSOR_LOST, and no number is passed over', async () => {
    await scan.progress(5);
    const stream = follow(SCAN);
    for (let sequence = 1; sequence <= 6; sequence += 1)
      expect((await stream.next()).value.data.scanEvents.sequence).toBe(sequence);
    await system.app.system.transaction(async (tx) => {
      await tx.query('delete from scan_events where scan_id = $1 and sequence > 4', [scan.id]);
      await tx.query('update scans set last_sequence = 4 where id = $1', [scan.id]);
    });
    const rest = await collect(stream);
    expect(rest.map(codeOf)).toEqual(['CURSOR_LOST']);
  });
});

describe('the order of events', () => {
  it('is that of their commits, whatever the clocks of those who wrote them said', async () => {
    await scan.progress(20);
    await system.app.system.query(
      `update scan_events set at = now() - sequence * interval '1 hour' where scan_id = $1`,
      [scan.id],
    );
    await system.app.system.query(`update tenant_events set at = now() - id * interval '1 hour' where scan_id = $1`, [
      scan.id,
    ]);
    await scan.status('completed');
    const events = (await collect(follow(SCAN))).map(({ data }) => data.scanEvents);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 22 }, (_, i) => i + 1));
    expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(22);
  });
});

describe('an event that a newer release wrote', () => {
  it('has its place and its kind, and those after it follow', async () => {
    const { app } = system;
    await app.system.transaction((tx) =>
      app.events.append(tx, scan.scope, [{ type: 'teleported', body: { to: 'x' } }]),
    );
    await scan.status('completed');
    const query = `subscription($id: ID!) { scanEvents(scanId: $id) { __typename sequence ... on OtherScanEvent { kind } } }`;
    const results = await collect(sse(system, OWNER, query, { id: scan.publicId }));
    expect(results.map(({ data }) => data.scanEvents)).toEqual([
      { __typename: 'ScanStatusChanged', sequence: 1 },
      { __typename: 'OtherScanEvent', sequence: 2, kind: 'teleported' },
      { __typename: 'ScanStatusChanged', sequence: 3 },
    ]);
  });
});
