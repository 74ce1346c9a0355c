import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWNER } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { rest } from '#test/kit/rest.ts';
import { type ReportWorld, reportWorld, sha256, TODAY } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

it('is asked for and had as the documentation shows', async () => {
  const { status, body: created } = await world.create(world.body());
  expect(status).toBe(202);
  expect(created).toEqual({
    id: expect.stringMatching(/^rpt_\d{4}_[0-9a-z]{26}$/),
    status: 'queued',
    format: 'json',
    queued_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
  });
  const row = await world.ended(created.id);
  const file = await world.download(created.id);
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${created.id}.json"`);
  const text = await file.text();
  expect([Buffer.byteLength(text), sha256(text)]).toEqual([row.size, row.sha256]);
  expectFile(JSON.parse(text), created.id);
});

function expectFile(report: Json, id: string): void {
  const { scan, finding } = world;
  expect(report).toMatchObject({
    schema_version: 'v1',
    report_id: id,
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
    evidence_excerpt_sha256: sha256('excerpt'),
    url: `/app/findings/${finding.publicId}`,
  });
  expect(report.findings[0].framework_refs).toContain('OWASP_LLM01');
  expect(report.cross_framework_overlaps).toContainEqual(
    expect.objectContaining({ ref_a: 'OWASP_LLM01', ref_b: 'EU_AI_ACT_Art15', finding_count: 1 }),
  );
  expect(report.attempts.length).toBeGreaterThan(0);
}

it('is begun once for an idempotency key', async () => {
  const headers = { 'idempotency-key': 'evidence-of-q2' };
  const first = await rest(world.system, OWNER, 'POST', '/reports', world.body(), headers);
  const again = await rest(world.system, OWNER, 'POST', '/reports', world.body(), headers);
  expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([202, first.body, 'true']);
});

it('is listed, page by page, newest first', async () => {
  for (let made = 0; made < 4; made += 1) await world.queued({ title: `Pack ${made}` });
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { body } = await rest(world.system, OWNER, 'GET', `/reports?limit=3${next}`);
    ids.push(...body.data.map(({ id }: Json) => id));
    cursor = body.next_cursor;
  } while (cursor);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(ids.length).toBeGreaterThan(3);
});
