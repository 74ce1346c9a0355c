import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFilter } from '#src/access/list-audit.ts';
import { verifyChain } from '#src/audit/verify-chain.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const PUT = `mutation($input: PutSecretInput!) { putSecret(input: $input) { __typename } }`;
const put = (name: string, token = OWNER) =>
  dataOf(ask(system, token, PUT, { input: { name, value: 'the-value-of-it' } }));

/** A tenant of one test's own, with so many rows that people made. */
async function chainOf(rows: number): Promise<{ id: string; text: string }> {
  const tenant = await seed(system.app).tenant();
  const { text } = await tenant.token();
  for (let i = 0; i < rows; i += 1) await put(`name_${i}`, text);
  await until('the calls are written', async () => {
    const [row] = await sql<{ n: string }>(
      system.databaseUrl,
      `select count(*) as n from audit_events where tenant_id = '${tenant.id}' and action = 'api.call'`,
    );
    return Number(row!.n) === rows;
  });
  return { id: tenant.id, text };
}

const _verify = (id: string, head: Parameters<typeof verifyChain>[2] = null) =>
  verifyChain(system.app.system, id, head);
/** Somebody with the whole database in their hands. */
const _tamper = (statement: string) =>
  sql(
    system.databaseUrl,
    `set session_replication_role = replica; ${statement}; set session_replication_role = default`,
  );

describe('the log as it is read', () => {
  const LIST = `query($filter: AuditEventFilter, $subjectId: ID, $first: Int, $after: String) {
    auditEvents(filter: $filter, subjectId: $subjectId, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id sequence action result subjectKind subjectId address actor { tokenId } detail } } }`;
  const list = async (text: string, variables: object): Promise<Json> =>
    (await dataOf(ask(system, text, LIST, variables as Record<string, unknown>))).auditEvents;

  it('is newest first, filtered by what, who, how and when', async () => {
    const { text, id } = await chainOf(3);
    const puts = await list(text, { filter: { action: { eq: 'secret.put' } } });
    expect(puts.nodes.map((node: Json) => node.detail.name)).toEqual(['name_2', 'name_1', 'name_0']);
    expect(puts.nodes[0]).toMatchObject({ result: 'SUCCESS', subjectKind: 'secret', address: '127.0.0.1' });
    const [one] = puts.nodes;
    const bySubject = await list(text, { subjectId: one.subjectId });
    expect(bySubject.nodes.map((node: Json) => node.id)).toEqual([one.id]);
    const byToken = await list(text, { filter: { token: { eq: one.actor.tokenId }, action: { eq: 'secret.put' } } });
    expect(byToken.totalCount).toBe(3);
    expect((await list(text, { filter: { result: { eq: 'FAILURE' } } })).nodes).toEqual([]);
    const [moment] = await sql<{ at: Date }>(
      system.databaseUrl,
      `select at from audit_events where id = '${id}' or sequence = 1 and tenant_id = '${id}'`,
    );
    expect((await list(text, { filter: { at: { lt: moment!.at.toISOString() } } })).nodes).toEqual([]);
    const page = await list(text, { filter: { action: { eq: 'secret.put' } }, first: 2 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    const rest = await list(text, {
      filter: { action: { eq: 'secret.put' } },
      first: 2,
      after: page.pageInfo.endCursor,
    });
    expect(rest.nodes.map((node: Json) => node.detail.name)).toEqual(['name_0']);
  });

  it('is for those who may read it, and of their tenant alone', async () => {
    const tenant = await seed(system.app).tenant();
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const { body } = await ask(system, text, '{ auditEvents { totalCount } }');
    expect(body.errors[0].extensions).toMatchObject({ code: 'MISSING_SCOPE', details: { scope: 'audit:read' } });
  });

  it.each([
    [{ action: 'Scan Started' }, 'invalid_action_filter'],
    [{ action: 'scan' }, 'invalid_action_filter'],
    [{ action: `a.${'b'.repeat(64)}` }, 'invalid_action_filter'],
    [{ target_kind: 'Finding!' }, 'invalid_target_kind'],
    [{ result: 'maybe' }, 'invalid_result'],
    [{ from: '2026-01-01' }, 'invalid_from'],
    [{ from: '2026-01-01T00:00:00' }, 'invalid_from'],
    [{ from: '2026-02-30T00:00:00Z' }, 'invalid_from'],
    [{ to: '2026-13-01T00:00:00Z' }, 'invalid_to'],
  ])('by parameters such as %j is refused as %s', (parameters, code) => {
    expect(() => auditFilter(parameters)).toThrow(expect.objectContaining({ code }));
  });
});

it('usage is counted from the rows, by days and by months, without gaps', async () => {
  const tenant = await seed(system.app).tenant();
  const { text } = await tenant.token();
  const scan = await tenant.scan();
  await scan.finding();
  await sql(
    system.databaseUrl,
    `update scans set created_at = '2026-03-02T23:30:00Z', answered = 3, spent_calls = 4, spent_tokens = 500, spent_usd = 0.25, judge_calls = 6, judge_tokens = 70, judge_usd = 0.5 where id = '${scan.id}';
     update findings set first_seen_at = '2026-03-04T00:00:00Z' where first_scan_id = '${scan.id}'`,
  );
  const usage = async (by: string, from: string, to: string): Promise<Json> =>
    (
      await ask(
        system,
        text,
        `{ usage(by: ${by}, from: "${from}", to: "${to}") { totalCount nodes { from scans attempts targetCalls targetTokens targetUsd judgeCalls judgeTokens judgeUsd findings } } }`,
      )
    ).body;
  const days = (await usage('DAY', '2026-03-02T00:00:00Z', '2026-03-05T00:00:00Z')).data.usage.nodes;
  const none = {
    scans: 0,
    attempts: 0,
    targetCalls: 0,
    targetTokens: 0,
    targetUsd: 0,
    judgeCalls: 0,
    judgeTokens: 0,
    judgeUsd: 0,
    findings: 0,
  };
  const used = {
    scans: 1,
    attempts: 3,
    targetCalls: 4,
    targetTokens: 500,
    targetUsd: 0.25,
    judgeCalls: 6,
    judgeTokens: 70,
    judgeUsd: 0.5,
  };
  expect(days).toEqual([
    { ...none, ...used, from: '2026-03-02T00:00:00.000Z' },
    { ...none, from: '2026-03-03T00:00:00.000Z' },
    { ...none, findings: 1, from: '2026-03-04T00:00:00.000Z' },
  ]);
  const months = (await usage('MONTH', '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z')).data.usage.nodes;
  expect(months.map((month: Json) => [month.from.slice(0, 7), month.scans, month.findings])).toEqual([
    ['2026-01', 0, 0],
    ['2026-02', 0, 0],
    ['2026-03', 1, 1],
  ]);
  const busiest = `{ usage(from: "2026-03-02T00:00:00Z", to: "2026-03-05T00:00:00Z", filter: { or: [{ scans: { gt: 0 } }, { findings: { gte: 1 } }] }, orderBy: { by: TARGET_USD }) {
    totalCount nodes { from } } }`;
  expect((await ask(system, text, busiest)).body.data.usage).toEqual({
    totalCount: 2,
    nodes: [{ from: '2026-03-02T00:00:00.000Z' }, { from: '2026-03-04T00:00:00.000Z' }],
  });
  expect((await usage('DAY', '2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z')).errors[0].extensions.code).toBe(
    'INVALID_TO',
  );
  expect((await usage('DAY', '2016-03-02T00:00:00Z', '2026-03-02T00:00:00Z')).errors[0].extensions.code).toBe(
    'INVALID_FROM',
  );
});
