import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let finding: Seeded;
let token: string;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scan = await tenant.scan();
  // Its risk is LLM07.
  finding = await scan.finding();
});
afterAll(() => system[Symbol.asyncDispose]());

const read = (path: string) => rest(system, token, 'GET', path);

describe('frameworks', () => {
  it('are six, with the editions that can be chosen', async () => {
    const { body } = await read('/frameworks');
    const slugs = body.data.map(({ slug, is_default }: { slug: string; is_default: boolean }) =>
      is_default ? slug : null,
    );
    expect(slugs.filter(Boolean)).toEqual([
      'OWASP_LLM',
      'OWASP_AGENTIC',
      'NIST_AI_600_1',
      'MITRE_ATLAS',
      'EU_AI_ACT',
      'ISO_42001',
    ]);
    expect(
      body.data.some((one: { slug: string; edition: string }) => one.slug === 'OWASP_LLM' && one.edition === '2026'),
    ).toBe(true);
  });

  it('list their controls in their own order, page by page, in the edition that is asked for', async () => {
    const first = (await read('/frameworks/OWASP_LLM/controls?limit=3')).body;
    const rest = (await read(`/frameworks/OWASP_LLM/controls?cursor=${first.next_cursor}`)).body;
    const refs = [...first.data, ...rest.data].map(({ ref }: { ref: string }) => ref);
    expect(refs).toEqual(Array.from({ length: 10 }, (_, i) => `OWASP_LLM${String(i + 1).padStart(2, '0')}`));
    const newer = (await read('/frameworks/OWASP_LLM/controls?edition=2026&limit=10')).body;
    expect(newer.data.every(({ edition }: { edition: string }) => edition === '2026')).toBe(true);
  });

  it.each([
    ['/frameworks/NONE/controls', 'framework_unknown'],
    ['/frameworks/OWASP_LLM/controls?edition=1999', 'edition_unknown'],
    ['/coverage?framework=NONE', 'framework_unknown'],
    ['/overlaps?frameworks=NONE', 'framework_unknown'],
    ['/overlaps?ref=NONE', 'invalid_input'],
    ['/findings?framework=NONE', 'framework_unknown'],
    ['/findings?framework_ref=OWASP_LLM01,LLM01', 'invalid_input'],
    [
      '/coverage?framework=OWASP_LLM&endpoint_id=ep_2026_01kjhtgk00e008000000000000&target_id=ep_2026_01kjhtgk00e008000000000001',
      'invalid_input',
    ],
    ['/overlaps?tier=5', 'invalid_input'],
    ['/coverage', 'invalid_input'],
  ])('%s is refused: %s', async (path, error) => {
    const { status, body } = await read(path);
    expect([status, body.error]).toEqual([400, error]);
  });
});

describe('coverage', () => {
  it('says of each control what is known, and never shows a blank as a pass', async () => {
    const { body } = await read('/coverage?framework=OWASP_LLM');
    const own = body.data.find(({ ref }: { ref: string }) => ref === 'OWASP_LLM07');
    expect(own).toMatchObject({ findings_open: 1, findings_closed: 0 });
    expect(own.probes.length).toBeGreaterThan(0);
    const untested = body.data.filter(({ state }: { state: string }) => state !== 'tested');
    expect(untested.every(({ reason }: { reason: string | null }) => reason !== null)).toBe(true);
    expect(Object.values(body.summary as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(body.data.length);
  });

  it('of another endpoint has none of its findings', async () => {
    const other = await tenant.target();
    const { body } = await read(`/coverage?framework=OWASP_LLM&endpoint_id=${other.publicId}`);
    expect(body.data.every(({ findings_open: open }: { findings_open: number }) => open === 0)).toBe(true);
  });
});

describe('overlaps', () => {
  it('are counted for the findings that a filter leaves', async () => {
    const { body } = await read('/overlaps?ref=OWASP_LLM07&limit=100');
    expect(body.data.length).toBeGreaterThan(0);
    expect(body.data.every(({ finding_count: count }: { finding_count: number }) => count === 1)).toBe(true);
    expect((await read('/overlaps?status=resolved')).body.data).toEqual([]);
  });

  it('that a curator drew are 22 by default', async () => {
    expect((await read('/overlaps?curated=true&limit=100')).body.data).toHaveLength(22);
    expect((await read('/overlaps?curated=true&tier=2&limit=100')).body.next_cursor).not.toBeNull();
  });
});

describe('a scan', () => {
  it('is told by the controls that it touches', async () => {
    const { body } = await read(`/scans/${scan.id}/compliance`);
    const owasp = body.frameworks.find(({ slug }: { slug: string }) => slug === 'OWASP_LLM');
    expect(owasp.controls.some(({ ref }: { ref: string }) => ref === 'OWASP_LLM07')).toBe(true);
    expect(body.findings).toMatchObject([
      { id: finding.publicId, framework_refs: { OWASP_LLM: expect.arrayContaining(['OWASP_LLM07']) } },
    ]);
  });

  it('is compared with another: each finding in one group', async () => {
    const later = await tenant.scan({ target: scan.target });
    const { body } = await read(`/scans/${scan.id}/compare/${later.id}`);
    expect(body).toMatchObject({ scan_a: { id: scan.id }, scan_b: { id: later.id }, not_tested: { count: 1 } });
    const counts = ['new', 'regressed', 'unchanged', 'fixed', 'undecided'].map((name) => body[name].count);
    expect(counts).toEqual([0, 0, 0, 0, 0]);
  });

  it('of somebody else is not there', async () => {
    const { token: other } = await stranger(system.ctx);
    const absent = '019ca3a8-4c00-7000-8000-000000000000';
    for (const [path, missing] of [
      [`/scans/${scan.id}/compliance`, `/scans/${absent}/compliance`],
      [`/scans/${scan.id}/compare/${scan.id}`, `/scans/${absent}/compare/${absent}`],
    ] as const) {
      const theirs = await rest(system, other, 'GET', path);
      expect([theirs.status, theirs.text]).toEqual([404, (await rest(system, other, 'GET', missing)).text]);
    }
  });
});
