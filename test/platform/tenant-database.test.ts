import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#src/platform/ids.ts';
import { openTenantDatabases, type TenantDatabases } from '#src/platform/tenant-database.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let mine: SeededScan;
let theirs: SeededScan;
/** One connection, so that whoever comes next gets the one that was used before. */
let tenants: TenantDatabases;
beforeAll(async () => {
  system = await openTestSystem();
  for (const number of [1, 2]) {
    const scan = await (await seed(system.app).tenant()).scan({ attempts: 2 });
    await scan.finding(`of ${number}`);
    if (number === 1) mine = scan;
    else theirs = scan;
  }
  tenants = openTenantDatabases(system.databaseUrl, { max: 1 });
});
afterAll(async () => {
  await tenants[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

let me: ReturnType<TenantDatabases['of']>;
let them: ReturnType<TenantDatabases['of']>;
beforeEach(() => {
  me = tenants.of(mine.tenant.id);
  them = tenants.of(theirs.tenant.id);
});

/** Whose findings a statement sees that does not say whose it wants. */
const UNSCOPED = 'select distinct tenant_id as id from findings';
const ofMe = () => [{ id: mine.tenant.id }];
const ofThem = () => [{ id: theirs.tenant.id }];
const NEW_SECRET = `insert into secrets (tenant_id, id, name, sealed) values ($1, $2, 'forged', '')`;
const secrets = (tenantId: string) =>
  system.app.system.query('select name from secrets where tenant_id = $1', [tenantId]);

describe('a statement that forgot the tenant', () => {
  it('sees the rows of its own, with and without a transaction, through SQL and through the ORM', async () => {
    expect(await system.app.system.query(UNSCOPED)).toHaveLength(2);
    expect(await me.query(UNSCOPED)).toEqual(ofMe());
    expect(await me.transaction((tx) => tx.query(UNSCOPED))).toEqual(ofMe());
    expect(new Set((await me.prisma.finding.findMany({})).map((row) => row.tenantId))).toEqual(
      new Set([mine.tenant.id]),
    );
    expect(await me.prisma.tenant.count()).toBe(1);
    expect(await me.prisma.$queryRawUnsafe(UNSCOPED)).toEqual(ofMe());
  });

  it('changes nothing of another', async () => {
    expect(
      await me.query(`update findings set title = 'taken' where tenant_id = $1 returning 1`, [theirs.tenant.id]),
    ).toEqual([]);
    expect(await me.query('delete from findings where tenant_id <> $1 returning 1', [mine.tenant.id])).toEqual([]);
    expect(await me.prisma.finding.deleteMany({ where: { tenantId: theirs.tenant.id } })).toEqual({ count: 0 });
    expect(await them.query(`select 1 from findings where title <> 'taken'`)).toHaveLength(1);
  });

  it('puts nothing into another, and hands no row over', async () => {
    const refused = /violates row-level security/;
    await expect(me.query(NEW_SECRET, [theirs.tenant.id, newId()])).rejects.toThrow(refused);
    await expect(
      me.prisma.secret.create({ data: { tenantId: theirs.tenant.id, id: newId(), name: 'forged', sealed: '' } }),
    ).rejects.toThrow(refused);
    await expect(me.query('update scans set tenant_id = $1', [theirs.tenant.id])).rejects.toThrow();
    expect(await secrets(theirs.tenant.id)).toEqual([]);
  });

  it('sees the persons of its own members alone', async () => {
    const { id } = await mine.tenant.member('Ada');
    await theirs.tenant.member('Bob');
    expect(await me.query('select name from users')).toEqual([{ name: 'Ada' }]);
    await expect(me.query('update users set name = $1', ['Eve'])).rejects.toThrow(/permission denied/);
    await system.app.system.query('delete from memberships where id = $1', [id]);
    expect(await me.query('select name from users')).toEqual([]);
  });
});

describe('the ORM', () => {
  it('asked by two tenants in one tick answers each with its own', async () => {
    const of = (db: typeof me, scan: SeededScan) =>
      db.prisma.scan.findUnique({ where: { tenantId_id: { tenantId: scan.tenant.id, id: scan.id } } });
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all([of(me, mine), of(them, theirs), of(me, theirs), of(them, mine), of(me, mine)]);
      expect(answers.map((row) => row?.id ?? null)).toEqual([mine.id, theirs.id, null, null, mine.id]);
    }
  });

  it('joins the questions of one tenant in one tick', async () => {
    const rows = await me.prisma.attempt.findMany({});
    expect(rows.length).toBeGreaterThan(1);
    using statements = vi.spyOn(pg.Client.prototype, 'query');
    const found = await Promise.all(
      rows.map(({ tenantId, id }) => me.prisma.attempt.findUnique({ where: { tenantId_id: { tenantId, id } } })),
    );
    expect(found).toEqual(rows);
    const questions = statements.mock.calls.filter(([statement]) => JSON.stringify(statement).includes('attempts'));
    expect(questions).toHaveLength(1);
  });

  it('writes rows that belong together in one transaction of the tenant, or none of them', async () => {
    const write = (name: string, other: string) =>
      me.prisma.tenant.update({
        where: { id: mine.tenant.id },
        data: { secrets: { create: [name, other].map((n) => ({ id: newId(), name: n, sealed: '' })) } },
      });
    await write('first', 'second');
    await expect(write('third', 'first')).rejects.toThrow(/Unique/);
    expect((await secrets(mine.tenant.id)).map((row) => row.name).sort()).toEqual(['first', 'second']);
    await me.query('delete from secrets');
  });
});

describe('a connection that comes back to the pool', () => {
  const next = async () => [await them.query(UNSCOPED), await me.query(UNSCOPED)];

  it('carries no tenant on: not after an answer, an error, a transaction that threw', async () => {
    await me.query(UNSCOPED);
    expect(await next()).toEqual([ofThem(), ofMe()]);
    await expect(me.query('select 1 / 0')).rejects.toThrow(/division by zero/);
    expect(await next()).toEqual([ofThem(), ofMe()]);
    await expect(me.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await next()).toEqual([ofThem(), ofMe()]);
  });

  it('that was cut carries none on, and the next one works', async () => {
    await expect(me.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
    expect(await next()).toEqual([ofThem(), ofMe()]);
    const cut = me.transaction(async (tx) => {
      await tx.query(NEW_SECRET, [mine.tenant.id, newId()]);
      await tx.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(cut).rejects.toThrow();
    expect(await next()).toEqual([ofThem(), ofMe()]);
    expect(await secrets(mine.tenant.id)).toEqual([]);
  });

  it('does not outlive a statement that ends the transaction or leaves one open: then nothing is seen', async () => {
    const seen = await me.transaction(async (tx) => {
      await tx.query('commit');
      return [
        await tx.query(UNSCOPED),
        await tx.query(`select current_user::text as role, current_setting('tribunal.tenant') as tenant`),
      ];
    });
    expect(seen).toEqual([[], [{ role: 'tribunal_tenant', tenant: '' }]]);
    await me.query('begin');
    await me.query('commit');
    expect(await next()).toEqual([ofThem(), ofMe()]);
  });

  it('shows nothing to whoever names no tenant', async () => {
    const client = new pg.Client({ connectionString: system.databaseUrl });
    await client.connect();
    await client.query('set role tribunal_tenant');
    expect((await client.query(UNSCOPED)).rows).toEqual([]);
    await expect(client.query(NEW_SECRET, [mine.tenant.id, newId()])).rejects.toThrow(/row-level security/);
    await client.end();
    expect(() => tenants.of("x'; reset role; --").query('select 1')).toThrow(/UUID/);
    expect(await tenants.of(newId()).query(UNSCOPED)).toEqual([]);
  });
});

describe('a transaction of a tenant', () => {
  it('keeps all or nothing', async () => {
    const put = (name: string) => (tx: Parameters<Parameters<typeof me.transaction>[0]>[0]) =>
      tx.query('insert into secrets (tenant_id, id, name, sealed) values ($1, $2, $3, $4)', [
        mine.tenant.id,
        newId(),
        name,
        '',
      ]);
    await me.transaction(put('kept'));
    const thrown = me.transaction(async (tx) => {
      await put('lost')(tx);
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    const passedOver = me.transaction(async (tx) => {
      await put('lost too')(tx);
      await tx.query('select 1 / 0').catch(() => {});
    });
    await expect(passedOver).rejects.toThrow(/rolled back/);
    expect(await secrets(mine.tenant.id)).toEqual([{ name: 'kept' }]);
    await me.query('delete from secrets');
  });
});

describe('the queue', () => {
  it('takes a job from a tenant’s transaction, and shows it none', async () => {
    await expect(me.query('select data from pgboss.job_common')).rejects.toThrow(/permission denied/);
    await expect(me.query('delete from pgboss.job_common')).rejects.toThrow(/permission denied/);
  });
});
