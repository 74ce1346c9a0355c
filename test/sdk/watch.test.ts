import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type ScanEvent, TribunalError } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { type Line, openLine } from '#test/kit/cut.ts';
import { freshDatabase } from '#test/kit/database.ts';
import { SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

// What is promised: whatever happens to the connection, whoever watches gets every event once and in order.

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let line: Line;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
  line = await openLine(system.url);
});
beforeEach(async () => {
  line.block(false);
  line.freeze(false);
  scan = await tenant.scan();
});
afterAll(async () => {
  await line[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

const clientAt = (url: string, token = OWNER) => createClient({ url, token });
const numbers = (events: ScanEvent[]) => events.map((event) => event.sequence);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('watch', () => {
  it('loses, doubles and reorders nothing over a connection that is cut again and again', async () => {
    const watched = collect(clientAt(line.url).scans.watch(scan.publicId));
    const before = line.connections();
    for (let round = 0; round < 40; round += 1) {
      await scan.progress(1 + (round % 5));
      if (round % 4 === 0) line.cut();
      await pause(round % 7);
    }
    line.cut();
    await scan.status('completed');
    const events = await watched;
    expect(numbers(events)).toEqual(range(1, events.length));
    expect(events.at(-1)).toMatchObject({ __typename: 'ScanStatusChanged', status: 'COMPLETED' });
    expect(events).toHaveLength(1 + 8 * 15 + 1);
    expect(line.connections() - before).toBeGreaterThan(1);
  });

  it('is there again after the API was out of reach', async () => {
    const events: ScanEvent[] = [];
    const watched = (async () => {
      for await (const event of clientAt(line.url).scans.watch(scan.publicId)) events.push(event);
    })();
    await until('the first event', () => events.length === 1);
    line.block(true);
    line.cut();
    const refused = line.connections();
    await scan.progress(3);
    await until('it tried in vain', () => line.connections() >= refused + 2);
    line.block(false);
    await scan.status('completed');
    await watched;
    expect(numbers(events)).toEqual(range(1, 5));
  });

  it('notices a connection that is dead without having been closed', async () => {
    const events: ScanEvent[] = [];
    const watched = (async () => {
      for await (const event of createClient({ url: line.url, token: OWNER, keepAliveMs: 400 }).scans.watch(
        scan.publicId,
      ))
        events.push(event);
    })();
    await until('the first event', () => events.length === 1);
    line.freeze(true);
    const before = line.connections();
    await scan.status('completed');
    await until('it connects again', () => line.connections() > before);
    line.freeze(false);
    line.cut();
    await watched;
    expect(numbers(events)).toEqual([1, 2]);
  });

  it('goes on over a restart of the server', async () => {
    await using database = await freshDatabase();
    const first = await startTestSystem({ databaseUrl: database.url });
    await using front = await openLine(first.url);
    const before = await (await seed(first.app).defaultTenant()).scan();
    await before.progress(10);
    const events: ScanEvent[] = [];
    const watched = (async () => {
      for await (const event of clientAt(front.url).scans.watch(before.publicId)) events.push(event);
    })();
    await until('what has happened', () => events.length === 11);
    await first[Symbol.asyncDispose]();
    await using second = await startTestSystem({ databaseUrl: database.url });
    front.lead(second.url);
    const after = new SeededScan(await seed(second.app).defaultTenant(), before.id, before.target);
    await after.progress(5);
    await after.status('completed');
    await watched;
    expect(numbers(events)).toEqual(range(1, 17));
  });

  it('takes a reader that is slower than the events: a thousand wait for it, the others are asked for when it goes on', async () => {
    const streams: string[] = [];
    const trace: ClientOptions['trace'] = ({ name }) => void streams.push(name);
    const client = createClient({ url: line.url, token: OWNER, trace });
    const events: ScanEvent[] = [];
    for await (const event of client.scans.watch(scan.publicId)) {
      events.push(event);
      if (events.length === 1) {
        await scan.progress(5000);
        // Over the same socket, at its own pace: when it has had everything, far more than a thousand have come for the slow one.
        let had = 0;
        for await (const _event of client.scans.watch(scan.publicId)) if (++had === 5001) break;
      }
      if (events.length === 5001) await scan.status('completed');
    }
    expect(numbers(events)).toEqual(range(1, 5002));
    expect(streams.filter((name) => name === 'scans.watch').length).toBeGreaterThan(2);
  });

  it('goes on from a cursor', async () => {
    await scan.progress(3);
    await scan.status('completed');
    const client = clientAt(system.url);
    const all = await collect(client.scans.watch(scan.publicId));
    expect(numbers(await collect(client.scans.watch(scan.publicId, { after: all[2]!.cursor })))).toEqual([4, 5]);
    expect(await collect(client.scans.watch(scan.publicId, { after: all.at(-1)!.cursor }))).toEqual([]);
  });

  it('closes its connection when the loop is left', async () => {
    for await (const _event of clientAt(system.url).scans.watch(scan.publicId)) break;
    await until('no socket is open', async () => {
      const { values } = await system.app.metrics.sockets.get();
      return values.find(({ labels }) => labels.door === 'websocket')?.value === 0;
    });
  });
});

describe('watch gives up', () => {
  const failure = async (watching: AsyncIterable<unknown>) => {
    const error = await collect(watching).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(TribunalError);
    expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain(OWNER);
    return error.code;
  };

  it('over a cursor of another history', async () => {
    const other = await tenant.scan();
    const after = system.app.events.cursorAt(other.id, 1n);
    expect(await failure(clientAt(system.url).scans.watch(scan.publicId, { after }))).toBe('cursor_lost');
    expect(await failure(clientAt(system.url).scans.watch(scan.publicId, { after: 'junk' }))).toBe('invalid_cursor');
  });

  it('over a token that is not good, and one that ends meanwhile', async () => {
    expect(await failure(clientAt(system.url, 'trb_live_x').scans.watch(scan.publicId))).toBe('invalid_token');
    const { id, text } = await tenant.token();
    const watching = failure(clientAt(system.url, text).scans.watch(scan.publicId));
    await system.app.system.query('update tokens set revoked_at = now() where id = $1', [id]);
    expect(await watching).toBe('invalid_token');
  });

  it('over a scan that there is not', async () => {
    expect(await failure(clientAt(system.url).scans.watch('scn_2026_nothing'))).toBe('not_found');
  });

  it('when its patience is over', async () => {
    line.block(true);
    const watching = clientAt(line.url).scans.watch(scan.publicId, { patienceMs: 300 });
    expect(await failure(watching)).toBe('connection_lost');
  });

  it('when its signal says so, also between two tries', async () => {
    const open = new AbortController();
    const watching = failure(clientAt(system.url).scans.watch(scan.publicId, { signal: open.signal }));
    await pause(50);
    open.abort();
    expect(await watching).toBe('aborted');
    line.block(true);
    const waiting = new AbortController();
    const trying = failure(clientAt(line.url).scans.watch(scan.publicId, { signal: waiting.signal }));
    await pause(250);
    waiting.abort();
    expect(await trying).toBe('aborted');
    expect(await failure(clientAt(system.url).scans.watch(scan.publicId, { signal: AbortSignal.abort() }))).toBe(
      'aborted',
    );
  });
});
