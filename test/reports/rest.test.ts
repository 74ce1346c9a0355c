import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type SeededScan, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let scan: SeededScan;
let finding: { id: string; publicId: string };
beforeAll(async () => {
  system = await startTestSystem({ worker: true, config: { restLimits: generousLimits() } });
  const tenant = await seed(system.app).defaultTenant();
  scan = await tenant.scan({ status: 'completed', attempts: 2 });
  await system.app.system.query('update scans set finished_at = now(), started_at = now() where id = $1', [scan.id]);
  finding = await scan.finding('Indirect prompt injection via RAG corpus');
});
afterAll(() => system[Symbol.asyncDispose]());

const TODAY = new Date().toISOString().slice(0, 10);
const create = (body: unknown, token: string | null = OWNER) => rest(system, token, 'POST', '/reports', body);

async function ready(body: Record<string, unknown>): Promise<Json> {
  const { status, body: created } = await create(body);
  expect(status, JSON.stringify(created)).toBe(202);
  return until('the report is written', async () => {
    const { body: row } = await rest(system, OWNER, 'GET', `/reports/${created.id}`);
    if (row.status === 'failed') throw new Error(row.failure);
    return row.status === 'ready' && row;
  });
}

function download(id: string, headers: Record<string, string> = {}, token: string | null = OWNER): Promise<Response> {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return fetch(`${system.url}/api/v2/reports/${id}/download`, { headers: { ...authorization, ...headers } });
}

/** What the documentation sends, with an endpoint that is there, and days in which something was found. */
const seedBody = () => ({
  title: 'Q2 2026 AI security evidence pack',
  frameworks: ['OWASP_LLM', 'NIST_AI_600_1', 'EU_AI_ACT', 'ISO_42001'],
  scope: {
    endpoint_ids: [scan.target.publicId],
    from: '2026-04-01',
    to: TODAY,
    include_severities: ['critical', 'high', 'medium'],
  },
  format: 'json',
});

describe('a report', () => {
  it('is asked for and had as the documentation shows', async () => {
    const { status, body: created } = await create(seedBody());
    expect(status).toBe(202);
    expect(created).toEqual({
      id: expect.stringMatching(/^rpt_\d{4}_[0-9a-z]{26}$/),
      status: 'queued',
      format: 'json',
      queued_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
    });
    const row = await until('the report is written', async () => {
      const { body } = await rest(system, OWNER, 'GET', `/reports/${created.id}`);
      return body.status === 'ready' && body;
    });
    const file = await download(created.id);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${created.id}.json"`);
    const text = await file.text();
    expect([Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')]).toEqual([row.size, row.sha256]);
    const report = JSON.parse(text);
    expect(report).toMatchObject({
      schema_version: 'v1',
      report_id: created.id,
      tenant_slug: 'default',
      scope: {
        from: '2026-04-01',
        to: TODAY,
        endpoint_ids: [scan.target.publicId],
        include_severities: ['critical', 'high', 'medium'],
      },
      frameworks: ['OWASP_LLM', 'NIST_AI_600_1', 'EU_AI_ACT', 'ISO_42001'],
      summary: { critical: 0, high: 1, medium: 0, total_open: 1 },
    });
    expect(Object.keys(report.summary)).toEqual(['critical', 'high', 'medium', 'total_open']);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      id: finding.publicId,
      severity: 'high',
      title: 'Indirect prompt injection via RAG corpus',
      evidence_excerpt_sha256: createHash('sha256').update('excerpt').digest('hex'),
      url: `/app/findings/${finding.publicId}`,
    });
    expect(report.findings[0].framework_refs).toContain('OWASP_LLM01');
    expect(report.cross_framework_overlaps).toContainEqual(
      expect.objectContaining({ ref_a: 'OWASP_LLM01', ref_b: 'EU_AI_ACT_Art15', finding_count: 1 }),
    );
    expect(report.attempts.length).toBeGreaterThan(0);
  });
});
void stranger;
void formatId;
void ready;
