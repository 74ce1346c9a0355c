import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';
import { uuidOf } from '#test/kit/uuid.ts';

// The examples of the documentation that this API is written after, run by a shell to the letter. What stands for something of the reader's
// own is put in: the address of the server, the token, and the ids of what is there.

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
let folder: string;
beforeAll(async () => {
  system = await startTestSystem({ worker: true, config: { restLimits: generousLimits() } });
  tenant = await seed(system.app).tenant();
  const member = await tenant.member('Ada', 'owner');
  token = (await tenant.token({ userId: member.userId })).text;
  await tenant.secret('upstream_llm_key');
  folder = await mkdtemp(join(tmpdir(), 'tribunal-seeds-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await system[Symbol.asyncDispose]();
});

const SERVER = 'https://penaxtra.com';

/** Runs a command as a reader would type it, and answers what it printed. */
async function shell(command: string): Promise<string> {
  const env = { PATH: process.env.PATH, TOKEN: token, HOME: folder };
  const script = command.replaceAll(SERVER, system.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: folder, env });
  return stdout;
}

const curl = async (command: string): Promise<Json> => JSON.parse(await shell(command));

const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const idOf = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}_\\d{4}_[0-9a-z]{26}$`));

const CREATE_ENDPOINT = String.raw`curl -sS https://penaxtra.com/api/v2/endpoints \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"name": "Production customer chatbot",
"url": "https://api.upstream-llm.example/v1/chat/completions",
"wire_format": "chat_completions_v1",
"model": "model-name-from-provider",
"auth_header": "Authorization",
"auth_value_secret_ref": "secret:upstream_llm_key",
"owner_user_id": "current",
"tags": ["customer-facing","kyc"]
}'`;

const TEST_ENDPOINT = String.raw`curl -sS https://penaxtra.com/api/v2/endpoints/ep_2026_abc123/test \
-H "Authorization: Bearer $TOKEN" \
-X POST`;

const START_SCAN = String.raw`curl -sS -X POST https://penaxtra.com/api/v2/scans \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"endpoint_id": "<uuid>",
"probe_ids": ["prompt-injection-basic", "jailbreak-roleplay"]
}'`;

const GET_SCAN = String.raw`curl -sS https://penaxtra.com/api/v2/scans/<uuid> \
-H "Authorization: Bearer $TOKEN"`;

const HIGH_FINDINGS = String.raw`curl -sS "https://penaxtra.com/api/v2/findings?severity=high" \
-H "Authorization: Bearer $TOKEN"`;

const CREATE_REPORT = String.raw`curl -sS https://penaxtra.com/api/v2/reports \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "title": "Q2 2026 AI security evidence pack",
    "frameworks": ["OWASP_LLM","NIST_AI_600_1","EU_AI_ACT","ISO_42001"],
    "scope": {
      "endpoint_ids": ["ep_2026_abc123"],
      "from": "2026-04-01",
      "to": "2026-06-30",
      "include_severities": ["critical","high","medium"]
    },
    "format": "pdf"
  }'`;

const LIST_REPORTS = String.raw`curl -sS "https://penaxtra.com/api/v2/reports?limit=20" \
  -H "Authorization: Bearer $TOKEN"`;

const GET_REPORT = String.raw`curl -sS https://penaxtra.com/api/v2/reports/rpt_2026_def456 \
  -H "Authorization: Bearer $TOKEN"`;

const DOWNLOAD = String.raw`curl -fOJL \
  -H "Authorization: Bearer $TOKEN" \
  https://penaxtra.com/api/v2/reports/rpt_2026_def456/download`;

describe('the documentation of endpoints', () => {
  it('registers one, is told of a second with its URL, and tests the first', async () => {
    const made = await curl(CREATE_ENDPOINT);
    expect(made).toEqual({
      id: idOf('ep'),
      name: 'Production customer chatbot',
      url: 'https://api.upstream-llm.example/v1/chat/completions',
      wire_format: 'chat_completions_v1',
      model: 'model-name-from-provider',
      status: 'active',
      created_at: MOMENT,
    });
    expect((await curl(CREATE_ENDPOINT)).error).toBe('url_duplicate');
    const tested = await curl(TEST_ENDPOINT.replace('ep_2026_abc123', made.id));
    expect(tested).toEqual({
      endpoint_id: made.id,
      ok: false,
      upstream_status: null,
      latency_ms: expect.any(Number),
      wire_format_check: 'unknown',
      model: null,
      excerpt: null,
      dlp: [],
      failure: { reason: 'dns', message: expect.stringContaining('api.upstream-llm.example') },
    });
  });

  it.each([
    ['"chat_completions_v1"', '"morse_v1"', 'invalid_wire_format'],
    ['secret:upstream_llm_key', 'secret:nobody', 'secret_ref_unknown'],
  ])('is refused with %s as %s: %s', async (given, put, error) => {
    const command = CREATE_ENDPOINT.replace('/v1/chat', '/v2/chat').replace(given, put);
    expect((await curl(command)).error).toBe(error);
  });
});

describe('the documentation of scans', () => {
  it('starts one, reads it, and lists what is bad', async () => {
    const { publicId } = await tenant.target();
    const endpoint = uuidOf(publicId);
    const accepted = await curl(START_SCAN.replace('<uuid>', endpoint));
    expect(accepted).toEqual({
      accepted: true,
      scan_id: UUID,
      endpoint_id: endpoint,
      probe_count: 2,
      poll: `/api/v2/scans/${accepted.scan_id}`,
    });
    const scan = await curl(GET_SCAN.replace('<uuid>', accepted.scan_id));
    expect(scan).toMatchObject({ scan_id: accepted.scan_id, probe_count: 2 });
    expect(['queued', 'running', 'judging', 'completed', 'failed']).toContain(scan.status);
    const seen = await tenant.scan();
    const { publicId: finding } = await seen.finding();
    const found = await curl(HIGH_FINDINGS);
    expect(found.data.map(({ id }: Json) => id)).toEqual([finding]);
    expect(found.data[0]).toMatchObject({
      scan_id: seen.id,
      title: expect.any(String),
      severity: 'high',
      status: 'open',
      jira_issue_key: null,
      discovered_at: MOMENT,
    });
    expect(found.next_cursor).toBeNull();
  });

  it.each([
    ['"<uuid>"', '7', 'invalid_endpoint_id'],
    ['"jailbreak-roleplay"', '"Jailbreak"', 'invalid_probe_ids'],
    ['<uuid>', '019ca3a8-4c00-7000-8000-000000000000', 'endpoint_not_found_or_inactive'],
  ])('is refused with %s as %s: %s', async (given, put, error) => {
    const command = START_SCAN.replace(given, put).replace('<uuid>', uuidOf((await tenant.target()).publicId));
    expect((await curl(command)).error).toBe(error);
  });
});

describe('the documentation of reports', () => {
  it('asks for one, lists it, reads it, and downloads its file under its own name', async () => {
    const { publicId } = await tenant.target();
    const made = await curl(CREATE_REPORT.replace('ep_2026_abc123', publicId));
    expect(made).toEqual({ id: idOf('rpt'), status: 'queued', format: 'pdf', queued_at: MOMENT });
    const list = await curl(LIST_REPORTS);
    expect(list.data.map(({ id }: Json) => id)).toContain(made.id);
    expect(list).toHaveProperty('next_cursor', null);
    const one = () => curl(GET_REPORT.replace('rpt_2026_def456', made.id));
    await until('the report is written', async () => (await one()).status === 'ready');
    await shell(`${DOWNLOAD.replace('rpt_2026_def456', made.id)} 2>/dev/null`);
    expect(await readdir(folder)).toEqual([`${made.id}.pdf`]);
    expect((await readFile(join(folder, `${made.id}.pdf`))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([
    ['"OWASP_LLM"', '"OWASP_LLAMA"', 'framework_unknown'],
    ['"from": "2026-04-01"', '"from": "2026-07-01"', 'scope_invalid'],
  ])('is refused with %s as %s: %s', async (given, put, error) => {
    const { publicId } = await tenant.target();
    expect((await curl(CREATE_REPORT.replace('ep_2026_abc123', publicId).replace(given, put))).error).toBe(error);
  });
});

describe('the documentation of targets', () => {
  // It gives requests without a server, so they go as they are written: this path, these headers, this body.
  it('makes one of the web and reads it back', async () => {
    const body = `{
"name": "Staging API",
"base_url": "https://staging.example.com",
"scope": ["/api", "/app"],
"exclude_paths": ["/health", "/logout"],
"credentials": {
"username": "admin",
"password": "..."
}
}`;
    const made = await rest(system, token, 'POST', '/targets', body);
    const whole = {
      id: UUID,
      name: 'Staging API',
      base_url: 'https://staging.example.com',
      scope: ['/api', '/app'],
      exclude_paths: ['/health', '/logout'],
      has_credentials: true,
      repository_id: null,
      kind: 'url',
      llm_config: null,
      created_at: MOMENT,
    };
    expect([made.status, made.body]).toEqual([201, whole]);
    expect((await rest(system, token, 'GET', `/targets/${made.body.id}`)).body).toEqual(made.body);
  });
});
