import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

// What breaks if this fails: a tenant that has chosen the OWASP list of 2026 filters by a number and gets what the number meant in 2025.

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let scan: SeededScan;
let agency: Seeded;
let injection: Seeded;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scan = await tenant.scan();
  [agency, injection] = [await scan.finding('Has too much agency'), await scan.finding('Takes injections')];
  const risks = async (of: Seeded, value: string) =>
    system.app.system.query('update findings set risks = $2::text[] where id = $1', [of.id, value]);
  await risks(agency, '{LLM06}');
  await risks(injection, '{LLM01}');
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}) => dataOf(ask(system, token, query, variables));
const IN_2026 = [{ framework: 'OWASP_LLM', edition: '2026' }];
/** Excessive agency is the sixth of 2025 and the third of 2026. */
const [OLD, NEW] = [{ control: { has: 'OWASP_LLM06' } }, { control: { has: 'OWASP_LLM03' } }];

const EVERYWHERE = `query($filter: FindingFilter, $editions: [EditionInput!], $target: ID!, $scan: ID!, $from: DateTime!, $to: DateTime!) {
  findings(filter: $filter, editions: $editions) { nodes { id } }
  target(id: $target) { findings(filter: $filter, editions: $editions) { nodes { id } } }
  scan(id: $scan) { findings(filter: $filter, editions: $editions) { nodes { id } } }
  scanDiff(base: $scan, head: $scan) { unchanged(filter: $filter, editions: $editions) { nodes { id } } }
  searchFindings(text: "what", filter: $filter, editions: $editions) { nodes { id } }
  findingStats(groupBy: STATUS, filter: $filter, editions: $editions) { total }
  findingFacets(filter: $filter, editions: $editions) { status { count } }
  findingTrend(interval: DAY, from: $from, to: $to, filter: $filter, editions: $editions) { openAtEnd }
  overlaps(filter: $filter, editions: $editions, curated: true, tier: 4, ref: "OWASP_LLM01", first: 100) { nodes { findingCount findings(first: 1) { totalCount } } } }`;

/** The findings that a filter leaves, wherever it is taken; each place has to say the same. */
async function left(filter: object, editions: object | null): Promise<Json[]> {
  const now = Date.now();
  const [from, to] = [new Date(now - 1000), new Date(now + 1000)];
  const variables = { filter, editions, target: scan.target.publicId, scan: scan.publicId, from, to };
  const data = await read(EVERYWHERE, variables);
  const ids = (of: Json) => of.nodes.map((node: Json) => node.id);
  const lists = [data.findings, data.target.findings, data.scan.findings, data.scanDiff.unchanged, data.searchFindings];
  const found = ids(data.findings);
  for (const list of lists) expect(ids(list).sort()).toEqual([...found].sort());
  for (const { findingCount, findings } of data.overlaps.nodes) expect(findings.totalCount).toBe(findingCount);
  const counts = [
    data.findingStats.total,
    data.findingFacets.status[0]?.count ?? 0,
    data.findingTrend.at(-1).openAtEnd,
  ];
  expect(counts).toEqual([found.length, found.length, found.length]);
  expect(data.overlaps.nodes.some((node: Json) => node.findingCount > 0)).toBe(found.includes(injection.publicId));
  return found;
}

describe('a filter by controls', () => {
  it('means those of the editions that are named, else those that hold for the tenant', async () => {
    expect([await left(OLD, null), await left(NEW, null)]).toEqual([[agency.publicId], []]);
    expect([await left(OLD, IN_2026), await left(NEW, IN_2026)]).toEqual([[], [agency.publicId]]);
    const document = 'mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) { __typename } }';
    const choose = (owaspLlmEdition: string | null) => read(document, { input: { owaspLlmEdition } });
    await choose('E2026');
    expect([await left(OLD, null), await left(NEW, null)]).toEqual([[], [agency.publicId]]);
    const in2025 = [{ framework: 'OWASP_LLM', edition: '2025' }];
    expect([await left(OLD, in2025), await left(NEW, in2025)]).toEqual([[agency.publicId], []]);
    const bulk = `mutation($filter: FindingFilter) { bulkUpdateFindings(input: { filter: $filter, dryRun: true, change: { addTags: ["x"] } }) {
      ... on BulkUpdateFindingsPayload { matched } } }`;
    for (const [filter, matched] of [[OLD, 0] as const, [NEW, 1] as const])
      expect((await read(bulk, { filter })).bulkUpdateFindings).toEqual({ matched });
    await choose('E2025');
  });

  it('is one with or, not and lists of them, and holds for each of hasAll', async () => {
    const all = [injection.publicId, agency.publicId].sort();
    const sorted = async (filter: object) => [...(await left(filter, null))].sort();
    expect(await sorted({ or: [OLD, { control: { has: 'OWASP_LLM01' } }] })).toEqual(all);
    expect(await sorted({ control: { hasAny: ['OWASP_LLM06', 'OWASP_LLM01'] } })).toEqual(all);
    expect(await sorted({ control: { hasAll: ['OWASP_LLM06', 'OWASP_LLM01'] } })).toEqual([]);
    expect(await sorted({ not: OLD })).toEqual([injection.publicId]);
    expect(await sorted({ framework: { has: 'OWASP_LLM' } })).toEqual(all);
    expect(await sorted({ control: { has: 'NOT_A_CONTROL' } })).toEqual([]);
    expect(await sorted({ framework: { hasAny: [] } })).toEqual([]);
  });

  it('counts groups by controls of the same editions', async () => {
    const document = `query($editions: [EditionInput!]) { findingStats(groupBy: CONTROL, editions: $editions) { groups(top: 100) { key label count } } }`;
    const label = async (editions: object | null, key: string) =>
      (await read(document, { editions })).findingStats.groups.find((group: Json) => group.key === key);
    expect(await label(null, 'OWASP_LLM06')).toEqual({ key: 'OWASP_LLM06', label: 'Excessive Agency', count: 1 });
    expect(await label(IN_2026, 'OWASP_LLM03')).toEqual({ key: 'OWASP_LLM03', label: 'Excessive Agency', count: 1 });
    expect(await label(null, 'OWASP_LLM03')).toBeUndefined();
  });

  it('refuses an edition that there is not', async () => {
    const editions = [{ framework: 'OWASP_LLM', edition: '1999' }];
    const { body } = await ask(system, token, 'query($e: [EditionInput!]) { findings(editions: $e) { totalCount } }', {
      e: editions,
    });
    expect(body.errors[0].extensions.code).toBe('EDITION_UNKNOWN');
  });
});
