import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatTenantCursor } from '#src/platform/cursor.ts';
import type { Sql } from '#src/platform/database.ts';
import type { TenantEntry } from '#src/platform/events.ts';
import { newId } from '#src/platform/ids.ts';
import { removeOldTenantEvents } from '#src/platform/log-retention.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { cutConnections } from '#test/kit/disturb-database.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

// A transaction that another test holds open on the same server delays what is told here, by design.
vi.setConfig({ testTimeout: 60_000 });

let system: TestSystem;
let tenantId: string;
let epoch: string;
beforeAll(async () => {
  system = await openTestSystem();
  const [row] = await system.app.system.query<{ log_epoch: string }>('select log_epoch from installation');
  epoch = row!.log_epoch;
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  tenantId = (await seed(system.app).tenant()).id;
});

const put = (tx: Sql, ...names: string[]) =>
  system.app.events.appendTenant(
    tx,
    tenantId,
    names.map((name) => ({ kind: 'target', action: name })),
  );

async function append(...names: string[]): Promise<string> {
  const cursor = await system.app.system.transaction((tx) => put(tx, ...names));
  system.app.events.committedTenant(tenantId);
  return cursor;
}

/** A follower that collects until it has seen so many. */
function collect(count: number, after: string | null = null) {
  const seen: TenantEntry[] = [];
  const done = (async () => {
    for await (const batch of system.app.events.followTenant(tenantId, after, AbortSignal.timeout(60_000))) {
      seen.push(...batch);
      if (seen.length >= count) return;
    }
    throw new Error(`only ${seen.length} events came`);
  })();
  done.catch(() => {});
  return { seen, done };
}

const names = (entries: readonly TenantEntry[]) => entries.map((entry) => entry.action);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const code = (value: string) => expect.objectContaining({ code: value });
const tableOrder = () =>
  system.app.system.query<{ action: string }>(
    'select action from tenant_events where tenant_id = $1 order by xid, id',
    [tenantId],
  );

describe('transactions that overlap', () => {
  it('lose nothing: sixteen writers beside one that is held open, each event once, in the order of the table', {
    timeout: 60_000,
  }, async () => {
    await using held = await holdTransaction(system.databaseUrl);
    await put(held.tx, 'held');
    const early = collect(16 * 25 + 1);
    const writers = range(1, 16).map(async (writer) => {
      for (const i of range(1, 25)) {
        if (i % 5 === 0) {
          const doomed = system.app.system.transaction(async (tx) => {
            await put(tx, `doomed ${writer}.${i}`);
            throw new Error('rolled back');
          });
          await expect(doomed).rejects.toThrow('rolled back');
        }
        await append(`${writer}.${i}`);
      }
    });
    await Promise.all(writers);
    // All of them are older than nothing that is open: the held transaction could still come before each.
    expect(early.seen).toEqual([]);
    expect(await system.app.events.readTenant(tenantId, null, 10)).toEqual([]);
    await held.commit();
    await early.done;
    const table = await tableOrder();
    expect(table).toHaveLength(401);
    expect(names(early.seen)).toEqual(table.map((row) => row.action));
    expect(names(early.seen)[0]).toBe('held');
    const late = collect(401);
    await late.done;
    expect(names(late.seen)).toEqual(names(early.seen));
  });

  it('are followed while they come: readers that begin anywhere see the same order', async () => {
    const whole = collect(8 * 30);
    const writers = range(1, 8).map(async (writer) => {
      for (const i of range(1, 30)) await append(`${writer}.${i}`);
    });
    await until('some have come', () => whole.seen.length > 20);
    const joined = collect(8 * 30 - 10, system.app.events.tenantCursorAt(tenantId, whole.seen[9]!));
    await Promise.all([...writers, whole.done, joined.done]);
    expect(names(whole.seen)).toEqual((await tableOrder()).map((row) => row.action));
    expect(names(joined.seen)).toEqual(names(whole.seen).slice(10));
  });

  it('that are rolled back leave nothing, and hold nobody up', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    await put(held.tx, 'never');
    const follower = collect(1);
    await append('kept');
    expect(follower.seen).toEqual([]);
    await held.rollback();
    await follower.done;
    expect(names(follower.seen)).toEqual(['kept']);
  });

  it('of other tenants show nothing here', async () => {
    await append('mine');
    const other = (await seed(system.app).tenant()).id;
    await system.app.system.transaction((tx) =>
      system.app.events.appendTenant(tx, other, [{ kind: 'target', action: 'theirs' }]),
    );
    const read = await until('it may be read', async () => {
      const entries = await system.app.events.readTenant(tenantId, null, 10);
      return entries.length > 0 && entries;
    });
    expect(names(read)).toEqual(['mine']);
  });
});

describe('wake-ups', () => {
  it('that are lost are made up for', async () => {
    const follower = collect(1);
    await system.app.system.transaction((tx) => put(tx, 'unannounced'));
    await follower.done;
    expect(names(follower.seen)).toEqual(['unannounced']);
  });

  it('that come too often, too early or without a cause change nothing', async () => {
    const follower = collect(3);
    const noise = setInterval(() => system.app.events.committedTenant(tenantId), 1);
    try {
      for (const name of ['a', 'b', 'c']) {
        await system.app.system.transaction(async (tx) => {
          await put(tx, name);
          system.app.events.committedTenant(tenantId);
        });
      }
      await follower.done;
    } finally {
      clearInterval(noise);
    }
    expect(names(follower.seen)).toEqual(['a', 'b', 'c']);
  });

  it('are not needed by who begins between a commit and its announcement', async () => {
    const cursor = await system.app.system.transaction((tx) => put(tx, 'before'));
    await system.app.system.transaction((tx) => put(tx, 'between'));
    const fromStart = collect(2);
    const fromCursor = collect(1, cursor);
    await Promise.all([fromStart.done, fromCursor.done]);
    system.app.events.committedTenant(tenantId);
    expect(names(fromStart.seen)).toEqual(['before', 'between']);
    expect(names(fromCursor.seen)).toEqual(['between']);
  });

  it('reach a follower whose database connections were all cut', async () => {
    const follower = collect(2);
    await append('a');
    await until('it follows', () => follower.seen.length === 1);
    await cutConnections(system.databaseUrl);
    await until('an append goes through', () =>
      append('b').then(
        () => true,
        () => false,
      ),
    );
    await follower.done;
    expect(names(follower.seen)[0]).toBe('a');
    expect(names(follower.seen)[1]).toBe('b');
  });
});

describe('a cursor', () => {
  const first = async (after: string | null) => {
    for await (const batch of system.app.events.followTenant(tenantId, after, AbortSignal.timeout(10_000)))
      return batch;
    return [];
  };

  it('of an append goes on right after it, and misses nothing of transactions that were open then', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    await put(held.tx, 'older, committed later');
    const cursor = await append('own 1', 'own 2');
    await append('next');
    const follower = collect(2, cursor);
    await held.commit();
    await follower.done;
    expect(names(follower.seen)).toEqual(['older, committed later', 'next']);
  });

  it('of the present covers all that is read after it', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    await put(held.tx, 'open at the time');
    const cursor = await system.app.events.tenantCursor(tenantId);
    await held.commit();
    await append('later');
    const follower = collect(2, cursor);
    await follower.done;
    expect(names(follower.seen)).toEqual(['open at the time', 'later']);
  });

  it('of each event goes on from it, also after the last one', async () => {
    await append('a', 'b');
    await append('c');
    const all = collect(3);
    await all.done;
    for (const [i, entry] of all.seen.entries()) {
      const rest = collect(3 - i, system.app.events.tenantCursorAt(tenantId, entry));
      if (i === 2) await append('d');
      else await until('the rest', () => rest.seen.length >= 2 - i);
      if (i === 2) await rest.done;
      expect(names(rest.seen)).toEqual(['a', 'b', 'c', 'd'].slice(i + 1, i === 2 ? 4 : 3));
    }
  });

  it('of another tenant, another history, the future, or of an event that never was is lost; junk is refused', async () => {
    await append('a');
    const all = collect(1);
    await all.done;
    const { xid, id } = all.seen[0]!;
    const place = { epoch, tenantId, floor: xid, xid, id };
    expect(formatTenantCursor(place)).toBe(system.app.events.tenantCursorAt(tenantId, all.seen[0]!));
    for (const cursor of [
      formatTenantCursor({ ...place, tenantId: newId() }),
      formatTenantCursor({ ...place, epoch: newId() }),
      formatTenantCursor({ ...place, floor: xid + 10_000n, xid: xid + 10_000n }),
      formatTenantCursor({ ...place, floor: 2n ** 64n - 1n, xid: 2n ** 64n - 1n }),
      formatTenantCursor({ ...place, id: id + 1n }),
      formatTenantCursor({ ...place, id: 2n ** 64n - 1n }),
      system.app.events.cursorAt(newId(), 1n),
    ]) {
      await expect(first(cursor)).rejects.toThrow(code('cursor_lost'));
      await expect(system.app.events.readTenant(tenantId, cursor, 1)).rejects.toThrow(code('cursor_lost'));
    }
    const good = formatTenantCursor(place);
    for (const text of ['', 'x', 'not a cursor', good.slice(1), `${good}AAAA`, 'A'.repeat(10_000)])
      await expect(first(text)).rejects.toThrow(code('invalid_cursor'));
  });

  it('older than what is kept says so; one at its edge goes on, and who has none begins with the oldest', async () => {
    const expired = await append('old 1');
    await append('old 2', 'old 3');
    await until('they may be read', async () => (await system.app.events.readTenant(tenantId, null, 5)).length === 3);
    const [, , edge] = await system.app.events.readTenant(tenantId, null, 5);
    const removed = await removeOldTenantEvents(system.app.system, tenantId, new Date(Date.now() + 60_000), 100);
    expect(removed).toBe(3);
    const held = await append('kept');
    await expect(first(expired)).rejects.toThrow(code('history_expired'));
    expect(names(await first(system.app.events.tenantCursorAt(tenantId, edge!)))).toEqual(['kept']);
    expect(names(await first(null))).toEqual(['kept']);
    expect(await removeOldTenantEvents(system.app.system, tenantId, new Date(Date.now() - 60_000), 100)).toBe(0);
    await append('more');
    expect(names(await first(held))).toEqual(['more']);
  });

  it('of before a restore is lost: another database is another history, which begins empty', async () => {
    await using first = await openTestSystem();
    const { tenantId } = first.ctx.actor;
    const cursor = await first.app.events.tenantCursor(tenantId);
    await first.app.system.query(`update installation set log_origin = 'somewhere else'`);
    await using restored = await openTestSystem({ databaseUrl: first.databaseUrl });
    await expect(restored.app.events.readTenant(tenantId, cursor, 1)).rejects.toThrow(code('cursor_lost'));
    expect(await restored.app.events.readTenant(tenantId, null, 1)).toEqual([]);
    await using again = await openTestSystem({ databaseUrl: first.databaseUrl });
    const kept = await restored.app.events.tenantCursor(tenantId);
    expect(await again.app.events.readTenant(tenantId, kept, 1)).toEqual([]);
  });
});
