import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, frameworkCatalogue } from '#src/frameworks/catalogue.ts';
import { checkCatalogue } from '#src/frameworks/check-catalogue.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let finding: Seeded;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  finding = await (await tenant.scan()).finding();
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (query: string, variables = {}) => dataOf(ask(system, token, query, variables));
const EDITION_2026 = [{ framework: 'OWASP_LLM', edition: '2026' }];

const CONVERT =
  'query($framework: FrameworkSlug!, $ref: String!, $from: String!, $to: String) { convertRef(framework: $framework, ref: $ref, from: $from, to: $to) { kind note controls { ref title edition } } }';
async function convert(framework: string, ref: string, from: string, to: string | null): Promise<Json> {
  return (await read(CONVERT, { framework, ref, from, to })).convertRef;
}

describe('the tables of conversion', () => {
  it.each([
    ['LLM01', 'LLM01', 'unchanged'],
    ['LLM02', 'LLM02', 'unchanged'],
    ['LLM03', 'LLM04', 'renumbered'],
    ['LLM04', 'LLM05', 'renumbered'],
    ['LLM05', 'LLM10', 'renumbered'],
    ['LLM06', 'LLM03', 'renumbered'],
    ['LLM07', 'LLM08', 'rescoped'],
    ['LLM08', 'LLM09', 'renumbered'],
    ['LLM09', 'LLM07', 'renumbered'],
    ['LLM10', 'LLM06', 'renumbered'],
  ])('lead from OWASP %s of 2025 to %s of 2026 and back', async (from, to, kind) => {
    const there = await convert('OWASP_LLM', `OWASP_${from}`, '2025', '2026');
    expect(there).toMatchObject({ kind, controls: [{ ref: `OWASP_${to}`, edition: '2026' }] });
    const back = await convert('OWASP_LLM', `OWASP_${to}`, '2026', '2025');
    expect(back).toMatchObject({ kind, controls: [{ ref: `OWASP_${from}`, edition: '2025' }] });
    // Only what was re-scoped has changed its subject.
    if (kind !== 'rescoped') expect(there.controls[0].title).toBe(back.controls[0].title);
  });

  it('lead over two editions, and say where there is only a nearest entry', async () => {
    const plugins = await convert('OWASP_LLM', 'OWASP_LLM07', '2023', '2026');
    expect(plugins).toMatchObject({ kind: 'closest', controls: [{ ref: 'OWASP_LLM03', title: 'Excessive Agency' }] });
    expect(plugins.note).toContain('no one-to-one successor');
  });

  it('know removed and renamed techniques, and the numbers of the draft law', async () => {
    expect(await convert('MITRE_ATLAS', 'MITRE_ATLAS_AML_T0058', 'before v2026.07', null)).toMatchObject({
      kind: 'replaced',
      controls: [{ ref: 'MITRE_ATLAS_AML_T0115_001' }],
    });
    expect(await convert('EU_AI_ACT', 'EU_AI_ACT_Art52', '2021 proposal', null)).toMatchObject({
      controls: [{ ref: 'EU_AI_ACT_Art50' }],
    });
    const { control } = await read('{ control(ref: "AML.T0020") { title formerRefs { title kind } } }');
    expect(control).toEqual({
      title: 'Training Data Poisoning',
      formerRefs: [{ title: 'Poison Training Data', kind: 'renamed' }],
    });
  });

  it.each([
    ['a ref that the edition does not have', 'OWASP_LLM11', '2025', '2026', 'NOT_FOUND'],
    ['an edition that no table starts from', 'OWASP_LLM01', '2019', '2026', 'EDITION_UNKNOWN'],
    ['an edition that cannot be chosen', 'OWASP_LLM01', '2025', '2023', 'EDITION_UNKNOWN'],
  ])('refuse %s', async (_name, ref, from, to, code) => {
    const { body } = await ask(system, token, CONVERT, { framework: 'OWASP_LLM', ref, from, to });
    expect(body.errors[0].extensions.code).toBe(code);
  });
});

describe('a finding of LLM07', () => {
  const MAPPING =
    'query($id: ID!, $editions: [EditionInput!], $suggested: Boolean) { finding(id: $id) { refs(editions: $editions, suggested: $suggested) mapping(editions: $editions, suggested: $suggested) { ref edition direct strength basis risks version control { title } } } }';
  const mappingOf = async (more: object = {}) => (await read(MAPPING, { id: finding.publicId, ...more })).finding;

  it('touches its own items directly and all else by the crosswalk, each with edition, strength, basis and version', async () => {
    const { mapping, refs } = await mappingOf();
    expect(mapping.map((link: Json) => link.ref)).toEqual(refs);
    expect(mapping.filter((link: Json) => link.direct).map((link: Json) => link.ref)).toEqual([
      'OWASP_LLM01',
      'OWASP_LLM07',
    ]);
    for (const link of mapping) {
      expect(link.edition).not.toBe('');
      expect(link.version).toBe(frameworkCatalogue().crosswalkVersion);
      expect(link.risks.length).toBeGreaterThan(0);
    }
    const art15 = mapping.find((link: Json) => link.ref === 'EU_AI_ACT_Art15');
    expect(art15).toMatchObject({ direct: false, strength: 'RELATED', risks: ['LLM01', 'LLM07'] });
  });

  it('reads in the edition that the request chooses', async () => {
    const { mapping } = await mappingOf({ editions: EDITION_2026 });
    const own = mapping.filter((link: Json) => link.direct);
    expect(own.map(({ ref, edition, strength, control }: Json) => [ref, edition, strength, control.title])).toEqual([
      ['OWASP_LLM01', '2026', 'EQUIVALENT', 'Prompt Injection'],
      ['OWASP_LLM08', '2026', 'SUBSET', 'Hidden Context Exposure'],
    ]);
  });

  it('reads in the edition that the tenant chose, unless the request chooses another', async () => {
    await system.app.system.query('insert into tenant_settings (tenant_id, owasp_llm_edition) values ($1, 2026)', [
      tenant.id,
    ]);
    expect((await mappingOf()).refs).toContain('OWASP_LLM08');
    const { frameworks } = await read('{ frameworks { slug edition editions } }');
    expect(frameworks[0]).toEqual({ slug: 'OWASP_LLM', edition: '2026', editions: ['2025', '2026'] });
    const chosen = await mappingOf({ editions: [{ framework: 'OWASP_LLM', edition: '2025' }] });
    expect(chosen.refs).toContain('OWASP_LLM07');
    expect(chosen.refs).not.toContain('OWASP_LLM08');
    await system.app.system.query('delete from tenant_settings where tenant_id = $1', [tenant.id]);
  });

  it('leaves suggestions out when asked to', async () => {
    const [all, facts] = [await mappingOf(), await mappingOf({ suggested: false })];
    const suggested = all.mapping.filter((link: Json) => link.basis === 'SUGGESTED').map((link: Json) => link.ref);
    expect(suggested.length).toBeGreaterThan(0);
    expect(facts.refs).toEqual(all.refs.filter((ref: string) => !suggested.includes(ref)));
  });

  it('refuses an edition that there is not', async () => {
    const editions = [{ framework: 'ISO_42001', edition: '2026' }];
    const { body } = await ask(system, token, MAPPING, { id: finding.publicId, editions });
    expect(body.errors[0].extensions.code).toBe('EDITION_UNKNOWN');
  });
});

describe('controls', () => {
  const find = async (args: string) =>
    (await read(`{ controls(first: 100, ${args}) { totalCount nodes { ref kind } } }`)).controls;

  it('are found by words, kind and framework', async () => {
    expect((await find('search: "prompt INJECTION", framework: OWASP_LLM')).nodes).toEqual([
      { ref: 'OWASP_LLM01', kind: 'item' },
    ]);
    const annexes = await find('framework: EU_AI_ACT, filter: { kind: { eq: "annex" } }');
    expect(annexes.totalCount).toBe(14);
    expect((await find('search: "aml.t0051"')).totalCount).toBe(4);
    expect((await find('search: "no such words"')).nodes).toEqual([]);
  });

  it('are walked page by page, each once, in the order of their frameworks', async () => {
    const walked: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { controls }: Json = await read(
        'query($after: String) { controls(first: 70, after: $after) { nodes { ref } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      walked.push(...controls.nodes.map((node: Json) => node.ref));
      ({ hasNextPage: more, endCursor: after } = controls.pageInfo);
    }
    expect(walked).toEqual([...frameworkCatalogue().controls.keys()]);
  });

  it.each([
    ['OWASP_LLM07', 'OWASP_LLM07', '2025'],
    ['LLM07', 'OWASP_LLM07', '2025'],
    ['LLM07:2026', 'OWASP_LLM07', '2026'],
    ['MEASURE-2.7', 'NIST_AI_600_1_MEASURE_2_7', '2024-07'],
    ['MS-2.7', 'NIST_AI_600_1_MEASURE_2_7', '2024-07'],
    ['article 15', 'EU_AI_ACT_Art15', '2024/1689 as amended by 2026/1744'],
    ['MITRE_ATLAS_AML_T0019', 'MITRE_ATLAS_AML_T0115_000', 'v2026.09'],
  ])('are known by %s', async (text, ref, edition) => {
    const { control } = await read('query($ref: ID!) { control(ref: $ref) { ref edition } }', { ref: text });
    expect(control).toEqual({ ref, edition });
  });

  it.each([
    'NIST_AI_600_1_MEASURE_2_4',
    'ISO_42001_A_9_1',
    'MITRE_ATLAS_AML_T0022',
    '',
    'junk',
  ])('are not %j, which circulates and does not exist', async (ref) => {
    const { body } = await ask(system, token, 'query($ref: ID!) { control(ref: $ref) { ref } }', { ref });
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  it('give the findings that touch them', async () => {
    const { control, other } = await read(
      '{ control(ref: "EU_AI_ACT_Art15") { findings { totalCount nodes { id } } } other: control(ref: "EU_AI_ACT_Art1") { findings { totalCount } } }',
    );
    expect(control.findings).toEqual({ totalCount: 1, nodes: [{ id: finding.publicId }] });
    expect(other.findings.totalCount).toBe(0);
  });
});

describe('data that contradicts itself is refused at the start:', () => {
  const whole = frameworkCatalogue();
  const editions = Object.fromEntries(whole.frameworks.map(({ slug, edition }) => [slug, edition]));
  const check = (change: Partial<Catalogue>) => () => checkCatalogue({ ...whole, ...change }, editions);
  const link = whole.crosswalk.get('LLM01')![3]!;
  const withLink = (changed: object) => ({
    crosswalk: new Map([...whole.crosswalk, ['LLM01', [{ ...link, ...changed }]]]),
  });

  it('as it is, it does not', () => {
    expect(check({})).not.toThrow();
  });

  it.each<[string, Partial<Catalogue>, string]>([
    [
      'a link to a control that is none',
      withLink({ ref: 'NIST_AI_600_1_MEASURE_2_4' }),
      'no control NIST_AI_600_1_MEASURE_2_4',
    ],
    ['a link of another edition', withLink({ edition: '2019' }), 'another edition'],
    ['a risk without links', { crosswalk: new Map([...whole.crosswalk].slice(1)) }, 'leads nowhere from LLM01'],
    [
      'a pair with an unknown ref',
      { overlaps: [{ ...whole.overlaps[0]!, refA: 'OWASP_LLM99' }] },
      'no control OWASP_LLM99',
    ],
    [
      'a pair without a known source',
      { overlaps: [{ ...whole.overlaps[0]!, sources: ['hearsay'] }] },
      'no source hearsay',
    ],
    [
      'a conversion that leads nowhere',
      { redirects: [{ ...whole.redirects[0]!, toRefs: ['OWASP_LLM99'] }] },
      'OWASP_LLM99',
    ],
    [
      'an edition whose controls are not all converted',
      { redirects: whole.redirects.slice(1) },
      'leads nowhere in 2026',
    ],
    [
      'a reason for a control that is none',
      { notTestable: [{ ...whole.notTestable[0]!, refs: ['ISO_42001_A_9_1'] }] },
      'no control ISO_42001_A_9_1',
    ],
  ])('%s', (_name, change, message) => {
    expect(check(change)).toThrow(message);
  });
});
