import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeFinding, makeFindings } from '#test/findings/many-findings.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

// What is counted is proved where it is counted. Here: that each filter of REST is the one of the same name there.

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let scans: SeededScan[];
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scans = [await tenant.scan(), await tenant.scan()];
  await makeFindings(system.app, tenant, scans, FINDINGS);
});
afterAll(() => system[Symbol.asyncDispose]());

const made = (risks: string[], severity: string, status: string, day: string, scan: number): MadeFinding => ({
  risks,
  severity,
  status,
  lastSeenAt: new Date(`${day}T12:00:00Z`),
  scan,
});
const FINDINGS = [
  made(['LLM01'], 'critical', 'open', '2026-04-01', 0),
  made(['LLM01', 'LLM07'], 'high', 'open', '2026-04-20', 0),
  made(['LLM07'], 'high', 'resolved', '2026-05-02', 0),
  made(['ASI06'], 'medium', 'triaged', '2026-05-09', 1),
  made(['LLM02', 'ASI03'], 'low', 'open', '2026-06-11', 1),
  made(['LLM10'], 'info', 'accepted', '2026-06-30', 1),
];

const read = async (path: string, as = token): Promise<Json> => {
  const { status, body } = await rest(system, as, 'GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

type Pair = { refs: string; count: number; high: number };

/** Every pair of an address, page by page. */
async function pairs(query: string): Promise<Pair[]> {
  const all: Pair[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { data, next_cursor }: Json = await read(`/overlaps?limit=100&${query}${next}`);
    for (const one of data)
      all.push({ refs: `${one.ref_a} ${one.ref_b}`, count: one.finding_count, high: one.severities.high });
    cursor = next_cursor;
  } while (cursor);
  return all;
}

async function graphqlPairs(variables: Json): Promise<Pair[]> {
  const all: Pair[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { overlaps }: Json = await dataOf(
      ask(
        system,
        token,
        `query($filter: FindingFilter, $frameworks: [FrameworkSlug!], $editions: [EditionInput!], $suggested: Boolean, $after: String) {
          overlaps(filter: $filter, frameworks: $frameworks, editions: $editions, suggested: $suggested, first: 100, after: $after) {
            pageInfo { hasNextPage endCursor } nodes { refA refB findingCount severities { high } } } }`,
        { ...variables, after },
      ),
    );
    for (const { refA, refB, findingCount, severities } of overlaps.nodes)
      all.push({ refs: `${refA} ${refB}`, count: findingCount, high: severities.high });
    ({ hasNextPage: more, endCursor: after } = overlaps.pageInfo);
  }
  return all;
}

describe('overlaps over REST', () => {
  it.each<[query: () => string, same: () => Json]>([
    [() => 'severity=high,critical', () => ({ filter: { severityIs: { in: ['HIGH', 'CRITICAL'] } } })],
    [() => 'status=open', () => ({ filter: { statusIs: { in: ['OPEN'] } } })],
    [() => 'status=resolved,accepted', () => ({ filter: { statusIs: { in: ['RESOLVED', 'ACCEPTED'] } } })],
    [
      () => `endpoint_id=${scans[0]!.target.publicId}`,
      () => ({ filter: { target: { eq: scans[0]!.target.publicId } } }),
    ],
    [() => `target_id=${scans[1]!.target.publicId}`, () => ({ filter: { target: { eq: scans[1]!.target.publicId } } })],
    [() => `scan_id=${scans[1]!.publicId}`, () => ({ filter: { scan: { eq: scans[1]!.publicId } } })],
    [
      () => 'from=2026-04-10&to=2026-05-09T12:00:00Z',
      () => ({ filter: { lastSeenAt: { gte: '2026-04-10T00:00:00Z', lt: '2026-05-09T12:00:00Z' } } }),
    ],
    [() => 'risk=LLM07,ASI06', () => ({ filter: { risks: { hasAny: ['LLM07', 'ASI06'] } } })],
    [() => 'framework_ref=OWASP_LLM02', () => ({ filter: { control: { hasAny: ['OWASP_LLM02'] } } })],
    [() => 'frameworks=OWASP_LLM,EU_AI_ACT', () => ({ frameworks: ['OWASP_LLM', 'EU_AI_ACT'] })],
    [() => 'editions=OWASP_LLM:2026', () => ({ editions: [{ framework: 'OWASP_LLM', edition: '2026' }] })],
    [() => 'suggested=false', () => ({ suggested: false })],
    [
      () => `severity=high&status=open&scan_id=${scans[0]!.publicId}&frameworks=OWASP_LLM,MITRE_ATLAS`,
      () => ({
        filter: {
          and: [{ severityIs: { in: ['HIGH'] } }, { statusIs: { in: ['OPEN'] } }, { scan: { eq: scans[0]!.publicId } }],
        },
        frameworks: ['OWASP_LLM', 'MITRE_ATLAS'],
      }),
    ],
  ])('are filtered as over GraphQL (%#)', async (query, same) => {
    const [given, expected, all] = [await pairs(query()), await graphqlPairs(same()), await pairs('')];
    expect(given.length, query()).toBeGreaterThan(0);
    expect(given).toEqual(expected);
    expect(given).not.toEqual(all);
  });

  it.each([
    ['editions=OWASP_LLM:1999', 'edition_unknown'],
    ['editions=NONE:2026', 'framework_unknown'],
    ['editions=OWASP_LLM', 'invalid_input'],
    ['editions=,:', 'invalid_input'],
    ['suggested=perhaps', 'invalid_input'],
    ['status=shut', 'invalid_input'],
    ['from=yesterday', 'invalid_input'],
    ['endpoint_id=none', 'invalid_endpoint_id'],
    ['cursor=none', 'invalid_cursor'],
    ['colour=red', 'unknown_field'],
  ])('refuse %s: %s', async (query, error) => {
    const { status, body } = await rest(system, token, 'GET', `/overlaps?${query}`);
    expect([status, body.error]).toEqual([400, error]);
  });

  it('tell a curated pair with its reasons, in all tiers on request', async () => {
    const { data } = await read('/overlaps?curated=true&limit=100');
    expect(data).toHaveLength(22);
    for (const { curated } of data) {
      expect(curated).toMatchObject({
        tier: 1,
        core: true,
        strength: expect.any(String),
        confidence: expect.any(String),
      });
      expect(curated.rationale.length).toBeGreaterThan(20);
    }
    expect(await pairs('curated=true&tier=4')).toHaveLength(291);
  });
});

describe('coverage over REST', () => {
  const touched = async (query: string) => {
    const { data } = await read(`/coverage?framework=OWASP_LLM&${query}`);
    return Object.fromEntries(
      data
        .filter((one: Json) => one.findings_open + one.findings_closed > 0)
        .map((one: Json) => [one.local_id.slice(0, 5), [one.findings_open, one.findings_closed]]),
    );
  };
  const direct = (counts: Json, ...ids: string[]) => ids.map((id) => counts[id] ?? [0, 0]);

  it.each<[query: () => string, llm01: number[], llm07: number[]]>([
    [() => '', [2, 0], [1, 1]],
    [() => 'severity=critical', [1, 0], [0, 0]],
    [() => `endpoint_id=${scans[1]!.target.publicId}`, [0, 0], [0, 0]],
    [() => `scan_id=${scans[0]!.publicId}`, [2, 0], [1, 1]],
    [() => 'from=2026-04-02&to=2026-05-01', [1, 0], [1, 0]],
  ])('counts what each filter leaves (%#)', async (query, llm01, llm07) => {
    const own = await touched(query());
    const related = await touched(`${query()}&edition=2025`);
    expect(related).toEqual(own);
    const counted = direct(own, 'LLM01', 'LLM07');
    // Related links count too, so these are the least.
    expect(counted[0]![0]).toBeGreaterThanOrEqual(llm01[0]!);
    expect(counted[1]![0]).toBeGreaterThanOrEqual(llm07[0]!);
    const graphql = await graphqlCoverage(query());
    expect(own).toEqual(graphql);
  });

  /** The same over GraphQL. */
  async function graphqlCoverage(query: string): Promise<Json> {
    const { severity, endpoint_id, scan_id, from, to } = Object.fromEntries(new URLSearchParams(query));
    const { coverage }: Json = await dataOf(
      ask(
        system,
        token,
        'query($filter: CoverageFilter) { coverage(framework: OWASP_LLM, filter: $filter) { controls(first: 100) { nodes { control { localId } openFindings closedFindings } } } }',
        {
          filter: {
            ...(severity && { severities: [severity.toUpperCase()] }),
            ...(endpoint_id && { targetIds: [endpoint_id] }),
            ...(scan_id && { scanIds: [scan_id] }),
            ...(from && { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` }),
          },
        },
      ),
    );
    return Object.fromEntries(
      coverage.controls.nodes
        .filter((one: Json) => one.openFindings + one.closedFindings > 0)
        .map((one: Json) => [one.control.localId.slice(0, 5), [one.openFindings, one.closedFindings]]),
    );
  }

  it('reads in the edition that is asked for, and in that of the tenant', async () => {
    const editionOf = async (query: string, as = token) =>
      (await read(`/coverage?framework=OWASP_LLM${query}`, as)).framework.edition;
    expect([await editionOf(''), await editionOf('&edition=2026')]).toEqual(['2025', '2026']);
    const other = await seed(system.app).tenant();
    const theirs = (await other.token()).text;
    await system.app.system.query('insert into tenant_settings (tenant_id, owasp_llm_edition) values ($1, 2026)', [
      other.id,
    ]);
    expect([await editionOf('', theirs), await editionOf('&edition=2025', theirs)]).toEqual(['2026', '2025']);
    const { data } = await read('/frameworks/OWASP_LLM/controls?limit=10', theirs);
    expect(new Set(data.map(({ edition }: Json) => edition))).toEqual(new Set(['2026']));
  });

  it('says of every state how many controls are in it, for all six frameworks', async () => {
    const { data } = await read('/frameworks');
    const slugs = [...new Set(data.map(({ slug }: Json) => slug))];
    expect(slugs).toHaveLength(6);
    for (const slug of slugs) {
      const { summary, data: controls } = await read(`/coverage?framework=${slug}`);
      const states = Object.groupBy<string, Json>(controls, ({ state }) => state);
      for (const [state, count] of Object.entries(summary))
        expect(states[state]?.length ?? 0, `${slug} ${state}`).toBe(count);
    }
  });
});

describe('controls over REST', () => {
  it('are found by words and walked page by page, each once', async () => {
    const { data } = await read('/frameworks/OWASP_LLM/controls?q=prompt%20INJECTION');
    expect(data.map(({ ref }: Json) => ref)).toEqual(['OWASP_LLM01']);
    const refs: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page: Json = await read(`/frameworks/MITRE_ATLAS/controls?limit=60${next}`);
      refs.push(...page.data.map(({ ref }: Json) => ref));
      cursor = page.next_cursor;
    } while (cursor);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs.length).toBeGreaterThan(150);
  });
});
