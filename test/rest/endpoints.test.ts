import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putSecret } from '#src/secrets/put-secret.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  await putSecret(system.ctx, { name: 'upstream_llm_key', value: 'sk-upstream' });
});
afterAll(() => system[Symbol.asyncDispose]());

/** To the letter, as the documentation of endpoints has it. */
const EXAMPLE = `{
"name": "Production customer chatbot",
"url": "https://api.upstream-llm.example/v1/chat/completions",
"wire_format": "chat_completions_v1",
"model": "model-name-from-provider",
"auth_header": "Authorization",
"auth_value_secret_ref": "secret:upstream_llm_key",
"owner_user_id": "current",
"tags": ["customer-facing","kyc"]
}`;

const other = (n: number) => ({ ...JSON.parse(EXAMPLE), url: `https://api.upstream-llm.example/${n}` });

describe('an endpoint', () => {
  it('is registered as the documentation shows, and told without its credential', async () => {
    const { status, body } = await rest(system, OWNER, 'POST', '/endpoints', EXAMPLE);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^ep_2026_[0-9a-z]{26}$/),
      name: 'Production customer chatbot',
      url: 'https://api.upstream-llm.example/v1/chat/completions',
      wire_format: 'chat_completions_v1',
      model: 'model-name-from-provider',
      status: 'active',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
    });
    const read = await rest(system, OWNER, 'GET', `/endpoints/${body.id}`);
    expect(read.body).toMatchObject({
      ...body,
      tags: ['customer-facing', 'kyc'],
      auth_header: 'Authorization',
      auth_value_secret_ref: 'secret:upstream_llm_key',
      has_credentials: true,
    });
    expect(read.text).not.toContain('sk-upstream');
  });

  it.each([
    [{ wire_format: 'morse' }, 400, 'invalid_wire_format'],
    [{ auth_value_secret_ref: 'secret:nobody' }, 422, 'secret_ref_unknown'],
    [{ url: 'ftp://example.org' }, 400, 'invalid_url'],
    [{ url: 'https://10.0.0.1/v1' }, 400, 'private_address'],
    [{ owner_user_id: 'usr_nobody' }, 400, 'invalid_input'],
    [{ colour: 'red' }, 400, 'unknown_field'],
    [{ wire_format: 'custom_template' }, 400, 'invalid_input'],
    [{ url: 'https://api.upstream-llm.example/v1/chat/completions' }, 409, 'url_duplicate'],
  ])('is refused with %o: %i %s', async (change, status, error) => {
    const answer = await rest(system, OWNER, 'POST', '/endpoints', { ...other(99), ...change });
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it.each(['sk-\u20ac', 'sk-upstream\n'])('is refused a secret that no header can carry: %j', async (value) => {
    await putSecret(system.ctx, { name: 'not_for_headers', value });
    const secret = { auth_value_secret_ref: 'secret:not_for_headers' };
    const made = await rest(system, OWNER, 'POST', '/endpoints', { ...other(98), ...secret });
    const { body } = await rest(system, OWNER, 'POST', '/endpoints', other(97));
    const changed = await rest(system, OWNER, 'PATCH', `/endpoints/${body.id}`, secret);
    await rest(system, OWNER, 'DELETE', `/endpoints/${body.id}`);
    for (const { status, body, text } of [made, changed]) {
      expect([status, body.error]).toEqual([400, 'invalid_input']);
      expect(body.message).toContain('secret:not_for_headers');
      expect(text).not.toContain('sk-');
    }
  });

  it('is changed in the members that are given, and only by who read it last', async () => {
    const { body } = await rest(system, OWNER, 'POST', '/endpoints', other(1));
    const path = `/endpoints/${body.id}`;
    const { headers } = await rest(system, OWNER, 'GET', path);
    const etag = { 'if-match': headers.get('etag')! };
    const changed = await rest(system, OWNER, 'PATCH', path, { name: 'New', wire_format: 'messages_v1' }, etag);
    expect(changed.body).toMatchObject({ name: 'New', wire_format: 'messages_v1', model: 'model-name-from-provider' });
    const late = await rest(system, OWNER, 'PATCH', path, { name: 'Late' }, etag);
    expect([late.status, late.body.error]).toEqual([412, 'precondition_failed']);
    const gone = await rest(system, OWNER, 'PATCH', path, { auth_value_secret_ref: null });
    expect(gone.body).toMatchObject({ has_credentials: false, name: 'New' });
  });

  it('is disabled, enabled, listed and deleted', async () => {
    const { body } = await rest(system, OWNER, 'POST', '/endpoints', { ...other(2), tags: ['two'], status: 'pending' });
    expect(body.status).toBe('pending');
    expect((await rest(system, OWNER, 'POST', `/endpoints/${body.id}/enable`)).body.status).toBe('active');
    expect((await rest(system, OWNER, 'POST', `/endpoints/${body.id}/disable`)).body.status).toBe('disabled');
    const list = await rest(system, OWNER, 'GET', '/endpoints?tag=two');
    expect(list.body.data.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await rest(system, OWNER, 'DELETE', `/endpoints/${body.id}`)).status).toBe(204);
    expect((await rest(system, OWNER, 'GET', `/endpoints/${body.id}`)).body.error).toBe('endpoint_not_found');
  });

  it('answers a stranger as if it were not there, to the byte', async () => {
    const { body } = await rest(system, OWNER, 'POST', '/endpoints', other(3));
    const { token } = await stranger(system.ctx);
    const absent = body.id.replace(/.{4}$/, '0000');
    for (const [method, path, send] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'x' }],
      ['DELETE', '', undefined],
      ['POST', '/test', undefined],
      ['POST', '/disable', undefined],
      ['POST', '/enable', undefined],
    ] as const) {
      const theirs = await rest(system, token, method, `/endpoints/${body.id}${path}`, send);
      const missing = await rest(system, token, method, `/endpoints/${absent}${path}`, send);
      expect([theirs.status, theirs.text]).toEqual([404, missing.text]);
    }
  });

  it('says what keeps it from answering', async () => {
    const { body } = await rest(system, OWNER, 'POST', '/endpoints', { ...other(4), url: 'http://127.0.0.1:9/v1' });
    const test = await rest(system, OWNER, 'POST', `/endpoints/${body.id}/test`);
    expect(test.body).toMatchObject({ ok: false, upstream_status: null, wire_format_check: 'unknown' });
    expect(test.body.failure.reason).toBe('connection_refused');
  });

  it('is made once for an idempotency key', async () => {
    const key = { 'idempotency-key': 'endpoint-once' };
    const first = await rest(system, OWNER, 'POST', '/endpoints', other(5), key);
    const again = await rest(system, OWNER, 'POST', '/endpoints', other(5), key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const reused = await rest(system, OWNER, 'POST', '/endpoints', other(6), key);
    expect([reused.status, reused.body.error]).toEqual([422, 'idempotency_key_reused']);
  });
});
