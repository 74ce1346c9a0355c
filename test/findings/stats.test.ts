import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let ada: Seeded;
let target: Seeded;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  ada = await tenant.member('Ada');
  const [a, b] = [await tenant.scan(), await tenant.scan()];
  target = a.target;
  // Three of one target and one of another: high, high, critical, high.
  const made = [
    await a.finding('Leaks the password'),
    await a.finding('Obeys'),
    await a.finding('Runs tools'),
    await b.finding('Leaks'),
  ];
  const set = (i: number, columns: string) =>
    system.app.system.query(`update findings set ${columns} where id = $1`, [made[i]!.id]);
  await set(0, `assignee_id = '${ada.id}', status = 'triaged'`);
  await set(1, `risks = '{LLM06}', description = 'The password is obeyed.'`);
  await set(2, `severity = 'critical', risks = '{LLM06,LLM10}', status = 'accepted'`);
  for (const tag of ['web', 'urgent'])
    await system.app.system.query('insert into finding_tags values ($1, $2, $3)', [tenant.id, made[0]!.id, tag]);
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}) => dataOf(ask(system, token, query, variables));
const counts = (groups: Json) => Object.fromEntries(groups.map((group: Json) => [group.key ?? 'none', group.count]));

async function stats(groupBy: string, filter: object = {}): Promise<Json> {
  const query = `query($by: FindingGroupBy!, $filter: FindingFilter) { findingStats(groupBy: $by, filter: $filter) { total groups(top: 100) { key label count } } }`;
  return (await read(query, { by: groupBy, filter })).findingStats;
}

describe('findings are counted', () => {
  it.each([
    ['STATUS', { OPEN: 2, TRIAGED: 1, ACCEPTED: 1 }],
    ['SEVERITY', { HIGH: 3, CRITICAL: 1 }],
    ['PROBE', { 'prompt-injection-basic': 4 }],
    ['RISK', { LLM01: 2, LLM07: 2, LLM06: 2, LLM10: 1 }],
    ['TAG', { none: 3, urgent: 1, web: 1 }],
  ])('by %s', async (by, groups) => {
    const answer = await stats(by);
    expect(counts(answer.groups)).toEqual(groups);
    expect(answer.total).toBe(4);
    expect(answer.groups.map((group: Json) => group.count)).toEqual(Object.values(groups).sort((x, y) => y - x));
  });

  it('by target and assignee, with their names, under keys that the filter takes', async () => {
    const { groups } = await stats('TARGET');
    expect(groups[0]).toEqual({ key: target.publicId, label: 'Bot', count: 3 });
    expect((await stats('RISK', { target: { eq: groups[0].key } })).total).toBe(3);
    expect((await stats('ASSIGNEE')).groups).toEqual([
      { key: null, label: null, count: 3 },
      { key: ada.publicId, label: 'Ada', count: 1 },
    ]);
  });

  it('by control and framework, each finding once in each', async () => {
    const controls = counts((await stats('CONTROL')).groups);
    expect(controls).toMatchObject({ OWASP_LLM01: 2, OWASP_LLM06: 2, OWASP_LLM10: 1 });
    expect(counts((await stats('FRAMEWORK')).groups)).toMatchObject({ OWASP_LLM: 4 });
    expect((await stats('STATUS', { control: { has: 'OWASP_LLM06' } })).total).toBe(2);
    expect((await stats('STATUS', { framework: { has: 'OWASP_LLM' } })).total).toBe(4);
  });

  it('for a filter, and no further than asked', async () => {
    expect(counts((await stats('SEVERITY', { severityIs: { gte: 'CRITICAL' } })).groups)).toEqual({ CRITICAL: 1 });
    const { findingStats } = await read('{ findingStats(groupBy: RISK) { groups(top: 1) { key } } }');
    expect(findingStats.groups).toHaveLength(1);
    for (const size of [0, 101]) {
      const { body } = await ask(system, token, `{ findingStats(groupBy: RISK) { groups(top: ${size}) { key } } }`);
      expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
    }
  });

  it('without the names of targets for who may not see targets', async () => {
    const { text } = await tenant.token({ scopes: ['findings:read'] });
    const { findingStats } = await dataOf(ask(system, text, '{ findingStats(groupBy: TARGET) { groups { label } } }'));
    expect(findingStats.groups.map((group: Json) => group.label)).toEqual([null, null]);
  });

  it('for nobody else', async () => {
    const { text } = await (await seed(system.app).tenant()).token();
    const { findingStats } = await dataOf(
      ask(system, text, '{ findingStats(groupBy: STATUS) { total groups { key } } }'),
    );
    expect(findingStats).toEqual({ total: 0, groups: [] });
  });
});

describe('facets', () => {
  const FACETS =
    'query($filter: FindingFilter) { findingFacets(filter: $filter) { status { key count } severity { key count } risk { key count } } }';

  it('leave out what the filter says about themselves', async () => {
    const filter = { status: ['OPEN'], severityIs: { eq: 'HIGH' } };
    const { findingFacets: facets } = await read(FACETS, { filter });
    expect(counts(facets.status)).toEqual({ OPEN: 2, TRIAGED: 1 });
    expect(counts(facets.severity)).toEqual({ HIGH: 2 });
    expect(counts(facets.risk)).toEqual({ LLM01: 1, LLM06: 1, LLM07: 1 });
  });

  it('say how many the list would hold', async () => {
    const { findingFacets: facets } = await read(FACETS, { filter: { status: ['OPEN'] } });
    for (const { key, count } of facets.risk) {
      const { findings } = await read('query($f: FindingFilter) { findings(filter: $f) { totalCount } }', {
        f: { status: ['OPEN'], risks: { has: key } },
      });
      expect(findings.totalCount).toBe(count);
    }
    expect(facets.risk.length).toBeGreaterThan(1);
  });
});
