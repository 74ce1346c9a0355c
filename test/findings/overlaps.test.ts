import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldCounts } from '#src/findings/fold-counts.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { askingTheFindings, askingTheLedger, FRAMEWORKS, madeFinding, START, some } from './finding-arbitraries.ts';
import { makeFindings } from './many-findings.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let scans: SeededScan[];
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scans = [await tenant.scan(), await tenant.scan(), await tenant.scan()];
  await makeFindings(system.app, tenant, scans, fc.sample(madeFinding, { numRuns: 90, seed: 7 }));
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}, as = token) => dataOf(ask(system, as, query, variables));

const OVERLAPS = `query($filter: FindingFilter, $frameworks: [FrameworkSlug!], $suggested: Boolean, $after: String, $curated: Boolean, $tier: Int, $editions: [EditionInput!]) {
  overlaps(filter: $filter, frameworks: $frameworks, suggested: $suggested, curated: $curated, tier: $tier, editions: $editions, first: 100, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { refA refB findingCount severities { critical high medium low info } curated { id tier core strength rationale sources } } } }`;

/** Every pair, page by page. */
async function everyPair(variables: object, as = token): Promise<Json[]> {
  const pairs: Json[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { overlaps }: Json = await read(OVERLAPS, { ...variables, after }, as);
    pairs.push(...overlaps.nodes);
    expect(overlaps.totalCount).toBeGreaterThanOrEqual(pairs.length);
    ({ hasNextPage: more, endCursor: after } = overlaps.pageInfo);
  }
  return pairs;
}

// Longest first: every ref of OWASP_AGENTIC would otherwise be none's.
const frameworkOf = (ref: string) => FRAMEWORKS.find((slug) => ref.startsWith(slug))!;

/** The same counts the slow way: every finding with its refs, each two of them looked at. */
async function bruteForce(filter: object, suggested: boolean, frameworks: string[] | null): Promise<Map<string, Json>> {
  const { findings } = await read(
    'query($filter: FindingFilter, $suggested: Boolean) { findings(filter: $filter, first: 100) { nodes { severity refs(suggested: $suggested) } } }',
    { filter, suggested },
  );
  const found = new Map<string, Json>();
  for (const { severity, refs } of findings.nodes) {
    for (const [i, a] of refs.entries()) {
      for (const b of refs.slice(i + 1)) {
        if (frameworkOf(a) === frameworkOf(b)) continue;
        if (frameworks && !(frameworks.includes(frameworkOf(a)) && frameworks.includes(frameworkOf(b)))) continue;
        const key = [a, b].sort().join(' ');
        const none = { findingCount: 0, severities: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } };
        const pair = found.get(key) ?? none;
        pair.findingCount += 1;
        pair.severities[severity.toLowerCase()] += 1;
        found.set(key, pair);
      }
    }
  }
  return found;
}

/** Numbers of scans are their ids, which no generator knows. */
function withIds(filter: Json): Json {
  return {
    ...filter,
    ...(filter.scan && { scan: { in: filter.scan.in.map((i: number) => scans[i]!.publicId) } }),
    ...(filter.target && { target: { eq: scans[filter.target.eq]!.target.publicId } }),
  };
}

async function expectEqual(filter: object, suggested = true, frameworks: string[] | null = null): Promise<void> {
  const expected = await bruteForce(filter, suggested, frameworks);
  const pairs = await everyPair({ filter, suggested, frameworks });
  const given = new Map(
    pairs.map(({ refA, refB, findingCount, severities }) => [
      [refA, refB].sort().join(' '),
      { findingCount, severities },
    ]),
  );
  expect(given).toEqual(expected);
  expect(pairs).toHaveLength(expected.size);
}

describe('counted overlaps', () => {
  it.each([
    ['severity, status, time, risk and control', askingTheLedger],
    ['scan, target and whatever else', askingTheFindings],
  ])('are, for any filter by %s, what looking at every finding gives', async (_name, filters) => {
    await fc.assert(
      fc.asyncProperty(
        filters as fc.Arbitrary<Json>,
        fc.boolean(),
        fc.option(some(FRAMEWORKS)),
        (filter, suggested, frameworks) => expectEqual(withIds(filter), suggested, frameworks),
      ),
      { numRuns: 40 },
    );
  });

  it('stay exact while findings change, come and go at once, folded or not', async () => {
    const { query } = system.app.system;
    const change = (sql: string) =>
      query(`update findings set ${sql} where tenant_id = $1 and abs(hashtext(id::text)) % 3 = $2`, [
        tenant.id,
        Math.floor(Math.random() * 3),
      ]);
    const changes = [
      () => change(`status = 'resolved'`),
      () => change(`severity = 'low'`),
      () => change(`last_seen_at = last_seen_at + interval '31 hours'`),
      () => change(`risks = '{LLM05,ASI02}', status = 'open'`),
      () =>
        query(
          `delete from findings where tenant_id = $1 and id in (select id from findings where tenant_id = $1 order by id limit 5)`,
          [tenant.id],
        ),
      () =>
        makeFindings(system.app, tenant, scans, [
          { risks: ['LLM03'], severity: 'high', status: 'open', lastSeenAt: new Date(START), scan: 0 },
        ]),
      () => foldCounts(system.app.system, tenant.id),
      () => foldCounts(system.app.system, tenant.id),
    ];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(changes.map((one) => one()));
      await expectEqual({});
      await expectEqual({ status: ['OPEN'], from: new Date(START + 86_400_000 * 9.5).toISOString() });
    }
    await foldCounts(system.app.system, tenant.id);
    const keys = await query('select is_month, day, severity, status, risks from finding_counts where tenant_id = $1', [
      tenant.id,
    ]);
    expect(new Set(keys.map((row) => JSON.stringify(row))).size).toBe(keys.length);
    await expectEqual({});
  });

  it.each([
    { from: '0000-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' },
    { from: '9999-12-31T00:00:00Z' },
    { to: '0000-01-01T00:00:00Z' },
    { from: '2026-01-02T00:00:00.001Z', to: '2026-01-02T00:00:00.001Z' },
    { from: '2026-03-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  ])('are counted in the time %j, however odd', async (time) => {
    await expectEqual(time);
  });

  it('follow a rolled back transaction nowhere', async () => {
    const before = await everyPair({});
    const undone = system.app.system.transaction(async (tx) => {
      await tx.query('delete from findings where tenant_id = $1', [tenant.id]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await everyPair({})).toEqual(before);
  });

  it('run from the most findings to the fewest, each pair once', async () => {
    const pairs = await everyPair({});
    const counts = pairs.map((pair) => pair.findingCount);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(new Set(pairs.map(({ refA, refB }) => [refA, refB].sort().join())).size).toBe(pairs.length);
  });

  it('keep their place when counts change between two pages', async () => {
    const page = (after: string | null) =>
      read(
        'query($after: String) { overlaps(first: 5, after: $after) { nodes { refA refB findingCount } edges { cursor } } }',
        { after },
      );
    const first = (await page(null)).overlaps;
    const { findingCount: last } = first.nodes.at(-1);
    await makeFindings(system.app, tenant, scans, [
      { risks: ['LLM04'], severity: 'low', status: 'open', lastSeenAt: new Date(START), scan: 0 },
    ]);
    const second = (await page(first.edges.at(-1).cursor)).overlaps;
    expect(second.nodes).toHaveLength(5);
    for (const { findingCount } of second.nodes) expect(findingCount).toBeLessThanOrEqual(last);
  });

  it('give the findings behind each pair, as many as they say, each touching both', async () => {
    const { overlaps } = await read(
      `query($filter: FindingFilter) { overlaps(filter: $filter, first: 30) { nodes { refA refB findingCount controlA { title } findings(first: 100) { totalCount nodes { id status refs } } } } }`,
      { filter: { status: ['OPEN', 'TRIAGED'] } },
    );
    expect(overlaps.nodes.length).toBeGreaterThan(10);
    for (const { refA, refB, findingCount, findings } of overlaps.nodes) {
      expect(findings.totalCount).toBe(findingCount);
      expect(findings.nodes).toHaveLength(findingCount);
      for (const finding of findings.nodes) {
        expect(finding.refs).toEqual(expect.arrayContaining([refA, refB]));
        expect(['OPEN', 'TRIAGED']).toContain(finding.status);
      }
    }
  });

  it('of another tenant are none of the caller’s', async () => {
    const other = (await (await seed(system.app).tenant()).token()).text;
    expect(await everyPair({}, other)).toEqual([]);
    for (const pair of await everyPair({ curated: true }, other)) expect(pair.findingCount).toBe(0);
  });

  it('need the scope to read findings', async () => {
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const { body } = await ask(system, text, '{ overlaps { nodes { refA } } }');
    expect(body.errors[0].extensions.code).toBe('MISSING_SCOPE');
  });
});

describe('curated overlaps', () => {
  it('are the 22 core pairs, whether or not findings touch them, with the counts of those that do', async () => {
    const core = await everyPair({ curated: true });
    expect(core).toHaveLength(22);
    const counted = new Map(
      (await everyPair({})).map((pair) => [[pair.refA, pair.refB].sort().join(' '), pair.findingCount]),
    );
    for (const { refA, refB, findingCount, curated } of core) {
      expect(curated).toMatchObject({ core: true, tier: 1 });
      expect(findingCount).toBe(counted.get([refA, refB].sort().join(' ')) ?? 0);
    }
    expect(core.some((pair) => pair.findingCount === 0)).toBe(true);
    expect(core.some((pair) => pair.findingCount > 0)).toBe(true);
  });

  it('come in all tiers on request, with rationale, strength and sources in words', async () => {
    expect(await everyPair({ curated: true, tier: 2 })).toHaveLength(128);
    const all = await everyPair({ curated: true, tier: 4 });
    expect(all).toHaveLength(291);
    for (const { curated } of all) {
      expect(curated.rationale).not.toBe('');
      expect(['equivalent', 'subset', 'related']).toContain(curated.strength);
      expect(curated.sources.length).toBeGreaterThan(0);
      for (const source of curated.sources) expect(source).toMatch(/ /);
    }
  });

  it('refuse a tier that there is not', async () => {
    const { body } = await ask(system, token, '{ overlaps(curated: true, tier: 5) { nodes { refA } } }');
    expect(body.errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('follow their controls into the edition that is chosen', async () => {
    const editions = [{ framework: 'OWASP_LLM', edition: '2026' }];
    const core = await everyPair({ curated: true, editions });
    const pair = (id: string) => core.find((one) => one.curated.id === id);
    expect(pair('OV101')).toMatchObject({ refA: 'OWASP_LLM03', refB: 'EU_AI_ACT_Art14' });
    expect(pair('OV081')).toMatchObject({
      refA: 'MITRE_ATLAS_AML_T0056',
      refB: 'OWASP_LLM08',
      curated: { strength: 'subset' },
    });
  });
});
