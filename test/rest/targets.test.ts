import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTarget } from '#src/targets/create-target.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
});
afterAll(() => system[Symbol.asyncDispose]());

/** To the letter, as the documentation of targets has them. */
const WEB = {
  name: 'Staging API',
  base_url: 'https://staging.example.com',
  scope: ['/api', '/app'],
  exclude_paths: ['/health', '/logout'],
  credentials: { username: 'admin', password: '...' },
};
const LLM = {
  name: 'Nemotron — red team',
  base_url: 'https://openrouter.ai/api/v1/chat/completions',
  kind: 'llm',
  credentials: {
    headers: { Authorization: 'Bearer sk-or-v1-...', 'HTTP-Referer': 'https://example.com', 'X-Title': 'Pencheff' },
  },
  llm_config: {
    provider: 'openai-chat',
    model: 'nvidia/nemotron-3-nano-omni-30b-a3b-reasoning:free',
    max_rpm: 18,
    concurrency: 3,
    retries: 3,
    budget: { max_cost_usd: 5.0 },
    thresholds: { max_latency_ms: 30000 },
    redteam: {
      strategies: ['base64', 'jailbreak', 'crescendo'],
      datasets: ['donotanswer', 'harmbench'],
      guardrails: ['pii', 'secrets', 'unsafe-code'],
      judge: {
        enabled: true,
        provider: 'openai-moderation',
        endpoint: 'https://api.openai.com/v1/moderations',
        headers: { Authorization: 'Bearer sk-judge' },
      },
    },
  },
};

const make = (body: unknown) => rest(system, OWNER, 'POST', '/targets', body);

describe('a target', () => {
  it('of the web is made as the documentation shows', async () => {
    const { status, body, text } = await make(WEB);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      name: 'Staging API',
      base_url: 'https://staging.example.com',
      scope: ['/api', '/app'],
      exclude_paths: ['/health', '/logout'],
      has_credentials: true,
      repository_id: null,
      kind: 'url',
      llm_config: null,
      created_at: expect.any(String),
    });
    expect(text).not.toContain('admin');
  });

  it('of a model is made as the documentation shows, its credentials sealed wherever they stand', async () => {
    const { status, body } = await make(LLM);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'llm', has_credentials: true, name: LLM.name });
    expect(body.llm_config).toMatchObject({
      ...LLM.llm_config,
      redteam: { ...LLM.llm_config.redteam, judge: { headers: { Authorization: '[sealed]' } } },
    });
    const stored = await system.ctx.db.query('select config, sealed_credentials from targets where id = $1', [body.id]);
    expect(JSON.stringify(stored)).not.toMatch(/sk-judge|sk-or/);
    const back = await rest(system, OWNER, 'PATCH', `/targets/${body.id}`, { llm_config: body.llm_config });
    expect(back.body.llm_config).toEqual(body.llm_config);
    const after = await system.ctx.db.query('select config from targets where id = $1', [body.id]);
    expect(after[0]!.config).toEqual(stored[0]!.config);
  });

  it.each([
    [{ ...WEB, llm_config: LLM.llm_config }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: undefined }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: { provider: 'custom' } }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: { provider: 'executable' } }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: { provider: 'openai-chat', retries: 6 } }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: { provider: 'openai-chat', concurrency: 21 } }, 422, 'validation_failed'],
    [{ ...LLM, llm_config: { provider: 'openai-chat', colour: 1 } }, 400, 'unknown_field'],
    [{ ...WEB, kind: 'repo' }, 400, 'repository_mirror'],
    [{ ...WEB, base_url: 'https://staging.example.com' }, 409, 'url_duplicate'],
  ])('is refused as %o: %i %s, with the reason in words', async (body, status, error) => {
    const answer = await make(body);
    expect([answer.status, answer.body.error, typeof answer.body.detail]).toEqual([status, error, 'string']);
  });

  it('keeps limits of 0 as they are given', async () => {
    const none = { provider: 'openai-chat', max_rps: 0, max_rpm: 0, rate_burst: 0 };
    const { status, body } = await make({ ...LLM, base_url: 'https://zero.example.com/v1', llm_config: none });
    expect([status, body.llm_config]).toEqual([201, expect.objectContaining(none)]);
  });

  it.each([
    '\u20ac',
    'a\nb',
    'a\u0000b',
    '\u007f',
    '\ud83d\ude00',
  ])('is refused a header that cannot be sent: %j', async (value) => {
    const credentials = { headers: { 'X-Key': value } };
    const refused = [422, 'validation_failed', true];
    const told = ({ status, body }: { status: number; body: Json }) => [status, body.error, /header/.test(body.detail)];
    expect(told(await make({ ...LLM, base_url: 'https://header.example.com/v1', credentials }))).toEqual(refused);
    const { body } = await make({ ...LLM, base_url: `https://header.example.com/${encodeURIComponent(value)}` });
    expect(told(await rest(system, OWNER, 'PATCH', `/targets/${body.id}`, { credentials }))).toEqual(refused);
  });

  it('keeps a header of Latin-1', async () => {
    const credentials = { headers: { 'X-Key': 'Gr\u00fc\u00dfe\t\u00ff' } };
    expect((await make({ ...LLM, base_url: 'https://latin.example.com/v1', credentials })).status).toBe(201);
  });

  it('of a model is changed by all that it is shown with, and has no paths of a web application', async () => {
    const { body } = await make({ ...LLM, base_url: 'https://whole.example.com/v1' });
    const { name, base_url, scope, exclude_paths, llm_config } = body;
    const again = await rest(system, OWNER, 'PATCH', `/targets/${body.id}`, {
      ...{ name, base_url, scope, exclude_paths, llm_config },
    });
    expect([again.status, again.body]).toEqual([200, body]);
    for (const member of ['scope', 'exclude_paths']) {
      const refused = [422, 'validation_failed'];
      const made = await make({ ...LLM, base_url: 'https://paths.example.com/v1', [member]: ['/a'] });
      expect([made.status, made.body.error]).toEqual(refused);
      const changed = await rest(system, OWNER, 'PATCH', `/targets/${body.id}`, { [member]: ['/a'] });
      expect([changed.status, changed.body.error]).toEqual(refused);
    }
  });

  it('keeps a password that comes without a name', async () => {
    const { body } = await make({ ...WEB, base_url: 'https://nameless.example.com', credentials: { password: 'p' } });
    expect(body.has_credentials).toBe(true);
  });

  it('keeps a configuration whose engine comes later, and a scan of it says so', async () => {
    const command = { provider: 'executable', command: ['./bot', '--json'] };
    const { body } = await make({ name: 'x', base_url: 'https://bot.example.com', kind: 'llm', llm_config: command });
    expect(body.llm_config).toMatchObject(command);
    const scan = await rest(system, OWNER, 'POST', '/scans', { target_id: body.id, profile: 'quick' });
    expect([scan.status, scan.body.error]).toEqual([400, 'provider_not_available']);
  });

  it('loses its credentials when they are cleared, and is found by a part of its name', async () => {
    const { body } = await make({ ...WEB, name: 'Zebra', base_url: 'https://zebra.example.com' });
    const cleared = await rest(system, OWNER, 'PATCH', `/targets/${body.id}`, { clear_credentials: true });
    expect(cleared.body).toMatchObject({ has_credentials: false, name: 'Zebra' });
    const found = await rest(system, OWNER, 'GET', '/targets?q=zebra');
    expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await rest(system, OWNER, 'DELETE', `/targets/${body.id}`)).status).toBe(204);
    expect((await rest(system, OWNER, 'GET', `/targets/${body.id}`)).body.error).toBe('target_not_found');
  });

  it('that mirrors a repository is read here, and neither changed, deleted nor scanned', async () => {
    const { id } = await createTarget(system.ctx, { kind: 'repo', name: 'r', url: 'https://git.example.com/r.git' });
    expect((await rest(system, OWNER, 'GET', `/targets/${id}`)).body).toMatchObject({
      kind: 'repo',
      repository_id: id,
    });
    for (const [method, body] of [
      ['PATCH', { name: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await rest(system, OWNER, method, `/targets/${id}`, body);
      expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('/repos/{id} instead')]);
    }
    const scan = await rest(system, OWNER, 'POST', '/scans', { target_id: id });
    expect(scan.status).toBe(400);
    expect(scan.body.detail).toBe(
      `This target is a repository mirror — DAST scans don't apply. Use POST /repos/${id}/scan instead.`,
    );
  });

  it('is not there for a stranger', async () => {
    const { body } = await make({ ...WEB, base_url: 'https://mine.example.com' });
    const { token } = await stranger(system.ctx);
    for (const [method, send] of [
      ['GET', undefined],
      ['PATCH', { name: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      const theirs = await rest(system, token, method, `/targets/${body.id}`, send);
      const missing = await rest(system, token, method, '/targets/019ca3a8-4c00-7000-8000-000000000000', send);
      expect([theirs.status, theirs.text]).toEqual([404, missing.text]);
    }
  });
});
