import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, frameworkCatalogue } from '#src/frameworks/catalogue.ts';
import { seedFrameworks } from '#src/frameworks/load-frameworks.ts';
import { type Database, openDatabase } from '#src/platform/database.ts';
import { startEmbeddedPostgres } from '#src/platform/embedded-postgres.ts';
import { migrate } from '#src/platform/migrate.ts';

const RISKS = ['LLM', 'ASI'].flatMap((list) =>
  [...Array(10).keys()].map((n) => `${list}${`${n + 1}`.padStart(2, '0')}`),
);
const ownRef = (risk: string) => (risk.startsWith('LLM') ? `OWASP_${risk}` : `OWASP_AGENTIC_${risk}`);

describe('the catalogue', () => {
  const catalogue = frameworkCatalogue();

  it('holds six frameworks in their editions, with all of their controls', () => {
    const count = Map.groupBy(catalogue.controls.values(), (control) => control.frameworkSlug);
    expect(catalogue.frameworks.map(({ slug, edition }) => [slug, edition, count.get(slug)?.length])).toEqual([
      ['OWASP_LLM', '2025', 10],
      ['OWASP_AGENTIC', '2026', 10],
      ['NIST_AI_600_1', '2024-07', 61],
      ['MITRE_ATLAS', 'v2026.09', 208],
      ['EU_AI_ACT', '2024/1689 as amended by 2026/1744', 128],
      ['ISO_42001', '2023', 92],
    ]);
  });

  it('writes every ref by the grammar of its framework', () => {
    const grammar: Record<string, RegExp> = {
      OWASP_LLM: /^OWASP_LLM(0[1-9]|10)$/,
      OWASP_AGENTIC: /^OWASP_AGENTIC_ASI(0[1-9]|10)$/,
      NIST_AI_600_1: /^NIST_AI_600_1_(RISK_2_([1-9]|1[0-2])|(GOVERN|MAP|MEASURE|MANAGE)_\d_\d{1,2})$/,
      MITRE_ATLAS: /^MITRE_ATLAS_AML_T\d{4}(_\d{3})?$/,
      EU_AI_ACT: /^EU_AI_ACT_(Art\d{1,3}[a-z]?|Annex[IVX]+)$/,
      ISO_42001: /^ISO_42001_(Cl|A)_\d{1,2}(_\d){0,2}$/,
    };
    for (const { ref, frameworkSlug } of catalogue.controls.values()) expect(ref).toMatch(grammar[frameworkSlug]!);
  });

  it('puts sub-techniques and sub-clauses below a control of their own framework', () => {
    const parent = (ref: string) => catalogue.controls.get(ref)?.parentRef;
    expect(parent('MITRE_ATLAS_AML_T0051_001')).toBe('MITRE_ATLAS_AML_T0051');
    expect(parent('ISO_42001_A_6_2_4')).toBe('ISO_42001_A_6_2');
    expect(parent('EU_AI_ACT_Art15')).toBeNull();
    for (const { ref, frameworkSlug, parentRef } of catalogue.controls.values()) {
      if (parentRef) expect(catalogue.controls.get(parentRef)?.frameworkSlug, ref).toBe(frameworkSlug);
    }
  });

  it('has 291 overlaps of two frameworks each, no pair twice, 22 of them core', () => {
    expect(catalogue.overlaps).toHaveLength(291);
    expect(catalogue.overlaps.filter((overlap) => overlap.core)).toHaveLength(22);
    expect([1, 2, 3, 4].map((tier) => catalogue.overlaps.filter((overlap) => overlap.tier === tier).length)).toEqual([
      22, 106, 126, 37,
    ]);
    const pairs = catalogue.overlaps.map(({ refA, refB }) => [refA, refB].sort().join(' '));
    expect(new Set(pairs).size).toBe(291);
    for (const { frameworkA, frameworkB } of catalogue.overlaps) expect(frameworkA).not.toBe(frameworkB);
  });

  it('gives every overlap a sentence of its own', () => {
    const rationales = catalogue.overlaps.map((overlap) => overlap.rationale);
    expect(new Set(rationales).size).toBe(291);
    for (const rationale of rationales) expect(rationale).toMatch(/^[A-Z].*\.$/);
  });

  it('leads every risk to controls of all six frameworks, its own item first', () => {
    expect([...catalogue.crosswalk.keys()]).toEqual(RISKS);
    for (const [risk, links] of catalogue.crosswalk) {
      expect(links[0]).toMatchObject({ ref: ownRef(risk), strength: 'equivalent' });
      expect(new Set(links.map((link) => catalogue.controls.get(link.ref)?.frameworkSlug)).size).toBe(6);
    }
  });

  it('says in the crosswalk what the overlaps say, read from the risk', () => {
    for (const [risk, links] of catalogue.crosswalk) {
      const own = ownRef(risk);
      const expected = catalogue.overlaps
        .filter(({ refA, refB }) => refA === own || refB === own)
        .map(({ refA, refB, strength, basis, tier }) => {
          const inward = refA === own || strength !== 'subset';
          const ref = refA === own ? refB : refA;
          return { ref, strength: inward ? strength : 'superset', basis: tier === 4 ? 'suggested' : basis };
        });
      const found = links.slice(1).map(({ ref, strength, basis }) => ({ ref, strength, basis }));
      expect(new Set(found.map((link) => JSON.stringify(link)))).toEqual(
        new Set(expected.map((link) => JSON.stringify(link))),
      );
      expect(found).toHaveLength(expected.length);
    }
  });
});

describe('seedFrameworks', () => {
  const stack = new AsyncDisposableStack();
  let db: Database;
  beforeAll(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-frameworks-'));
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    const server = stack.use(await startEmbeddedPostgres({ dataDir }));
    await migrate(server.url);
    db = stack.use(openDatabase(server.url));
  });
  afterAll(() => stack.disposeAsync());

  const TABLES = ['frameworks', 'controls', 'crosswalk_links', 'control_overlaps'];
  /** Each table's rows with the transaction that wrote them last. */
  const snapshot = () =>
    Promise.all(TABLES.map((table) => db.query(`select xmin::text, * from ${table} order by 2, 3, 4`)));
  const counts = async () => (await snapshot()).map((rows) => rows.length);

  it('loads everything, and the second time touches no row', async () => {
    await Promise.all([seedFrameworks(db), seedFrameworks(db)]);
    expect(await counts()).toEqual([6, 509, 257, 291]);
    const before = await snapshot();
    await seedFrameworks(db);
    expect(await snapshot()).toEqual(before);
  });

  it('mends what was changed, deletes what is gone, and survives a new order of the controls', async () => {
    const whole = frameworkCatalogue();
    await seedFrameworks(db);
    const before = (await snapshot()).map((rows) => rows.map(({ xmin: _, ...row }) => row));
    await seedFrameworks(db, reversedWithout(whole, 'ISO_42001'));
    await db.query(`update control_overlaps set rationale = 'x' where id = 'OV001'`);
    expect((await counts()).slice(0, 2)).toEqual([5, 417]);
    await seedFrameworks(db);
    expect((await snapshot()).map((rows) => rows.map(({ xmin: _, ...row }) => row))).toEqual(before);
  });
});

/** An edition without one framework, and every other framework's controls in the opposite order. */
function reversedWithout(whole: Catalogue, slug: string): Catalogue {
  const left = [...whole.controls.values()].filter((control) => control.frameworkSlug !== slug);
  const sizes = Map.groupBy(left, (control) => control.frameworkSlug);
  const turned = left.map((row) => ({ ...row, position: sizes.get(row.frameworkSlug)!.length - 1 - row.position }));
  const keeps = (ref: string) => whole.controls.get(ref)?.frameworkSlug !== slug;
  return {
    ...whole,
    frameworks: whole.frameworks.filter((framework) => framework.slug !== slug),
    controls: new Map(turned.map((row) => [row.ref, row])),
    overlaps: whole.overlaps.filter(({ refA, refB }) => keeps(refA) && keeps(refB)),
    crosswalk: new Map([...whole.crosswalk].map(([risk, links]) => [risk, links.filter(({ ref }) => keeps(ref))])),
  };
}
