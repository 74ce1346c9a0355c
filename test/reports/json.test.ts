import { createHash } from 'node:crypto';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonFormat } from '#src/reports/formats/json.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { reportChecks } from '#test/kit/report-schema.ts';
import { rest } from '#test/kit/rest.ts';
import { listed, withFindings, written, writtenToStandstill } from '#test/kit/written-report.ts';

let system: TestSystem;
let schema: Json;
let valid: ValidateFunction;
let exact: ValidateFunction;
beforeAll(async () => {
  system = await startTestSystem();
  ({ schema, valid, exact } = await reportChecks(system));
});
afterAll(() => system[Symbol.asyncDispose]());

const parsed = async (options: Parameters<typeof reportModel>[0]): Promise<Json> =>
  JSON.parse(await written(jsonFormat, reportModel(options)));

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the JSON Schema of reports', () => {
  it('is had without a token, and needs not be had twice', async () => {
    const first = await rest(system, null, 'GET', '/schemas/report-v1.json');
    expect([first.status, first.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^application\/schema\+json/),
    ]);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const etag = first.headers.get('etag')!;
    const again = await rest(system, null, 'GET', '/schemas/report-v1.json', undefined, { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('takes the documented example, and none of its members away', () => {
    expect(valid(EXAMPLE), JSON.stringify(valid.errors)).toBe(true);
    for (const member of Object.keys(EXAMPLE)) expect(valid({ ...EXAMPLE, [member]: undefined }), member).toBe(false);
    const [finding] = EXAMPLE.findings;
    for (const member of Object.keys(finding!))
      expect(valid(JSON.parse(JSON.stringify({ ...EXAMPLE, findings: [{ ...finding, [member]: undefined }] })))).toBe(
        false,
      );
  });

  it('refuses another version, another severity and a count that is none', () => {
    const [finding] = EXAMPLE.findings;
    for (const wrong of [
      { schema_version: 'v2' },
      { findings: [{ ...finding, severity: 'severe' }] },
      { summary: { total_open: -1 } },
      { frameworks: ['SOC_2'] },
    ])
      expect(valid({ ...EXAMPLE, ...wrong }), JSON.stringify(wrong)).toBe(false);
  });

  it('lets members come within the version', () => {
    expect(valid({ ...EXAMPLE, more: 1, findings: [{ ...EXAMPLE.findings[0], more: 1 }] })).toBe(true);
  });
});

describe('a report as JSON', () => {
  it('has each member of the schema and no other', async () => {
    const report = await parsed({ findings: 40, attempts: 40 });
    expect(valid(report), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
    expect(exact(report), JSON.stringify(exact.errors?.slice(0, 5))).toBe(true);
  });

  it('begins as the documentation shows, member by member', async () => {
    const report = await parsed({ findings: 3 });
    const documented = Object.keys(EXAMPLE).filter((name) => name !== 'cross_framework_overlaps');
    const [finding] = report.findings;
    expect(Object.keys(finding).slice(0, 6)).toEqual(Object.keys(EXAMPLE.findings[0]!));
    expect(Object.keys(report.cross_framework_overlaps[0]).slice(0, 3)).toEqual(['ref_a', 'ref_b', 'finding_count']);
    expect(Object.keys(report).slice(0, 7)).toEqual(documented.slice(0, 7));
    expect(report.generated_at).toBe('2026-07-01T09:30:00.000Z');
  });

  it('counts in its summary the severities that the scope includes, and all that are open', async () => {
    const model = reportModel({ findings: 30 });
    const scope = { ...model.head.scope, includeSeverities: ['critical', 'high'] as const };
    const narrow = {
      ...model,
      head: { ...model.head, scope: { ...scope, includeSeverities: [...scope.includeSeverities] } },
    };
    const { open, totalOpen } = model.head.summary;
    const { summary } = JSON.parse(await written(jsonFormat, narrow));
    expect(summary).toEqual({ critical: open.critical, high: open.high, total_open: totalOpen });
    expect(Object.keys((await parsed({ findings: 3 })).summary)).toHaveLength(6);
  });

  it('has the hash of each excerpt as it is stored, also where it is cut', async () => {
    const model = reportModel({ findings: 1, hostile: HOSTILE.megabyte! });
    const [stored] = await listed(model.findings());
    const text = await written(jsonFormat, model);
    const [finding] = JSON.parse(text).findings;
    expect(finding.evidence_excerpt_sha256).toBe(sha256(stored!.evidence[0]!.excerpt));
    expect(finding.evidence[0].excerpt).toMatch(/… \(\d{7} more characters\)$/);
    const bare = await written(jsonFormat, withFindings(model, [{ ...stored!, evidence: [] }]));
    expect(JSON.parse(bare).findings[0].evidence_excerpt_sha256).toBe(sha256(stored!.evidenceLine));
  });

  it.each(
    Object.keys(HOSTILE),
  )('is whole and valid with hostile texts (%s), which do nothing to who looks at it', async (kind) => {
    const hostile = HOSTILE[kind]!;
    const text = await written(jsonFormat, reportModel({ findings: 3, attempts: 3, hostile }));
    expect(text.length).toBeLessThan(1_500_000);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    const report = JSON.parse(text);
    expect(valid(report), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
    // What is no longer than a text may be comes back as it was.
    if (hostile.length < 1000) expect(report.title.endsWith(hostile.toWellFormed())).toBe(true);
  });

  it('has one finding and one attempt a line, so that a reader of lines may take them', async () => {
    const lines = (await written(jsonFormat, reportModel({ findings: 12, attempts: 7 }))).split('\n');
    const found = lines.filter((line) => line.startsWith('{"id":"fnd_'));
    const made = lines.filter((line) => line.startsWith('{"id":"att_'));
    expect([found.length, made.length]).toEqual([12, 7]);
    for (const line of [...found, ...made]) JSON.parse(line.replace(/,$/, ''));
  });

  it('is JSON without findings and attempts too', async () => {
    const report = await parsed({ findings: 0, attempts: 0 });
    expect([report.findings, report.attempts, exact(report)]).toEqual([[], [], true]);
  });

  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    const { read, error } = await writtenToStandstill(jsonFormat, reportModel({ findings: 10 }), 100_000);
    expect(read).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });
});

/** As the documentation of reports gives it. */
const EXAMPLE = {
  schema_version: 'v1',
  report_id: 'rpt_2026_def456',
  generated_at: '2026-05-22T10:36:42Z',
  tenant_slug: 'acme',
  scope: { from: '2026-04-01', to: '2026-06-30', endpoint_ids: ['ep_2026_abc123'] },
  frameworks: ['OWASP_LLM', 'NIST_AI_600_1', 'EU_AI_ACT', 'ISO_42001'],
  summary: { critical: 0, high: 4, medium: 11, total_open: 15 },
  findings: [
    {
      id: 'fnd_2026_xxxxxx',
      severity: 'high',
      title: 'Indirect prompt injection via RAG corpus',
      framework_refs: ['OWASP_LLM01', 'MITRE_ATLAS_AML_T0051', 'EU_AI_ACT_Art15'],
      evidence_excerpt_sha256: 'abc123...',
      url: 'https://tribunal.example.com/app/findings/fnd_2026_xxxxxx',
    },
  ],
  cross_framework_overlaps: [{ ref_a: 'OWASP_LLM01', ref_b: 'EU_AI_ACT_Art15', finding_count: 4 }],
};
