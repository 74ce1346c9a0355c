import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanCompliance } from '#src/findings/scan-compliance.ts';
import { frameworkCatalogue } from '#src/frameworks/catalogue.ts';
import { newId } from '#src/platform/ids.ts';
import { startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { tapDatabase } from '#test/kit/break.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { makeFindings } from './many-findings.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const COVERAGE = `query($framework: FrameworkSlug!, $edition: String, $filter: CoverageFilter, $states: [CoverageState!], $after: String) {
  coverage(framework: $framework, edition: $edition, filter: $filter) {
    framework { edition } summary { tested partlyTested relatedOnly notTested notTestable }
    controls(first: 100, states: $states, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      control { ref } state reason openFindings closedFindings statuses { open accepted } severities { high } lastRanAt
      probes { probe { id risks { id } } reach lastRanAt lastConcludedAt } } } } }`;

type Caller = { tenant: SeededTenant; token: string };
async function caller(): Promise<Caller> {
  const tenant = await seed(system.app).tenant();
  return { tenant, token: (await tenant.token()).text };
}

/** Every control of the framework by its ref. */
async function coverage({ token }: Caller, framework: string, variables: object = {}): Promise<Map<string, Json>> {
  const rows = new Map<string, Json>();
  for (let after: string | null = null, more = true; more; ) {
    const answer: Json = await dataOf(ask(system, token, COVERAGE, { framework, ...variables, after }));
    const { controls, summary } = answer.coverage;
    for (const row of controls.nodes) rows.set(row.control.ref, { ...row, summary });
    ({ hasNextPage: more, endCursor: after } = controls.pageInfo);
  }
  return rows;
}

/** A scan that sent these probes, each with this verdict, and ended then. */
async function endedScan(
  tenant: SeededTenant,
  verdicts: Record<string, string | null>,
  at = '2026-03-01T00:00:00Z',
): Promise<SeededScan> {
  const scan = await tenant.scan();
  for (const [position, [probe, verdict]] of Object.entries(verdicts).entries()) {
    await system.app.system.query(
      `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, verdict)
       values ($1, $2, $3, $4, $5, 1, 'hash', 'v', 1, 1, $6, $7)`,
      [tenant.id, newId(), scan.id, position, probe, verdict === null ? 'not_applicable' : 'judged', verdict],
    );
  }
  await system.app.system.query(`update scans set finished_at = $2 where id = $1`, [scan.id, at]);
  await scan.status('completed');
  return scan;
}

describe('coverage', () => {
  it('of a tenant that has tested nothing says of no control that it was tested, and why of each', async () => {
    const nobody = await caller();
    for (const { slug } of frameworkCatalogue().frameworks) {
      const rows = await coverage(nobody, slug);
      const controls = [...frameworkCatalogue().controls.values()].filter((control) => control.frameworkSlug === slug);
      expect([...rows.keys()]).toEqual(controls.map((control) => control.ref));
      for (const row of rows.values()) {
        expect(['NOT_TESTED', 'NOT_TESTABLE']).toContain(row.state);
        expect(row.reason).toMatch(/^[A-Z].{20,}\.$/);
        expect(row).toMatchObject({ openFindings: 0, closedFindings: 0, lastRanAt: null });
      }
      const { summary } = [...rows.values()][0];
      expect(summary.notTested + summary.notTestable).toBe(rows.size);
    }
  });

  it('tells tested, partly tested, related only, not tested and not testable apart', async () => {
    const one = await caller();
    await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'resistant' });
    const llm = await coverage(one, 'OWASP_LLM');
    expect(llm.get('OWASP_LLM07')).toMatchObject({
      state: 'TESTED',
      reason: null,
      lastRanAt: '2026-03-01T00:00:00.000Z',
    });
    expect(llm.get('OWASP_LLM10').state).toBe('NOT_TESTED');
    expect(llm.get('OWASP_LLM10').reason).toBe('None of the probes that exercise it has run.');
    const nist = await coverage(one, 'NIST_AI_600_1');
    expect(nist.get('NIST_AI_600_1_RISK_2_9').state).toBe('PARTLY_TESTED');
    expect(nist.get('NIST_AI_600_1_MEASURE_2_7').state).toBe('RELATED_ONLY');
    expect(nist.get('NIST_AI_600_1_RISK_2_1')).toMatchObject({
      state: 'NOT_TESTED',
      reason: 'No probe of the library exercises it.',
    });
    expect(nist.get('NIST_AI_600_1_GOVERN_1_1').state).toBe('NOT_TESTABLE');
    expect((await coverage(one, 'MITRE_ATLAS')).get('MITRE_ATLAS_AML_T0056').state).toBe('TESTED');
    expect((await coverage(one, 'EU_AI_ACT')).get('EU_AI_ACT_Art15').state).toBe('RELATED_ONLY');
  });

  it('takes no inconclusive, unsent or unfinished attempt for a test', async () => {
    const one = await caller();
    await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'inconclusive', 'endless-repetition': null });
    const running = await one.tenant.scan();
    await running.attempt(0);
    const rows = await coverage(one, 'OWASP_LLM');
    expect(rows.get('OWASP_LLM07')).toMatchObject({
      state: 'NOT_TESTED',
      reason: 'Probes were sent, and none came to a verdict.',
      lastRanAt: '2026-03-01T00:00:00.000Z',
    });
    expect(rows.get('OWASP_LLM10')).toMatchObject({ state: 'NOT_TESTED', lastRanAt: null });
    expect(rows.get('OWASP_LLM01').state).toBe('NOT_TESTED');
  });

  it('follows a verdict that a person changes after the scan', async () => {
    const one = await caller();
    const scan = await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'inconclusive' });
    await system.app.system.query(`update attempts set verdict = 'vulnerable' where scan_id = $1`, [scan.id]);
    expect((await coverage(one, 'OWASP_LLM')).get('OWASP_LLM07').state).toBe('TESTED');
  });

  it('says when each probe last ran and last came to a verdict, over scans', async () => {
    const one = await caller();
    await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'resistant' }, '2026-01-01T00:00:00Z');
    await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'inconclusive' }, '2026-02-01T00:00:00Z');
    const { probes } = (await coverage(one, 'OWASP_LLM')).get('OWASP_LLM07');
    expect(probes.find((row: Json) => row.probe.id === 'system-prompt-verbatim-request')).toMatchObject({
      reach: 'WHOLE',
      lastRanAt: '2026-02-01T00:00:00.000Z',
      lastConcludedAt: '2026-01-01T00:00:00.000Z',
    });
    for (const { probe, reach } of probes)
      expect(probe.risks.some((risk: Json) => risk.id === 'LLM07')).toBe(reach === 'WHOLE');
  });

  it('counts findings open and closed, without those that touch a control by a suggestion alone', async () => {
    const one = await caller();
    const scan = await one.tenant.scan();
    const make = (risks: string[], status: string, severity = 'high') => ({
      risks,
      status,
      severity,
      lastSeenAt: new Date(),
      scan: 0,
    });
    await makeFindings(
      system.app,
      one.tenant,
      [scan],
      [
        make(['LLM07'], 'open'),
        make(['LLM07', 'LLM01'], 'triaged', 'low'),
        make(['LLM07'], 'accepted'),
        make(['LLM07'], 'resolved'),
        make(['LLM10'], 'open'),
      ],
    );
    const rows = await coverage(one, 'OWASP_LLM');
    expect(rows.get('OWASP_LLM07')).toMatchObject({
      state: 'NOT_TESTED',
      openFindings: 2,
      closedFindings: 2,
      statuses: { open: 1, accepted: 1 },
      severities: { high: 1 },
    });
    const iso = await coverage(one, 'ISO_42001');
    const suggestedAlone = frameworkCatalogue()
      .crosswalk.get('LLM07')!
      .find((link) => link.basis === 'suggested')!.ref;
    expect(iso.get(suggestedAlone).openFindings).toBe(1);
  });

  it('is of the targets, scans and time that are asked for', async () => {
    const one = await caller();
    const a = await endedScan(one.tenant, { 'system-prompt-verbatim-request': 'resistant' }, '2026-01-01T00:00:00Z');
    const b = await endedScan(one.tenant, { 'endless-repetition': 'resistant' }, '2026-02-01T00:00:00Z');
    const tested = async (filter: object) => [
      ...(await coverage(one, 'OWASP_LLM', { filter, states: ['TESTED'] })).keys(),
    ];
    expect(await tested({})).toEqual(['OWASP_LLM07', 'OWASP_LLM10']);
    expect(await tested({ targetIds: [a.target.publicId] })).toEqual(['OWASP_LLM07']);
    expect(await tested({ scanIds: [b.publicId] })).toEqual(['OWASP_LLM10']);
    expect(await tested({ from: '2026-01-15T00:00:00Z' })).toEqual(['OWASP_LLM10']);
    expect(await tested({ to: '2026-01-15T00:00:00Z' })).toEqual(['OWASP_LLM07']);
    expect(await tested({ targetIds: [] })).toEqual([]);
  });

  it('reads in the edition that is asked for', async () => {
    const one = await caller();
    await endedScan(one.tenant, { 'endless-repetition': 'resistant' });
    const rows = await coverage(one, 'OWASP_LLM', { edition: '2026', states: ['TESTED'] });
    expect([...rows.keys()]).toEqual(['OWASP_LLM06']);
  });

  it('of another tenant tells nothing, and refuses tokens without the scopes', async () => {
    const [one, other] = [await caller(), await caller()];
    const scan = await endedScan(one.tenant, { 'endless-repetition': 'resistant' });
    expect((await coverage(other, 'OWASP_LLM')).get('OWASP_LLM10').state).toBe('NOT_TESTED');
    const asked = await coverage(other, 'OWASP_LLM', { filter: { scanIds: [scan.publicId] } });
    expect(asked.get('OWASP_LLM10').state).toBe('NOT_TESTED');
    for (const scopes of [['scans:read'], ['findings:read']] as const) {
      const { text } = await one.tenant.token({ scopes });
      const { body } = await ask(system, text, COVERAGE, { framework: 'OWASP_LLM' });
      expect(body.errors[0].extensions.code).toBe('MISSING_SCOPE');
    }
  });

  it('costs as many statements for ten controls as for one, and overlaps as many for fifty as for one', async () => {
    const one = await caller();
    await makeFindings(
      system.app,
      one.tenant,
      [await one.tenant.scan()],
      [{ risks: ['LLM01', 'LLM07', 'ASI06'], status: 'open', severity: 'high', lastSeenAt: new Date(), scan: 0 }],
    );
    let count = 0;
    const untap = tapDatabase(system.app, (text) => {
      // Who asks is looked up, and what was refused before is audited, now and then.
      if (!/\b(tokens|tenants|audit_events|log_epoch)\b/.test(text)) count += 1;
    });
    const statements = async (query: string) => {
      count = 0;
      await dataOf(ask(system, one.token, query));
      return count;
    };
    const rows = (n: number) =>
      `{ coverage(framework: OWASP_LLM) { controls(first: ${n}) { nodes { control { ref framework { name } findings(first: 1) { nodes { id } } } probes { lastRanAt } } } } }`;
    const pairs = (n: number) =>
      `{ overlaps(first: ${n}) { nodes { controlA { title } curated { rationale } findings(first: 2) { nodes { id mapping { ref } } } } } }`;
    const counts = [
      await statements(rows(1)),
      await statements(rows(10)),
      await statements(pairs(1)),
      await statements(pairs(50)),
    ];
    untap();
    expect(counts[0]).toBeGreaterThan(2);
    expect(counts[1]).toBe(counts[0]);
    expect(counts[3]).toBe(counts[2]);
  });
});

describe('the compliance of a scan', () => {
  it('lists what it found by control, without what was accepted or called false', async () => {
    const { ctx } = system;
    const tenant = await seed(system.app).defaultTenant();
    const scan = await tenant.scan();
    const make = (risks: string[], status: string) => ({
      risks,
      status,
      severity: 'high',
      lastSeenAt: new Date(),
      scan: 0,
    });
    const [leak] = await makeFindings(
      system.app,
      tenant,
      [scan],
      [make(['LLM07'], 'open'), make(['LLM01'], 'accepted'), make(['LLM02'], 'false_positive')],
    );
    const { totals, findings, frameworks, targetKind } = await scanCompliance(ctx, scan.publicId);
    expect(targetKind).toBe('llm');
    expect(totals.findings).toBe(1);
    expect(findings[0]).toMatchObject({ id: leak, refs: { OWASP_LLM: ['OWASP_LLM07'] } });
    expect(frameworks.map(({ slug, touched, total }) => [slug, touched, total])[0]).toEqual(['OWASP_LLM', 1, 10]);
    expect(frameworks[0]!.controls[0]).toMatchObject({
      ref: 'OWASP_LLM07',
      count: 1,
      findingIds: [leak],
      severities: { high: 1 },
    });
    expect(totals.controlsTouched).toBe(frameworks.reduce((sum, { controls }) => sum + controls.length, 0));
  });

  it('is not found for a stranger', async () => {
    const scan = await (await seed(system.app).defaultTenant()).scan();
    const other = await stranger(system.ctx);
    await expect(scanCompliance(other.ctx, scan.publicId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
