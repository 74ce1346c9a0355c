import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  const scan = await tenant.scan();
  const life = async (first: string, changes: [at: string, from: string, to: string][], columns = '') => {
    const { id } = await scan.finding();
    const last = changes.at(-1)?.[2] ?? 'open';
    await system.app.system.query(
      `update findings set first_seen_at = $2, status = $3::finding_status${columns} where id = $1`,
      [id, first, last],
    );
    for (const [number, [at, from, to]] of changes.entries())
      await system.app.system.query(
        `insert into finding_changes (tenant_id, id, finding_id, number, batch_id, kind, before, after, created_at)
         values ($1, gen_random_uuid(), $2, $3, gen_random_uuid(), 'status', jsonb_build_object('status', $4::text), jsonb_build_object('status', $5::text), $6)`,
        [tenant.id, id, number + 1, from, to, at],
      );
  };
  await life('2026-02-20T12:00:00Z', []);
  await life('2026-03-01T23:30:00Z', [
    ['2026-03-02T10:00:00Z', 'open', 'triaged'],
    ['2026-03-03T10:00:00Z', 'triaged', 'resolved'],
    ['2026-03-05T10:00:00Z', 'resolved', 'open'],
  ]);
  await life('2026-03-02T08:00:00Z', [['2026-03-04T10:00:00Z', 'open', 'accepted']], `, severity = 'critical'`);
});
afterAll(() => system[Symbol.asyncDispose]());

const TREND = `query($interval: TrendInterval!, $from: DateTime!, $to: DateTime!, $zone: String, $filter: FindingFilter) {
  findingTrend(interval: $interval, from: $from, to: $to, timeZone: $zone, filter: $filter) { start end opened resolved dismissed openAtEnd } }`;
const trend = async (variables: Record<string, unknown>) =>
  (await dataOf(ask(system, token, TREND, variables))).findingTrend;
const days = { interval: 'DAY', from: '2026-03-01T05:00:00Z', to: '2026-03-06T00:00:00Z' };
const row = (step: Json) => [step.opened, step.resolved, step.dismissed, step.openAtEnd];

describe('the trend of findings', () => {
  it('counts what came, what went and what was open, day by day', async () => {
    const steps = await trend(days);
    expect(steps.map((step: Json) => step.start.slice(0, 10))).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
    ]);
    expect(steps.map(row)).toEqual([
      [1, 0, 0, 2],
      [1, 0, 0, 3],
      [0, 1, 0, 2],
      [0, 0, 1, 1],
      [1, 0, 0, 2],
    ]);
  });

  it('begins its days at the midnights of a time zone, also where a day has 23 hours', async () => {
    const steps = await trend({ ...days, zone: 'Europe/Berlin' });
    expect(steps[0]).toMatchObject({ start: '2026-02-28T23:00:00.000Z', end: '2026-03-01T23:00:00.000Z', opened: 0 });
    expect(steps[1]).toMatchObject({ opened: 2, openAtEnd: 3 });
    const spring = await trend({
      interval: 'DAY',
      from: '2026-03-28T12:00:00Z',
      to: '2026-03-30T12:00:00Z',
      zone: 'Europe/Berlin',
    });
    const hours = spring.map((step: Json) => (Date.parse(step.end) - Date.parse(step.start)) / 3_600_000);
    expect(hours).toEqual([24, 23, 24]);
  });

  it.each([
    ['WEEK', '2026-02-23T00:00:00.000Z'],
    ['MONTH', '2026-03-01T00:00:00.000Z'],
    ['HOUR', '2026-03-01T05:00:00.000Z'],
  ])('comes in steps of a %s', async (interval, start) => {
    const steps = await trend({ ...days, interval });
    expect(steps[0].start).toBe(start);
    let open = steps[0].openAtEnd;
    for (const step of steps.slice(1)) {
      open += step.opened - step.resolved - step.dismissed;
      expect(step.openAtEnd).toBe(open);
    }
    expect(steps.at(-1).openAtEnd).toBe(2);
  });

  it('is of the findings that the filter leaves', async () => {
    expect((await trend({ ...days, filter: { severity: ['CRITICAL'] } })).map(row)).toEqual([
      [0, 0, 0, 0],
      [1, 0, 0, 1],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it.each([
    ['no such zone', { zone: 'Europe/Atlantis' }],
    ['a zone that is no text of one', { zone: "UTC'; drop table findings; --" }],
    ['an end before its beginning', { to: '2026-02-01T00:00:00Z' }],
    ['too many steps', { interval: 'HOUR', to: '2026-06-01T00:00:00Z' }],
    ['years beyond counting', { from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z', interval: 'MONTH' }],
  ])('is refused with %s', async (_name, change) => {
    const { body } = await ask(system, token, TREND, { ...days, ...change });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });
});
