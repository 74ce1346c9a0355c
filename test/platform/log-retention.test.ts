import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expireEvents } from '#src/access/expire-events.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

// A transaction that another test holds open on the same server delays what is told here, by design.
vi.setConfig({ testTimeout: 60_000 });

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem({ config: { eventRetentionDays: 30 } });
});
afterAll(() => system[Symbol.asyncDispose]());

/** Makes all that is in the logs of a tenant, and the end of its scans, so many days older. */
async function age(tenant: SeededTenant, days: number): Promise<void> {
  for (const [table, column] of [
    ['tenant_events', 'at'],
    ['scan_events', 'at'],
    ['scans', 'finished_at'],
  ])
    await system.app.system.query(
      `update ${table} set ${column} = now() - $2 * interval '1 day' where tenant_id = $1`,
      [tenant.id, days],
    );
}

/** How many events of the tenant and of its scans there are. */
async function counts(tenant: SeededTenant): Promise<number[]> {
  const [row] = await system.app.system.query<{ tenant: number; scans: number }>(
    `select (select count(*)::int from tenant_events where tenant_id = $1) as tenant, (select count(*)::int from scan_events where tenant_id = $1) as scans`,
    [tenant.id],
  );
  return [row!.tenant, row!.scans];
}

describe('events that have had their time', () => {
  it('go after the days of the installation, or those that the tenant has set; no sooner', async () => {
    const [usual, short, young] = [
      await seed(system.app).tenant(),
      await seed(system.app).tenant(),
      await seed(system.app).tenant(),
    ];
    await system.app.system.query('insert into tenant_settings (tenant_id, retention_events_days) values ($1, 3)', [
      short.id,
    ]);
    for (const tenant of [usual, short, young]) {
      const scan = await tenant.scan();
      await scan.status('completed');
    }
    await age(usual, 31);
    await age(short, 4);
    await age(young, 29);
    await expireEvents(system.app);
    expect(await counts(usual)).toEqual([0, 0]);
    expect(await counts(short)).toEqual([0, 0]);
    expect(await counts(young)).toEqual([2, 2]);
  });

  it('of a scan that has not ended stay, and the scan of those that went says so', async () => {
    const tenant = await seed(system.app).tenant();
    const ended = await tenant.scan();
    await ended.status('completed');
    await age(tenant, 40);
    const running = await tenant.scan();
    await system.app.system.query(`update scan_events set at = now() - interval '40 days' where scan_id = $1`, [
      running.id,
    ]);
    await expireEvents(system.app);
    expect((await counts(tenant))[1]).toBe(1);
    const { read, cursorAt } = system.app.events;
    await expect(read(ended.scope, null, 10)).rejects.toMatchObject({ code: 'history_expired' });
    expect(await read(ended.scope, cursorAt(ended.id, 2n), 10)).toEqual([]);
    expect(await read(running.scope, null, 10)).toHaveLength(1);
  });
});
