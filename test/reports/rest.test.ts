import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatId, newUnguessableId, parseId } from '#src/platform/ids.ts';
import { expireReports } from '#src/reports/expire-reports.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
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

/** One that is ready, for everything that is done with one. */
let pack: Json;
const packed = async () => {
  pack ??= await ready(seedBody());
  return pack;
};

describe('a download', () => {
  it('comes in ranges, as they were asked for', async () => {
    const { id, size } = await packed();
    const whole = Buffer.from(await (await download(id)).arrayBuffer());
    expect(whole.length).toBe(size);
    const wanted = [
      ['bytes=0-0', 0, 0],
      ['bytes=10-19', 10, 19],
      [`bytes=${size - 5}-`, size - 5, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=0-${size * 2}`, 0, size - 1],
    ] as const;
    for (const [range, start, end] of wanted) {
      const part = await download(id, { range });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end}/${size}`]);
      expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(start, end + 1)), range).toBe(true);
    }
  });

  it('refuses a range that is not in it, and passes over what is none', async () => {
    const { id, size } = await packed();
    const beyond = await download(id, { range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
    for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5'])
      expect((await download(id, { range })).status, range).toBe(200);
    expect((await download(id, { range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
  });

  it('needs no token with a link, and the link is for one report and 60 seconds', async () => {
    const { id } = await packed();
    const url = await linkOf(id);
    const file = await fetch(url);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, `attachment; filename="${id}.json"`]);
    await file.arrayBuffer();
    const other = await ready({ ...seedBody(), format: 'csv' });
    const wrong = {
      'of another report': url.replace(id, other.id),
      'with another end': url.replace(/expires=(\d+)/, (_, end) => `expires=${Number(end) + 60}`),
      'of another tenant': url.replace(/tenant=[^&]+/, `tenant=${(await seed(system.app).tenant()).publicId}`),
      'with a bit changed': url.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
      'without its signature': url.replace(/signature=[^&]+/, 'signature='),
    };
    for (const [what, changed] of Object.entries(wrong)) {
      const answer = await fetch(changed);
      expect([answer.status, (await answer.json()).error], what).toEqual([403, 'link_expired']);
    }
    const begun = system.app.clock.now();
    const clock = vi.spyOn(system.app.clock, 'now').mockReturnValue(begun + 61_000);
    try {
      expect((await fetch(url)).status).toBe(403);
    } finally {
      clock.mockRestore();
    }
  });

  it('is kept as nobody reads it who has the storage alone, and what is changed there is not given out', async () => {
    const { id } = await packed();
    const key = await storageKeyOf(id);
    const path = join(system.app.config.dataDir, 'artifacts', key);
    const bytes = await readFile(path);
    expect(bytes.includes('Indirect prompt injection')).toBe(false);
    expect(key).toBe(`${system.ctx.actor.tenantId}/${hashOf(bytes).slice(0, 2)}/${hashOf(bytes)}`);
    const changed = Buffer.from(bytes);
    changed[changed.length - 20]! ^= 1;
    await writeFile(path, changed);
    await expect(download(id).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    await writeFile(path, bytes);
    expect((await download(id)).status).toBe(200);
  });
});

describe('refusals', () => {
  const days = { from: '2026-07-01', to: '2026-06-30' };
  it.each([
    ['a framework that is not', { frameworks: ['OWASP_LLM', 'SOC_2'] }, 400, 'framework_unknown'],
    ['an end before the beginning', { scope: days }, 400, 'scope_invalid'],
    ['an empty scope', { scope: {} }, 400, 'scope_invalid'],
    ['no scope', { scope: undefined }, 400, 'scope_invalid'],
    ['empty lists', { scope: { endpoint_ids: [], include_severities: [] } }, 400, 'scope_invalid'],
    ['no such endpoint', { scope: { endpoint_ids: ['ep_2026_abc123'] } }, 404, 'endpoint_not_found'],
    ['no day', { scope: { from: '2026-02-30' } }, 400, 'scope_invalid'],
    ['no edition', { editions: { OWASP_LLM: '1999' } }, 400, 'edition_unknown'],
    ['another format', { format: 'docx' }, 400, 'invalid_input'],
    ['another member', { colour: 'red' }, 400, 'unknown_field'],
  ])('%s', async (_what, change, status, error) => {
    const answer = await create({ ...seedBody(), ...change });
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('tells nobody else anything, and nobody without the scope', async () => {
    const { id } = await packed();
    const other = await stranger(system.ctx);
    const absent = id.replace(/.{8}$/, '00000000');
    for (const path of [`/reports/${id}`, `/reports/${id}/download`]) {
      const theirs = await rest(system, other.token, 'GET', path);
      const nothing = await rest(system, other.token, 'GET', path.replace(id, absent));
      expect([theirs.status, theirs.body]).toEqual([404, nothing.body]);
      expect(theirs.body.error).toBe('report_not_found');
    }
    expect((await rest(system, other.token, 'DELETE', `/reports/${id}`)).status).toBe(404);
    expect((await create(seedBody(), other.token)).body.error).toBe('endpoint_not_found');
    const tenant = await seed(system.app).defaultTenant();
    const reader = await tenant.token({ scopes: ['reports:read'] });
    const maker = await tenant.token({ scopes: ['reports:generate'] });
    expect((await create(seedBody(), reader.text)).body).toMatchObject({
      error: 'missing_scope',
      scope: 'reports:generate',
    });
    const denied = await rest(system, maker.text, 'GET', `/reports/${id}`);
    expect([denied.status, denied.body.scope]).toEqual([403, 'reports:read']);
  });

  it('says that a report is not ready, has failed, or has expired', async () => {
    const waiting = await create(seedBody());
    const set = (status: string) =>
      system.app.system.query('update reports set status = $2::report_status where id = $1', [
        parseId('report', waiting.body.id),
        status,
      ]);
    await until(
      'it is ready',
      async () => (await rest(system, OWNER, 'GET', `/reports/${waiting.body.id}`)).body.status === 'ready',
    );
    for (const [status, http, error] of [
      ['queued', 409, 'report_not_ready'],
      ['failed', 409, 'report_failed'],
      ['expired', 410, 'report_expired'],
    ] as const) {
      await set(status);
      const answer = await rest(system, OWNER, 'GET', `/reports/${waiting.body.id}/download`);
      expect([answer.status, answer.body.error]).toEqual([http, error]);
    }
  });
});

describe('its life', () => {
  it('is begun once for an idempotency key', async () => {
    const headers = { 'idempotency-key': 'evidence-of-q2' };
    const first = await rest(system, OWNER, 'POST', '/reports', seedBody(), headers);
    const again = await rest(system, OWNER, 'POST', '/reports', seedBody(), headers);
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([202, first.body, 'true']);
  });

  it('ends when it expires: its file is gone, its row stays', async () => {
    const report = await ready(seedBody());
    const path = join(system.app.config.dataDir, 'artifacts', await storageKeyOf(report.id));
    await system.app.system.query(`update reports set expires_at = now() - interval '1 second' where id = $1`, [
      parseId('report', report.id),
    ]);
    expect(await expireReports(system.app)).toBeGreaterThan(0);
    const answer = await rest(system, OWNER, 'GET', `/reports/${report.id}/download`);
    expect([answer.status, answer.body.error]).toEqual([410, 'report_expired']);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
    expect((await rest(system, OWNER, 'GET', `/reports/${report.id}`)).body.status).toBe('expired');
  });

  it('is deleted with its file', async () => {
    const report = await ready(seedBody());
    const path = join(system.app.config.dataDir, 'artifacts', await storageKeyOf(report.id));
    expect((await rest(system, OWNER, 'DELETE', `/reports/${report.id}`)).status).toBe(204);
    expect((await rest(system, OWNER, 'GET', `/reports/${report.id}`)).status).toBe(404);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('is listed, page by page, newest first', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const { body } = await rest(system, OWNER, 'GET', `/reports?limit=3${next}`);
      ids.push(...body.data.map(({ id }: Json) => id));
      cursor = body.next_cursor;
    } while (cursor);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBeGreaterThan(3);
  });

  it('goes on when the worker that wrote it is gone', async () => {
    const tenantId = system.ctx.actor.tenantId;
    const id = newUnguessableId();
    const scope = { ...EMPTY, from: '2026-04-01' };
    await system.app.system.query(
      `insert into reports (tenant_id, id, title, format, status, frameworks, scope, claims, lease_until)
       values ($1, $2, 'Left', 'json', 'running', '{OWASP_LLM}', $3, 1, now() - interval '1 second')`,
      [tenantId, id, JSON.stringify(scope)],
    );
    await until('another worker ends it', async () => {
      const { body } = await rest(system, OWNER, 'GET', `/reports/${formatId('report', id)}`);
      return body.status === 'ready';
    });
    const [row] = await system.app.system.query<{ claims: number }>('select claims from reports where id = $1', [id]);
    expect(row!.claims).toBe(2);
  });
});

const EMPTY = {
  endpointIds: [],
  scanIds: [],
  from: null,
  to: null,
  includeSeverities: [],
  includeStatuses: [],
  editions: [],
};
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function storageKeyOf(id: string): Promise<string> {
  const [row] = await system.app.system.query<{ key: string }>('select storage_key as key from reports where id = $1', [
    parseId('report', id),
  ]);
  return row!.key;
}

async function linkOf(id: string): Promise<string> {
  const { report } = await dataOf(ask(system, OWNER, `{ report(id: "${id}") { downloadUrl } }`));
  return system.url + report.downloadUrl;
}
