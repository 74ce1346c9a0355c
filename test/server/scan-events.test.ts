import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatCursor } from '#src/platform/cursor.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, collect, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { freshDatabase } from '#test/kit/database.ts';
import { SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';
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

const FOLLOW = `subscription($id: ID!, $after: String) { scanEvents(scanId: $id, after: $after) {
  __typename scanId cursor sequence at ... on ScanStatusChanged { status counts { planned } } ... on ScanProgressed { counts { planned } } } }`;
const follow = (after: string | null = null, of = scan) => sse(system, OWNER, FOLLOW, { id: of.publicId, after });
const eventOf = (result: Json) => result.data.scanEvents;
const numbers = (results: Json[]) => results.map((result) => eventOf(result).sequence);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the events of a scan', () => {
  it('are those that were, then those that come, to the terminal one and no further', async () => {
    await scan.progress(3);
    const stream = follow();
    const seen = [];
    for (let i = 0; i < 4; i += 1) seen.push((await stream.next()).value);
    await scan.progress(2);
    await scan.status('judging');
    await scan.status('completed');
    seen.push(...(await collect(stream)));
    expect(numbers(seen)).toEqual(range(1, 8));
    expect(eventOf(seen[0])).toMatchObject({
      __typename: 'ScanStatusChanged',
      status: 'RUNNING',
      scanId: scan.publicId,
    });
    expect(seen.slice(-2).map((result) => eventOf(result).status)).toEqual(['JUDGING', 'COMPLETED']);
  });

  it.each([
    'completed',
    'failed',
    'cancelled',
  ] as const)('of a scan that has %s are replayed, and end', async (status) => {
    await scan.progress(1200);
    await scan.status(status);
    expect(numbers(await collect(follow()))).toEqual(range(1, 1202));
  });

  it('go on from any cursor that one of them gave', async () => {
    await scan.progress(5);
    await scan.status('completed');
    const all = await collect(follow());
    for (const [i, result] of all.entries()) {
      expect(numbers(await collect(follow(eventOf(result).cursor)))).toEqual(range(i + 2, 7));
    }
  });

  it('go on from the cursor that the scan itself gave, with no gap and nothing twice', async () => {
    await scan.progress(5);
    const { scan: read } = await dataOf(
      ask(system, OWNER, 'query($id: ID!) { scan(id: $id) { cursor } }', { id: scan.publicId }),
    );
    const stream = follow(read.cursor);
    await scan.progress(1);
    await scan.status('completed');
    expect(numbers(await collect(stream))).toEqual([7, 8]);
  });

  it('go on from the cursor of a mutation’s payload', async () => {
    const query =
      'mutation($id: ID!) { cancelScan(input: { scanId: $id }) { ... on CancelScanPayload { cursor scan { status cursor } } } }';
    const { cancelScan } = await dataOf(ask(system, OWNER, query, { id: scan.publicId }));
    expect(cancelScan.scan).toEqual({ status: 'CANCELLED', cursor: cancelScan.cursor });
    expect(await collect(follow(cancelScan.cursor))).toEqual([]);
  });

  it('are the same to many followers at once', async () => {
    const streams = Array.from({ length: 20 }, () => collect(follow()));
    for (let i = 0; i < 50; i += 1) await scan.progress(2);
    await scan.status('completed');
    for (const seen of await Promise.all(streams)) expect(numbers(seen)).toEqual(range(1, 102));
  });

  it('are the same over the websocket', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: scan.publicId } } });
    await socket.next();
    await scan.progress(3);
    await scan.status('completed');
    await socket.until(({ type }) => type === 'complete');
    expect(numbers(socket.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload))).toEqual(
      range(1, 5),
    );
  });
});

describe('a reader of server-sent events that goes', () => {
  it.each(['by cutting the connection', 'by leaving the stream'])('%s takes its source with it', async (way) => {
    let open = 0;
    const { events } = system.app;
    system.app.events = {
      ...events,
      async *follow(...args) {
        open += 1;
        try {
          yield* events.follow(...args);
        } finally {
          open -= 1;
        }
      },
    };
    const gone = new AbortController();
    const stream = sse(system, OWNER, FOLLOW, { id: scan.publicId, after: null }, gone.signal);
    await stream.next();
    await until('its source is open', () => open === 1);
    if (way.includes('cutting')) gone.abort();
    else await stream.return(null);
    await until('its source is closed', () => open === 0);
    system.app.events = events;
  });
});

describe('a cursor that cannot be gone on from is said before anything else', () => {
  const codeOf = async (stream: AsyncIterable<Json>) => {
    const results = await collect(stream);
    expect(results).toHaveLength(1);
    return results[0].errors[0].extensions.code;
  };

  it('junk: INVALID_CURSOR', async () => {
    expect(await codeOf(follow('junk'))).toBe('INVALID_CURSOR');
    expect(await codeOf(follow(''))).toBe('INVALID_CURSOR');
  });

  it('of another scan: CURSOR_LOST', async () => {
    const other = await tenant.scan();
    expect(await codeOf(follow(system.app.events.cursorAt(other.id, 1n)))).toBe('CURSOR_LOST');
  });

  it('of another tenant, another history or another kind of log: CURSOR_LOST', async () => {
    const theirs = await (await seed(system.app).tenant()).scan();
    const { app, ctx } = system;
    const place = { epoch: theirs.id, scanId: scan.id, sequence: 1n };
    for (const cursor of [
      app.events.cursorAt(theirs.id, 1n),
      formatCursor(place),
      await app.events.tenantCursor(ctx.actor.tenantId),
    ]) {
      expect(await codeOf(follow(cursor))).toBe('CURSOR_LOST');
    }
    const [row] = await app.system.query<{ epoch: string }>('select log_epoch as epoch from installation');
    expect(formatCursor({ ...place, ...row! })).toBe(app.events.cursorAt(scan.id, 1n));
  });

  it('from the future: CURSOR_LOST', async () => {
    expect(await codeOf(follow(system.app.events.cursorAt(scan.id, 99n)))).toBe('CURSOR_LOST');
  });

  it('older than what is kept: HISTORY_EXPIRED', async () => {
    await scan.progress(5);
    await system.app.system.query('delete from scan_events where scan_id = $1 and sequence <= 3', [scan.id]);
    expect(await codeOf(follow(system.app.events.cursorAt(scan.id, 1n)))).toBe('HISTORY_EXPIRED');
    expect(await codeOf(follow(null))).toBe('HISTORY_EXPIRED');
  });

  it('over the websocket likewise, in the first message', async () => {
    using socket = await knownSocket(system, OWNER);
    socket.send({
      id: '1',
      type: 'subscribe',
      payload: { query: FOLLOW, variables: { id: scan.publicId, after: 'junk' } },
    });
    expect((await socket.next()).payload.errors[0].extensions.code).toBe('INVALID_CURSOR');
  });
});

describe('a restart of the server', () => {
  it('ends the stream, and costs a follower nothing: it goes on from its last cursor', {
    timeout: 30_000,
  }, async () => {
    await using database = await freshDatabase();
    const first = await startTestSystem({ databaseUrl: database.url });
    const before = await (await seed(first.app).defaultTenant()).scan();
    await before.progress(3);
    const seen: Json[] = [];
    const stream = sse(first, OWNER, FOLLOW, { id: before.publicId });
    for (let i = 0; i < 4; i += 1) seen.push((await stream.next()).value);
    const [, rest] = await Promise.all([first[Symbol.asyncDispose](), collect(stream).catch(() => [])]);
    seen.push(...rest);
    await using second = await startTestSystem({ databaseUrl: database.url });
    const after = new SeededScan(await seed(second.app).defaultTenant(), before.id, before.target);
    const resumed = collect(sse(second, OWNER, FOLLOW, { id: after.publicId, after: eventOf(seen.at(-1)).cursor }));
    await after.progress(2);
    await after.status('completed');
    seen.push(...(await resumed));
    expect(numbers(seen)).toEqual(range(1, 7));
  });
});
