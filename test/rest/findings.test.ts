import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let token: string;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

const call = (method: string, path: string, body?: unknown, headers = {}) =>
  rest(system, token, method, path, body, headers);
const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);
const patch = (finding: Seeded, body: unknown) => call('PATCH', `/findings/${finding.publicId}`, body);

describe('GET /findings', () => {
  it('tells each finding with the controls that it touches', async () => {
    const finding = await scan.finding();
    const { body } = await call('GET', `/findings?scan_id=${scan.id}`);
    const line = body.data.find(({ id }: { id: string }) => id === finding.publicId);
    expect(line).toMatchObject({ scan_id: scan.id, status: 'open', jira_issue_key: null, regressed: false });
    expect(line.risk_refs).toContain('OWASP_LLM07');
  });

  it('leaves those that every filter leaves', async () => {
    const other = await (await tenant.scan()).finding('A title of its own');
    await patch(other, { status: 'triaged' });
    await call('POST', `/findings/${other.publicId}/tags`, { tags: ['mine'] });
    const one = (query: string) => call('GET', `/findings?${query}`).then(({ body }) => idsOf(body));
    for (const query of [
      'status=triaged',
      'status=triaged,resolved',
      'tag=mine',
      'text=own',
      'from=2020-01-01&tag=mine',
    ])
      expect(await one(query), query).toEqual([other.publicId]);
    for (const query of [
      'status=accepted',
      'tag=mine&to=2020-01-01',
      'tag=mine&framework_ref=EU_AI_ACT_Art5',
      'tag=mine&regressed=true',
    ])
      expect(await one(query), query).toEqual([]);
  });

  it.each([
    'severity=loud',
    'scan_id=x',
    'from=yesterday',
    'risk=LLM99',
    'regressed=maybe',
  ])('refuses %s', async (query) => {
    expect((await call('GET', `/findings?${query}`)).status).toBe(400);
  });

  it('comes in pages of up to 200', async () => {
    const apart = await seed(system.app).tenant();
    const [{ text: key }, many] = [await apart.token(), await apart.scan()];
    for (let i = 0; i < 120; i += 1) await many.finding(`Of many ${i}`);
    const page = (limit: number) => rest(system, key, 'GET', `/findings?scan_id=${many.publicId}&limit=${limit}`);
    const { status, body } = await page(200);
    expect([status, body.data.length, body.next_cursor]).toEqual([200, 120, null]);
    expect((await page(101)).body.data).toHaveLength(101);
    expect((await page(201)).status).toBe(400);
  });

  it('pages in an order that holds while rows are added', async () => {
    for (let i = 0; i < 5; i += 1) await scan.finding(`Finding ${i}`);
    const all = idsOf((await call('GET', '/findings?limit=100')).body);
    const first = (await call('GET', '/findings?limit=3')).body;
    await scan.finding('Late');
    const second = (await call('GET', `/findings?limit=100&cursor=${first.next_cursor}`)).body;
    expect([...idsOf(first), ...idsOf(second)]).toEqual(all);
    const elsewhere = await call('GET', `/scans?cursor=${first.next_cursor}`);
    expect([elsewhere.status, elsewhere.body.error]).toEqual([400, 'invalid_cursor']);
  });
});

describe('a finding', () => {
  it('is shown whole: evidence with its hash, remediation, occurrences', async () => {
    const finding = await scan.finding();
    const { body } = await call('GET', `/findings/${finding.publicId}`);
    expect(body).toMatchObject({ remediation: expect.any(String), occurrences: [{ scan_id: scan.id, attempts: 1 }] });
    expect(body.evidence[0]).toMatchObject({ id: finding.evidence.publicId, sha256: expect.any(String) });
    expect(body.evidence[0].judges[0]).toMatchObject({ judge: 'objective', verdict: 'vulnerable' });
  });

  it('moves through its life, with a reason where one is needed, and never backwards by accident', async () => {
    const finding = await scan.finding();
    expect((await patch(finding, { status: 'triaged' })).body.status).toBe('triaged');
    expect((await patch(finding, { status: 'accepted' })).body.error).toBe('reason_required');
    expect((await patch(finding, { status: 'accepted', reason: 'Known.' })).body).toMatchObject({ status: 'accepted' });
    expect((await patch(finding, { status: 'gone' })).body.error).toBe('invalid_input');
    const late = await call('PATCH', `/findings/${finding.publicId}`, { status: 'open' }, { 'if-match': '"old"' });
    expect([late.status, late.body.error]).toEqual([412, 'precondition_failed']);
  });

  it('is commented on, assigned and tagged', async () => {
    const finding = await scan.finding();
    const path = `/findings/${finding.publicId}`;
    const said = await call('POST', `${path}/comments`, { body: 'Seen it too.' });
    expect([said.status, said.body.body]).toEqual([201, 'Seen it too.']);
    expect(idsOf((await call('GET', `${path}/comments`)).body)).toEqual([said.body.id]);
    const member = await tenant.member();
    const assigned = await call('POST', `${path}/assign`, { assignee_id: member.publicId });
    expect(assigned.body.assignee_id).toBe(member.publicId);
    expect((await call('POST', `${path}/assign`, { assignee_id: null })).body.assignee_id).toBeNull();
    expect((await call('POST', `${path}/tags`, { tags: ['A', 'b'] })).body.tags).toEqual(['a', 'b']);
    expect((await call('DELETE', `${path}/tags/a`)).body.tags).toEqual(['b']);
  });

  it('is changed with many others, or only counted', async () => {
    const some = [await scan.finding('Bulk 1'), await scan.finding('Bulk 2')];
    const ids = some.map(({ publicId }) => publicId);
    const dry = await call('POST', '/findings/bulk', { ids, status: 'triaged', dry_run: true });
    expect(dry.body).toEqual({ batch_id: null, matched: 2, changed: 2, skipped: [] });
    const done = await call('POST', '/findings/bulk', { filter: { text: 'Bulk' }, status: 'triaged' });
    expect(done.body).toMatchObject({ batch_id: expect.stringMatching(/^bat_/), changed: 2 });
    expect((await call('GET', `/findings/${ids[0]}`)).body.status).toBe('triaged');
    expect((await call('POST', '/findings/bulk', { ids })).status).toBe(400);
  });

  it('is malformed, missing or a stranger’s', async () => {
    const finding = await scan.finding();
    expect((await call('GET', '/findings/xyz')).body.error).toBe('invalid_finding_id');
    const { token: other } = await stranger(system.ctx);
    const absent = '/findings/019ca3a8-4c00-7000-8000-000000000000';
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { status: 'triaged' }],
      ['GET', '/comments', undefined],
      ['POST', '/comments', { body: 'x' }],
      ['POST', '/assign', { assignee_id: null }],
      ['POST', '/tags', { tags: ['x'] }],
      ['DELETE', '/tags/x', undefined],
    ] as const) {
      const theirs = await rest(system, other, method, `/findings/${finding.publicId}${path}`, body);
      const missing = await rest(system, other, method, `${absent}${path}`, body);
      expect([theirs.status, theirs.body.error, theirs.text]).toEqual([404, 'finding_not_found', missing.text]);
    }
  });
});
