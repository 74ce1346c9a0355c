import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatId, newId } from '#src/platform/ids.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { type WatchedEvent, watchScan } from '#src/scans/watch-scan.ts';
import { openTestSystem, stranger, type TestSystem, withScopes } from '#test/kit/app.ts';
import { begin, newTarget } from '#test/kit/scan.ts';

let system: TestSystem;
let target: string;
let scanId: string;
beforeAll(async () => {
  system = await openTestSystem();
  target = await newTarget(system.ctx, 'https://example.com/v1');
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  scanId = await begin(system.ctx, target, 2);
});

async function append(count: number): Promise<void> {
  const scope = { tenantId: system.ctx.actor.tenantId, scanId };
  const events = Array.from({ length: count }, () => ({ type: 'progress', body: {} }));
  await system.app.system.transaction((tx) => system.app.events.append(tx, scope, events));
  system.app.events.committed(scope);
}

const watch = (after: string | null = null, ctx = system.ctx) => watchScan(ctx, scanId, after);

async function all(after: string | null = null): Promise<WatchedEvent[]> {
  const seen: WatchedEvent[] = [];
  for await (const event of await watch(after)) seen.push(event);
  return seen;
}

describe('watching a scan', () => {
  it('gives what was and what comes, and ends after its last event', async () => {
    await append(2);
    const watching = all();
    await append(1);
    const { cursor } = await cancelScan(system.ctx, scanId);
    const events = await watching;
    expect(events.map(({ sequence }) => sequence)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(events.at(-1)).toMatchObject({ type: 'status', body: { status: 'cancelled' }, cursor });
    expect(new Set(events.map((event) => event.scanId))).toEqual(new Set([scanId]));
  });

  it('that has ended gives all of it, page after page, and nothing after its last event', async () => {
    await append(1200);
    const { cursor } = await cancelScan(system.ctx, scanId);
    const events = await all();
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 1202 }, (_, i) => i + 1));
    expect(await all(events[1199]!.cursor)).toHaveLength(2);
    expect(await all(cursor)).toEqual([]);
  });

  it('stops at once when it is returned, and when its signal ends', async () => {
    const events = await watch();
    await events.next();
    const waiting = events.next();
    await events.return!();
    expect((await waiting).done).toBe(true);
    const stop = new AbortController();
    const signalled = await watchScan(system.ctx, scanId, null, stop.signal);
    await signalled.next();
    const next = signalled.next();
    stop.abort();
    expect((await next).done).toBe(true);
  });

  it('is refused before anything comes: to strangers, without the scope, with a cursor of elsewhere', async () => {
    const code = (value: string) => expect.objectContaining({ code: value });
    const { ctx } = await stranger(system.ctx);
    const missing = await watchScan(system.ctx, formatId('scan', newId()), null).catch((error: Error) => error.message);
    await expect(watch(null, ctx)).rejects.toThrow(expect.objectContaining({ code: 'not_found', message: missing }));
    await expect(watch(null, withScopes(system.ctx, ['targets:read']))).rejects.toThrow(code('missing_scope'));
    await expect(watch('nonsense')).rejects.toThrow(code('invalid_cursor'));
    await expect(watch(system.app.events.cursorAt(newId(), 1n))).rejects.toThrow(code('cursor_lost'));
    await append(3);
    await system.app.system.query('delete from scan_events where scan_id = $1 and sequence < 3', [scanId]);
    await expect(watch()).rejects.toThrow(code('history_expired'));
  });
});
