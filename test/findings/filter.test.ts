import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json, post } from '#test/kit/ask.ts';
import { type Seeded, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let ada: Seeded;
let made: { scanA: string; scanB: string; targetB: string };
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  ada = await tenant.member();
  const [a, b] = [await tenant.scan(), await tenant.scan()];
  made = { scanA: a.publicId, scanB: b.publicId, targetB: b.target.publicId };
  const leak = await a.finding('Leaks the admin-password of https://shop.example.com');
  const tool = await a.finding('Runs a forbidden tool');
  await b.finding('Répond en français: 東京 leaky');
  const set = (finding: Seeded, columns: string, values: unknown[]) =>
    system.app.system.query(`update findings set ${columns} where id = $1`, [finding.id, ...values]);
  await set(leak, `severity = 'critical', probe_id = 'other-probe', assignee_id = $2, last_seen_at = '2026-01-01'`, [
    ada.id,
  ]);
  await set(tool, `status = 'triaged', regressed = true, risks = '{LLM06}'`, []);
  await system.app.system.query('insert into finding_tags values ($1, $2, $3)', [tenant.id, tool.id, 'payments']);
});
afterAll(() => system[Symbol.asyncDispose]());

async function titles(filter: Record<string, unknown>): Promise<string[]> {
  const document = 'query($filter: FindingFilter) { findings(filter: $filter) { nodes { title } } }';
  const { findings } = await dataOf(ask(system, token, document, { filter }));
  return findings.nodes.map((node: Json) => node.title.split(' ')[0]).sort();
}

describe('the filter of findings', () => {
  it.each([
    [{}, ['Leaks', 'Runs', 'Répond']],
    [{ severity: ['CRITICAL', 'LOW'] }, ['Leaks']],
    [{ status: ['TRIAGED'] }, ['Runs']],
    [{ status: ['TRIAGED', 'OPEN'] }, ['Leaks', 'Runs', 'Répond']],
    [{ probeId: 'other-probe' }, ['Leaks']],
    [{ risk: 'LLM06' }, ['Runs']],
    [{ tag: ' Payments ' }, ['Runs']],
    [{ assigned: true }, ['Leaks']],
    [{ assigned: false }, ['Runs', 'Répond']],
    [{ regressed: true }, ['Runs']],
    [{ regressed: false }, ['Leaks', 'Répond']],
    [{ to: '2026-02-01T00:00:00Z' }, ['Leaks']],
    [{ from: '2026-02-01T00:00:00Z' }, ['Runs', 'Répond']],
    [{ from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, []],
    [{ text: 'leak' }, ['Leaks', 'Répond']],
    [{ text: 'LEAK pass' }, ['Leaks']],
    [{ text: 'admin-password' }, ['Leaks']],
    [{ text: 'example shop' }, ['Leaks']],
    [{ text: 'FRANÇAIS' }, ['Répond']],
    [{ text: '東京' }, ['Répond']],
    [{ text: `tool' | !x & (` }, ['']],
    [{ text: 'other probe' }, ['Leaks']],
    [{ text: 'leak', assigned: true, severity: ['CRITICAL'] }, ['Leaks']],
    [{ text: 'leak', status: ['TRIAGED'] }, []],
  ])('%j leaves %j', async (filter, left) => {
    expect(await titles(filter)).toEqual(left[0] === '' ? [] : left);
  });

  it('knows targets, scans and members by their ids', async () => {
    expect(await titles({ targetId: made.targetB })).toEqual(['Répond']);
    expect(await titles({ scanId: made.scanA })).toEqual(['Leaks', 'Runs']);
    expect(await titles({ scanId: made.scanB, targetId: made.targetB })).toEqual(['Répond']);
    expect(await titles({ assigneeId: ada.publicId })).toEqual(['Leaks']);
  });

  it.each(['…', '', 'x'.repeat(201)])('refuses the text %j unless it is empty', async (text) => {
    const { body } = await ask(system, token, 'query($t: String) { findings(filter: { text: $t }) { totalCount } }', {
      t: text,
    });
    if (text === '') expect(body.data.findings.totalCount).toBe(3);
    else expect(body.errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([
    [{ severityIs: { gte: 'CRITICAL' } }, ['Leaks']],
    [{ severityIs: { lt: 'CRITICAL' } }, ['Runs', 'Répond']],
    [{ not: { assignee: { isNull: true } } }, ['Leaks']],
    [{ or: [{ tags: { has: 'PAYMENTS' } }, { title: { contains: 'FRANÇ' } }] }, ['Runs', 'Répond']],
    [{ and: [{ text: 'leak' }, { not: { severity: ['CRITICAL'] } }] }, ['Répond']],
    [{ control: { has: 'OWASP_LLM06' } }, ['Runs']],
    [{ lastSeenAt: { gte: '2026-01-01T00:00:00Z', lt: '2026-01-01T00:00:01Z' } }, ['Leaks']],
    [{ or: [] }, []],
  ])('%j leaves %j', async (filter, left) => {
    expect(await titles(filter)).toEqual(left);
  });

  it.each([10, 1000, 20_000])('nested %i times is a refusal, not an error of ours', async (depth) => {
    const filter = `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`; // too deep for JSON.stringify
    const document = 'query($filter: FindingFilter) { findings(filter: $filter) { totalCount } }';
    const text = `{"query":${JSON.stringify(document)},"variables":{"filter":${filter}}}`;
    const { status, body } = await post(system, token, text);
    expect(status).toBeLessThan(500);
    expect(body.errors[0].extensions?.code).not.toBe('INTERNAL');
    expect(body.errors).toHaveLength(1);
  });
});

describe('the order of findings', () => {
  const ORDERED =
    'query($by: FindingOrderBy!, $direction: OrderDirection) { findings(orderBy: { by: $by, direction: $direction }) { nodes { title } } }';
  const ordered = async (by: string, direction?: string) =>
    (await dataOf(ask(system, token, ORDERED, { by, direction }))).findings.nodes.map(
      (node: Json) => node.title.split(' ')[0],
    );

  it('is the one that was asked for', async () => {
    expect((await ordered('SEVERITY'))[0]).toBe('Leaks');
    expect((await ordered('SEVERITY', 'ASC'))[2]).toBe('Leaks');
    expect((await ordered('LAST_SEEN'))[2]).toBe('Leaks');
    expect(await ordered('TITLE', 'ASC')).toEqual((await ordered('TITLE', 'DESC')).reverse());
  });
});
