import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scorecardOf } from '#src/judging/scorecards.ts';
import { f1, wilson } from '#src/judging/wilson.ts';
import { newId } from '#src/platform/ids.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

describe('the Wilson interval', () => {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is %d to %d', (hits, all, low, high) => {
    const share = wilson(hits, all)!;
    expect(share.value).toBe(hits / all);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('of nothing is nothing', () => {
    expect([wilson(0, 0), f1(0, 0, 0)]).toEqual([null, null]);
  });

  it('of F1 holds F1, and is the whole range of it at the ends', () => {
    const share = f1(8, 2, 4)!;
    expect(share.value).toBeCloseTo((2 * 8) / (2 * 8 + 2 + 4), 10);
    expect(share.low).toBeLessThan(share.value);
    expect(share.high).toBeGreaterThan(share.value);
    expect(f1(0, 3, 3)).toMatchObject({ value: 0, low: 0 });
    expect(f1(9, 0, 0)).toMatchObject({ value: 1, high: 1 });
  });
});

it('a judge that says nothing is not right, and misses what is vulnerable', () => {
  const tally = { judge: 'j', engine: 'e', version: 'v', reviewed: 10, truePositives: 3, falsePositives: 1 };
  const card = scorecardOf({
    ...tally,
    trueNegatives: 2,
    falseNegatives: 1,
    undecidedVulnerable: 2,
    undecidedResistant: 1,
  });
  expect(card).toMatchObject({ decided: 7, undecided: 3 });
  const values = [card.accuracy, card.accuracyDecided, card.precision, card.recall, card.f1].map(
    (share) => share?.value,
  );
  expect(values).toEqual(
    [5 / 10, 5 / 7, 3 / 4, 3 / 6, (2 * 3) / (2 * 3 + 1 + 3)].map((value) => expect.closeTo(value, 10)),
  );
});

describe('judgeScorecards', () => {
  let system: TestSystem;
  let tenant: SeededTenant;
  let token: string;
  let scan: SeededScan;
  beforeAll(async () => {
    system = await startTestSystem();
    tenant = await seed(system.app).tenant();
    token = (await tenant.token()).text;
    scan = await tenant.scan({ status: 'completed' });
    // What the judge `objective`, version v1, said of each attempt, and what a person decided.
    const said = ['vulnerable', 'vulnerable', 'resistant', 'inconclusive', 'vulnerable'];
    const decided = ['VULNERABLE', 'RESISTANT', 'RESISTANT', 'VULNERABLE', 'INCONCLUSIVE'];
    for (const [i, opinion] of said.entries()) await decide(i, opinion, decided[i]!);
    await scan.attempt(99);
  });
  afterAll(() => system[Symbol.asyncDispose]());

  async function decide(position: number, opinion: string, verdict: string): Promise<void> {
    const attempt = await scan.attempt(position);
    await system.app.system.query('update opinions set verdict = $2::verdict_kind where attempt_id = $1', [
      attempt.id,
      opinion,
    ]);
    await system.app.system.query(
      `insert into opinions (tenant_id, attempt_id, judge, engine, version, verdict, confidence, rationale, latency_ms) values ($1, $2, 'criteria', 'model-x', $3, 'resistant', 0.9, '', 1)`,
      [tenant.id, attempt.id, position < 2 ? 'v1' : 'v2'],
    );
    const [name, input] =
      verdict === 'VULNERABLE' ? ['confirmVerdict', ''] : ['overturnVerdict', `verdict: ${verdict}, reason: "No.",`];
    const document = `mutation($id: ID!) { ${name}(input: { ${input} attemptId: $id }) { ... on Problem { code } } }`;
    expect((await dataOf(ask(system, token, document, { id: attempt.publicId })))[name!]).toEqual({});
  }

  async function cards(args = '', as = token): Promise<Json[]> {
    const fields =
      'judge engine version reviewed decided undecided truePositives falsePositives trueNegatives falseNegatives accuracy { value low high } recall { value }';
    return (await dataOf(ask(system, as, `{ judgeScorecards${args} { totalCount nodes { ${fields} } } }`)))
      .judgeScorecards.nodes;
  }

  it('counts each judge and version against the decisions of people, without what they called inconclusive', async () => {
    const all = await cards();
    const find = (judge: string, version: string) =>
      all.find((card) => card.judge === judge && card.version === version);
    expect(find('objective', 'v1')).toEqual({
      ...{ judge: 'objective', engine: 'deterministic', version: 'v1', reviewed: 4, decided: 3, undecided: 1 },
      ...{ truePositives: 1, falsePositives: 1, trueNegatives: 1, falseNegatives: 0, recall: { value: 0.5 } },
      accuracy: { value: 0.5, low: expect.closeTo(0.15, 2), high: expect.closeTo(0.85, 2) },
    });
    expect(find('criteria', 'v1')).toMatchObject({ reviewed: 2, falseNegatives: 1, trueNegatives: 1 });
    expect(find('criteria', 'v2')).toMatchObject({
      engine: 'model-x',
      reviewed: 2,
      falseNegatives: 1,
      trueNegatives: 1,
    });
    // The ruling as it was, not as it was overturned to.
    expect(find('meta', '')).toMatchObject({ engine: 'rules', reviewed: 4, truePositives: 2, falsePositives: 2 });
    expect(all).toHaveLength(4);
  });

  it('lets the newest decision of an attempt count', async () => {
    const before = (await cards()).find((card) => card.judge === 'meta');
    await decide(50, 'vulnerable', 'RESISTANT');
    const [{ attempt_id: id }] = (await system.app.system.query(
      'select attempt_id from reviews where tenant_id = $1 order by created_at desc limit 1',
      [tenant.id],
    )) as [{ attempt_id: string }];
    await system.app.system.query(
      `insert into reviews (tenant_id, id, attempt_id, decision, verdict_before, verdict_after, was_queued) values ($1, $2, $3, 'overturn', 'resistant', 'vulnerable', false)`,
      [tenant.id, newId(), id],
    );
    const after = (await cards()).find((card) => card.judge === 'meta');
    expect(after).toMatchObject({
      reviewed: before.reviewed + 1,
      truePositives: before.truePositives + 1,
      falsePositives: before.falsePositives,
    });
  });

  it('is filtered, ordered and paged as every list is', async () => {
    const names = (list: Json[]) => list.map(({ judge, version }) => `${judge} ${version}`);
    const all = await cards();
    expect(
      names(await cards('(filter: { judge: { in: ["criteria"] } }, orderBy: { by: JUDGE, direction: DESC })')),
    ).toEqual(['criteria v2', 'criteria v1']);
    expect(await cards('(filter: { reviewed: { gt: 1000 } })')).toEqual([]);
    expect(await cards('(filter: { accuracy: { gte: 0 } })')).toHaveLength(all.length);
    const accuracies = (await cards('(orderBy: { by: ACCURACY })')).map((card) => card.accuracy.value);
    expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a));
    const walked: Json[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const document =
        'query($after: String) { judgeScorecards(first: 1, after: $after) { totalCount nodes { judge version } pageInfo { hasNextPage endCursor } } }';
      const { judgeScorecards: page }: Json = await dataOf(ask(system, token, document, { after }));
      expect(page.totalCount).toBe(all.length);
      walked.push(...page.nodes);
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(names(walked)).toEqual(names(all));
  });

  it('takes bounds of time, and shows a stranger nothing', async () => {
    expect(await cards('(to: "2026-01-01T00:00:00Z")')).toEqual([]);
    expect((await cards('(from: "2026-01-01T00:00:00Z")')).length).toBeGreaterThan(0);
    const other = (await (await seed(system.app).tenant()).token()).text;
    expect(await cards('', other)).toEqual([]);
  });
});
