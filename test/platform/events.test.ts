import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '#src/platform/context.ts';
import { formatCursor } from '#src/platform/cursor.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogEntry, LogScope } from '#src/platform/events.ts';
import { newId } from '#src/platform/ids.ts';
import { openTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { cutConnections, lockLog, waiting } from '#test/kit/disturb-database.ts';
import { begin, newTarget } from '#test/kit/scan.ts';
import { until } from '#test/kit/until.ts';

// No worker runs here: each scan has the event of its start, number 1, and then what the test appends.

let system: TestSystem;
let app: App;
let target: string;
let scope: LogScope;
beforeAll(async () => {
  system = await openTestSystem();
  app = system.app;
  target = await newTarget(system.ctx, 'https://example.com/v1');
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  scope = { tenantId: system.ctx.actor.tenantId, scanId: await begin(system.ctx, target, 2) };
});

const put = (tx: Sql, ...names: string[]) =>
  app.events.append(
    tx,
    scope,
    names.map((name) => ({ type: 'progress', body: { name } })),
  );

async function append(...names: string[]): Promise<void> {
  await app.system.transaction((tx) => put(tx, ...names));
  app.events.committed(scope);
}

/** A follower that collects until it has seen the number `last`. */
function collect(last: number, after: string | null = null, where = scope): { seen: LogEntry[]; done: Promise<void> } {
  const seen: LogEntry[] = [];
  const done = (async () => {
    for await (const batch of app.events.follow(where, after, AbortSignal.timeout(10_000))) {
      seen.push(...batch);
      if (seen.at(-1)!.sequence >= BigInt(last)) return;
    }
    throw new Error(`only ${seen.length} events came`);
  })();
  return { seen, done };
}

const numbers = (events: readonly LogEntry[]) => events.map((event) => Number(event.sequence));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const at = (sequence: number | bigint) => app.events.cursorAt(scope.scanId, BigInt(sequence));

describe('following', () => {
  it('replays the past and goes on with the present, each event once and in order', async () => {
    await append('a', 'b');
    const follower = collect(5);
    await until('the past is replayed', () => follower.seen.length === 3);
    await append('c');
    await append('d');
    await follower.done;
    expect(numbers(follower.seen)).toEqual([1, 2, 3, 4, 5]);
    expect(follower.seen.slice(1).map((event) => event.body.name)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on from any cursor, the last one included', async () => {
    await append('a', 'b', 'c');
    const followers = [1, 2, 4].map((start) => collect(5, at(start)));
    await append('d');
    await Promise.all(followers.map((follower) => follower.done));
    expect(followers.map(({ seen }) => numbers(seen))).toEqual([[2, 3, 4, 5], [3, 4, 5], [5]]);
  });

  it('serves two hundred at once from one reading of the table, wherever each began', async () => {
    await append(...range(2, 300).map(String));
    const followers = range(0, 199).map((i) => collect(700, at(i)));
    await until('all have caught up', () => followers.every(({ seen }) => seen.at(-1)?.sequence === 300n));
    const reads = countReads();
    for (const i of range(301, 700)) await append(String(i));
    await Promise.all(followers.map((follower) => follower.done));
    for (const [i, { seen }] of followers.entries()) expect(numbers(seen)).toEqual(range(i + 1, 700));
    // 400 wake-ups; one reading each would be 200 times as many.
    expect(reads.stop()).toBeLessThanOrEqual(2 * 400 + 10);
  });

  it('lets a follower that took a long rest go on where it was', async () => {
    const events = app.events.follow(scope, null, AbortSignal.timeout(10_000));
    const first = await events.next();
    for (let i = 0; i < 30; i += 1) await append(...range(1, 100).map(String));
    const seen = [...first.value!];
    while (seen.length < 3001) seen.push(...(await events.next()).value!);
    await events.return(undefined);
    expect(numbers(seen)).toEqual(range(1, 3001));
  });

  it('finds an event whose wake-up was lost', async () => {
    const follower = collect(2);
    await until('it follows', () => follower.seen.length === 1);
    await app.system.transaction((tx) => put(tx, 'unannounced'));
    await follower.done;
    expect(follower.seen.at(-1)!.body.name).toBe('unannounced');
  });

  it('ends when its signal does, and when it is returned', async () => {
    const stop = new AbortController();
    const aborted = app.events.follow(scope, null, stop.signal);
    await aborted.next();
    const waiting = aborted.next();
    stop.abort();
    expect((await waiting).done).toBe(true);
    const returned = app.events.follow(scope, null, new AbortController().signal);
    await returned.next();
    expect((await returned.return(undefined)).done).toBe(true);
  });

  it('goes on when every connection to the database was cut', async () => {
    const followers = [collect(3), collect(3, at(1))];
    await until('both follow', () => followers[0]!.seen.length === 1);
    await cutConnections(system.databaseUrl);
    await until('an append goes through', () =>
      append('after').then(
        () => true,
        () => false,
      ),
    );
    await until('and another', () =>
      append('later').then(
        () => true,
        () => false,
      ),
    );
    await Promise.all(followers.map((follower) => follower.done));
    expect(followers.map(({ seen }) => numbers(seen))).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });
});

describe('a database that is away', () => {
  it('is waited for by who reads the past and by who follows the present', async () => {
    const reader = app.events.follow(scope, null, AbortSignal.timeout(10_000));
    await reader.next();
    const live = collect(1202);
    for (let i = 0; i < 12; i += 1) await append(...range(1, 100).map(String));
    await until('it follows', () => live.seen.length === 1201);
    // Both readings hang at the lock, and their connections are cut there.
    await using lock = await lockLog(system.databaseUrl);
    const past = reader.next();
    await until('the past is asked for', async () => (await waiting(system.databaseUrl)) > 0);
    app.events.committed(scope);
    await until('the present is asked for', async () => (await waiting(system.databaseUrl)) > 1);
    await cutConnections(system.databaseUrl, { waiting: true });
    await lock.release();
    expect(numbers((await past).value!)).toEqual(range(2, 501));
    await reader.return(undefined);
    await append('again');
    await live.done;
    expect(numbers(live.seen)).toEqual(range(1, 1202));
  });
});

describe('numbers', () => {
  it('have no gap and no order but that of the commits, whoever rolls back', async () => {
    const follower = collect(61);
    await Promise.all(
      range(1, 60).map(async (i) => {
        const doomed = app.system.transaction(async (tx) => {
          await put(tx, `doomed ${i}`);
          throw new Error('rolled back');
        });
        await expect(doomed).rejects.toThrow('rolled back');
        await append(`kept ${i}`);
      }),
    );
    await follower.done;
    expect(numbers(follower.seen)).toEqual(range(1, 61));
    expect(follower.seen.filter((event) => String(event.body.name).startsWith('doomed'))).toEqual([]);
  });

  it('wait for a transaction that is held open: nobody overtakes it, and nothing of it is seen before its commit', async () => {
    const follower = collect(3);
    await until('it follows', () => follower.seen.length === 1);
    const held = Promise.withResolvers<void>();
    const appended = Promise.withResolvers<void>();
    const first = app.system.transaction(async (tx) => {
      await put(tx, 'first');
      appended.resolve();
      await held.promise;
    });
    await appended.promise;
    const second = append('second');
    await until('the second waits for the lock', async () => (await waiting(system.databaseUrl)) > 0);
    expect(follower.seen).toHaveLength(1);
    held.resolve();
    await Promise.all([first, second]);
    await follower.done;
    expect(follower.seen.slice(1).map((event) => event.body.name)).toEqual(['first', 'second']);
  });
});

describe('a cursor', () => {
  const follow = (after: string | null, where = scope) =>
    app.events.follow(where, after, AbortSignal.timeout(5000)).next();
  const code = (value: string) => expect.objectContaining({ code: value });

  it('of another scan, another history or the future is lost, and one that is none is refused', async () => {
    const other = await begin(system.ctx, target, 2);
    const [installation] = await app.system.query<{ log_epoch: string }>('select log_epoch from installation');
    const epoch = installation!.log_epoch;
    expect(formatCursor({ epoch, scanId: scope.scanId, sequence: 1n })).toBe(at(1));
    for (const cursor of [
      app.events.cursorAt(other, 1n),
      formatCursor({ epoch: newId(), scanId: scope.scanId, sequence: 1n }),
      at(2),
      at(2n ** 63n),
      at(2n ** 64n - 1n),
    ]) {
      await expect(follow(cursor)).rejects.toThrow(code('cursor_lost'));
      await expect(app.events.read(scope, cursor, 10)).rejects.toThrow(code('cursor_lost'));
    }
    for (const text of ['', 'x', '0', 'not a cursor', at(1).slice(1), 'A'.repeat(10_000)])
      await expect(follow(text)).rejects.toThrow(code('invalid_cursor'));
  });

  it('opens no log of another tenant', async () => {
    await append('a');
    const { ctx } = await stranger(system.ctx);
    const theirs = { tenantId: ctx.actor.tenantId, scanId: scope.scanId };
    // Followed by its owner at the same time, so that the log is in memory.
    const own = collect(2);
    await own.done;
    for (const after of [null, at(1)]) await expect(follow(after, theirs)).rejects.toThrow(code('cursor_lost'));
  });

  it('before history that was removed says so; one at its edge goes on', async () => {
    await append('a', 'b', 'c');
    await app.system.query('delete from scan_events where scan_id = $1 and sequence <= 2', [scope.scanId]);
    for (const after of [null, at(1)]) await expect(follow(after)).rejects.toThrow(code('history_expired'));
    expect(numbers((await follow(at(2))).value!)).toEqual([3, 4]);
    await app.system.query('delete from scan_events where scan_id = $1', [scope.scanId]);
    await expect(follow(at(3))).rejects.toThrow(code('history_expired'));
    const rest = collect(5, at(4));
    await append('d');
    await rest.done;
    expect(numbers(rest.seen)).toEqual([5]);
  });
});

describe('a body', () => {
  it('may hold what PostgreSQL cannot: it is kept readable, and the log goes on', async () => {
    await append('nul \u0000 and half \ud83d', 'next');
    const { seen, done } = collect(3);
    await done;
    expect(seen.slice(1).map((event) => event.body.name)).toEqual(['nul ␀ and half \ufffd', 'next']);
  });
});

function countReads(): { stop(): number } {
  const whole = app.system.query;
  let reads = 0;
  app.system.query = (text, values) => {
    if (text.includes('from scan_events')) reads += 1;
    return whole(text, values);
  };
  return {
    stop() {
      app.system.query = whole;
      return reads;
    },
  };
}
