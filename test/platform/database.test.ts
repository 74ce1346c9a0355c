import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnDatabase, openDatabase, violatedConstraint } from '#src/platform/database.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let fresh: FreshDatabase;
let db: OwnDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 2 });
  await db.query('create table notes (id bigint primary key, text text)');
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

const cut = () =>
  sql(
    fresh.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tribunal'`,
  );

describe('a transaction', () => {
  it('keeps all or nothing', async () => {
    await db.transaction((tx) => tx.query('insert into notes values (1, $1)', ['kept']));
    const doomed = db.transaction(async (tx) => {
      await tx.query('insert into notes values (2, $1)', ['lost']);
      throw new Error('no');
    });
    await expect(doomed).rejects.toThrow('no');
    expect(await db.query('select id, text from notes')).toEqual([{ id: 1n, text: 'kept' }]);
  });

  it('that meets another in a deadlock runs again, and both come through', async () => {
    await db.query('create table counters (id int primary key, count int not null default 0)');
    await db.query('insert into counters (id) values (1), (2)');
    const bothHold = Promise.withResolvers<void>();
    let holding = 0;
    let runs = 0;
    const count = 'update counters set count = count + 1 where id = $1';
    const inOrder = (first: number, second: number) =>
      db.transaction(async (tx) => {
        runs += 1;
        await tx.query(count, [first]);
        holding += 1;
        if (holding === 2) bothHold.resolve();
        await bothHold.promise;
        await tx.query(count, [second]);
      });
    await Promise.all([inOrder(1, 2), inOrder(2, 1)]);
    expect(runs).toBe(3);
    expect(await db.query('select count from counters')).toEqual([{ count: 2 }, { count: 2 }]);
  });

  it('whose row’s parent is deleted between the look and the write looks again', async () => {
    await db.query('create table parents (id int primary key)');
    await db.query('create table children (parent_id int not null references parents (id))');
    await db.query('insert into parents values (1)');
    const looks: number[] = [];
    await db.transaction(async (tx) => {
      const parents = await tx.query('select id from parents where id = 1');
      looks.push(parents.length);
      if (looks.length === 1) await db.query('delete from parents where id = 1');
      if (parents.length > 0) await tx.query('insert into children values (1)');
    });
    expect(looks).toEqual([1, 0]);
    expect(await db.query('select 1 from children')).toEqual([]);
  });

  it('that is always in the way gives up after the fourth time, and other failures at once', async () => {
    let runs = 0;
    const failing = (code: string) =>
      db.transaction((tx) => {
        runs += 1;
        return tx.query(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`);
      });
    await expect(failing('40001')).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(4);
    await expect(failing('23505')).rejects.toMatchObject({ code: '23505' });
    expect(runs).toBe(5);
  });

  it('whose connection is cut is an error and no more: the process lives, and the next one works', async () => {
    const caught: unknown[] = [];
    const onUncaught = (error: unknown) => void caught.push(error);
    process.on('uncaughtException', onUncaught);
    try {
      const started = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const doomed = db.transaction(async (tx) => {
        await tx.query('insert into notes values (3, $1)', ['lost']);
        started.resolve();
        await go.promise;
        await tx.query('select 1');
      });
      await started.promise;
      await cut();
      await until(
        'the server has let go',
        async () => (await db.query('select 1 from notes where id = 3').catch(() => null))?.length === 0,
      );
      go.resolve();
      await expect(doomed).rejects.toThrow();
      await db.transaction((tx) => tx.query('insert into notes values (4, $1)', ['kept']));
    } finally {
      process.off('uncaughtException', onUncaught);
    }
    expect(caught).toEqual([]);
    expect(await db.query('select id from notes order by id')).toEqual([{ id: 1n }, { id: 4n }]);
  });

  it('of a process that stands still gives its locks back within seconds', async () => {
    const locked = Promise.withResolvers<void>();
    const frozen = Promise.withResolvers<void>();
    const still = db.transaction(async (tx) => {
      await tx.query('update notes set text = $1 where id = 1', ['lost']);
      locked.resolve();
      await frozen.promise;
      await tx.query('select 1');
    });
    await locked.promise;
    const started = performance.now();
    await db.query('update notes set text = $1 where id = 1', ['kept']);
    expect(performance.now() - started).toBeLessThan(8000);
    frozen.resolve();
    await expect(still).rejects.toThrow();
    expect(await db.query('select text from notes where id = 1')).toEqual([{ text: 'kept' }]);
  });

  it('names the constraint that refused a write', async () => {
    const error = await db.query('insert into notes values (1, null)').catch((reason: unknown) => reason);
    expect(violatedConstraint(error)).toBe('notes_pkey');
    expect(violatedConstraint(await db.query('select nonsense').catch((reason: unknown) => reason))).toBeNull();
  });
});
