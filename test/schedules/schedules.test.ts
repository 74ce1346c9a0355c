import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDueSchedules } from '#src/schedules/run-due-schedules.ts';
import { nextRuns } from '#src/schedules/schedule-times.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { newTarget, PROBE } from '#test/kit/scan.ts';
import { sql } from '#test/kit/sql.ts';

let system: TestSystem;
let target: string;
beforeAll(async () => {
  // Without a worker: what is due is run by hand, so that nothing depends on the second in which it happens.
  system = await startTestSystem();
  target = await newTarget(system.ctx, 'http://127.0.0.1:9');
});
afterAll(() => system[Symbol.asyncDispose]());

const FIELDS =
  'id cron timeZone enabled nextRunAt nextRuns(count: 3) lastDueAt lastRunAt lastScanId lastProblem { code } lastMissed missedTotal target { id }';
const mutate = async (name: string, input: object, selection = `schedule { ${FIELDS} }`): Promise<Json> => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const document = `mutation($input: ${type}Input!) { result: ${name}(input: $input) { __typename ... on ${type}Payload { ${selection} } ... on Problem { code path message } } }`;
  return (await dataOf(ask(system, OWNER, document, { input }))).result;
};
const create = (more: object = {}) =>
  mutate('createSchedule', { targetId: target, name: 'nightly', cron: '0 3 * * *', probeIds: [PROBE], ...more });
const made = async (more: object = {}): Promise<Json> => (await create(more)).schedule;
const read = async (id: string): Promise<Json> =>
  (await dataOf(ask(system, OWNER, `query($id: ID!) { schedule(id: $id) { ${FIELDS} } }`, { id }))).schedule;
const due = (ago: string) =>
  sql(
    system.databaseUrl,
    `update schedules set next_run_at = date_trunc('milliseconds', now() - interval '${ago}') where enabled`,
  );
const scans = () => sql<{ id: string; status: string }>(system.databaseUrl, 'select id, status from scans order by id');
const endAll = () => sql(system.databaseUrl, `update scans set status = 'completed'`);
const rest = async () => {
  await endAll();
  await sql(system.databaseUrl, 'delete from schedules');
};

describe('times', () => {
  const at = (cron: string, timeZone: string, from: string, count = 2) =>
    nextRuns({ cron, timeZone }, count, new Date(from)).map((date) => date.toISOString());

  it('that daylight saving leaves out are due at the end of the gap, once', () => {
    expect(at('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('that come twice are due the first time', () => {
    expect(at('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('of every hour go on through both', () => {
    const hours = [...at('0 * * * *', 'Europe/Berlin', '2026-10-24T22:30:00Z', 5)].map((text) => Date.parse(text));
    expect(hours.slice(1).map((hour, i) => hour - hours[i]!)).toEqual([3_600_000, 3_600_000, 3_600_000, 3_600_000]);
  });

  it('are read in their zone', () => {
    expect(at('0 9 * * 1', 'Asia/Tokyo', '2026-11-20T00:00:00Z', 1)).toEqual(['2026-11-23T00:00:00.000Z']);
  });
});

describe('a schedule', () => {
  it('shows when it is due', async () => {
    const schedule = await made({ cron: '30 4 * * *', timeZone: 'Europe/Berlin' });
    expect(schedule).toMatchObject({ enabled: true, lastRunAt: null, lastMissed: 0, target: { id: target } });
    expect(schedule.nextRuns).toHaveLength(3);
    expect(schedule.nextRunAt).toBe(schedule.nextRuns[0]);
    expect(Date.parse(schedule.nextRunAt)).toBeGreaterThan(Date.now());
  });

  it.each([
    ['61 * * * *', 'invalid_cron', /minute/],
    ['* * * *', 'invalid_cron', /five fields/],
    ['0 0 3 * * *', 'invalid_cron', /five fields/],
    ['0 0 30 2 *', 'invalid_cron', /never comes/],
    ['* * * * *', 'invalid_cron', /every 5 minutes/],
    ['0,1 0 29 2 *', 'invalid_cron', /every 5 minutes/],
    ['59,0 5,6 * * *', 'invalid_cron', /every 5 minutes/],
    ['5-1 * * * *', 'invalid_cron', /larger/],
    ['nonsense', 'invalid_cron', /five fields/],
    ['@daily', 'invalid_cron', /five fields/],
    ['2030-12-01T00:00:00Z', 'invalid_cron', /five fields/],
  ])('with the times %s is refused, and the message says why', async (cron, code, message) => {
    expect(await create({ cron })).toMatchObject({ code, path: ['cron'], message: expect.stringMatching(message) });
  });

  it.each(['Mars/Base', '+02:00', '; drop table schedules'])('in the zone %s is refused', async (timeZone) => {
    expect(await create({ timeZone })).toMatchObject({ code: 'invalid_time_zone', path: ['timeZone'] });
  });

  it('of what cannot be scanned, or with probes that there are not, is refused', async () => {
    expect(await create({ targetId: 'ep_2026_00000000000000000000000000' })).toMatchObject({ code: 'not_found' });
    expect(await create({ probeIds: ['nonsense'] })).toMatchObject({ code: 'invalid_probe_ids' });
  });

  it('under an idempotency key is made once', async () => {
    const idempotencyKey = crypto.randomUUID();
    expect((await made({ idempotencyKey })).id).toBe((await made({ idempotencyKey })).id);
  });

  it('goes with its target', async () => {
    const other = await newTarget(system.ctx, 'http://127.0.0.1:9');
    const { id } = await made({ targetId: other });
    await mutate('deleteTarget', { targetId: other }, 'targetId');
    const node = await dataOf(ask(system, OWNER, `query($id: ID!) { node(id: $id) { id } }`, { id }));
    expect(node).toEqual({ node: null });
  });
});

describe('a due time', () => {
  it('starts one scan, of the probes that it names, and the audit log says which schedule did it', async () => {
    await rest();
    const { id } = await made();
    const before = (await scans()).length;
    await due('1 second');
    await runDueSchedules(system.app);
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before + 1);
    const after = await read(id);
    expect(after).toMatchObject({ lastProblem: null, lastMissed: 0, lastScanId: expect.stringMatching(/^scn_/) });
    expect(Date.parse(after.nextRunAt)).toBeGreaterThan(Date.now());
    const [row] = await sql<Json>(
      system.databaseUrl,
      `select a.actor_schedule_id = s.id as mine, a.actor_token_id, a.actor_user_id, a.detail from audit_events a, schedules s
       where a.action = 'scan.started' order by a.sequence desc limit 1`,
    );
    expect(row).toMatchObject({ mine: true, actor_token_id: null, actor_user_id: null, detail: { probeIds: [PROBE] } });
  });

  it('that many workers see starts one scan', async () => {
    await rest();
    await made();
    await due('1 second');
    const before = (await scans()).length;
    await Promise.all(Array.from({ length: 8 }, () => runDueSchedules(system.app)));
    expect(await scans()).toHaveLength(before + 1);
  });

  it('runs once after an outage, and says what it missed', async () => {
    await rest();
    const { id } = await made({ cron: '*/10 * * * *' });
    const before = (await scans()).length;
    await due('1 hour 1 second');
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before + 1);
    const { lastMissed, missedTotal, nextRunAt } = await read(id);
    expect([6, 7]).toContain(lastMissed);
    expect(missedTotal).toBe(lastMissed);
    expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now());
  });

  it('starts nothing while the last scan is under way, and says so', async () => {
    await rest();
    const { id } = await made();
    await due('1 second');
    await runDueSchedules(system.app);
    const before = (await scans()).length;
    await due('1 second');
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before);
    expect(await read(id)).toMatchObject({ lastProblem: { code: 'scan_busy' } });
    await endAll();
    await due('1 second');
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before + 1);
    expect(await read(id)).toMatchObject({ lastProblem: null });
  });

  it('of a target that is disabled starts nothing, says so, and goes on to the next', async () => {
    await rest();
    const other = await newTarget(system.ctx, 'http://127.0.0.1:9');
    const { id } = await made({ targetId: other });
    await mutate('disableTarget', { targetId: other }, '__typename');
    await due('1 second');
    const before = (await scans()).length;
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before);
    const after = await read(id);
    expect(after).toMatchObject({ lastProblem: { code: 'not_found' }, lastRunAt: null });
    expect(Date.parse(after.nextRunAt)).toBeGreaterThan(Date.now());
    const audited = await sql(
      system.databaseUrl,
      `select result from audit_events where action = 'schedule.not_started' order by sequence desc limit 1`,
    );
    expect(audited).toEqual([{ result: 'failure' }]);
  });

  it('whose scan cannot be stored stays due, and keeps no other from running', async () => {
    await rest();
    const [broken, whole] = [await made({ name: 'broken' }), await made()];
    await due('1 second');
    const { system: database } = system.app;
    const { tenants } = system.app;
    let failures = 0;
    system.app.tenants = {
      ...tenants,
      of(tenantId) {
        const db = tenants.of(tenantId);
        return {
          ...db,
          prisma: db.prisma,
          transaction: (work) => {
            failures += 1;
            return failures === 1 ? Promise.reject(new Error('no database')) : db.transaction(work);
          },
        };
      },
    };
    await runDueSchedules(system.app);
    system.app.tenants = tenants;
    const ran = [await read(broken.id), await read(whole.id)].map((schedule) => schedule.lastScanId !== null);
    expect(ran.sort()).toEqual([false, true]);
    await runDueSchedules(system.app);
    expect((await read(broken.id)).lastScanId).not.toBeNull();
    expect((await read(whole.id)).lastScanId).not.toBeNull();
    expect(database).toBe(system.app.system);
  });
});

describe('people', () => {
  it('disable and enable it: what was due meanwhile is not made up for', async () => {
    await rest();
    const { id } = await made();
    expect((await mutate('updateSchedule', { scheduleId: id, enabled: false })).schedule).toMatchObject({
      enabled: false,
      nextRunAt: null,
    });
    const before = (await scans()).length;
    await runDueSchedules(system.app);
    const { schedule } = await mutate('updateSchedule', { scheduleId: id, enabled: true, cron: '15 5 * * *' });
    expect(schedule.nextRunAt).toMatch(/T05:15:00/);
    await runDueSchedules(system.app);
    expect(await scans()).toHaveLength(before);
    expect(schedule.missedTotal).toBe(0);
  });

  it('cannot make it wrong afterwards', async () => {
    const { id } = await made();
    expect(await mutate('updateSchedule', { scheduleId: id, timeZone: 'No/Where' })).toMatchObject({
      code: 'invalid_time_zone',
    });
    expect(await read(id)).toMatchObject({ timeZone: 'UTC' });
  });

  it('delete it; the list is without it', async () => {
    await rest();
    const { id } = await made();
    const list = () =>
      dataOf(
        ask(
          system,
          OWNER,
          `query($t: ID) { schedules(filter: { targetId: $t }, first: 5) { totalCount nodes { id } } }`,
          {
            t: target,
          },
        ),
      );
    expect(await list()).toEqual({ schedules: { totalCount: 1, nodes: [{ id }] } });
    await mutate('deleteSchedule', { scheduleId: id }, 'scheduleId');
    expect(await list()).toEqual({ schedules: { totalCount: 0, nodes: [] } });
  });
});
