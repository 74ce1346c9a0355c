import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '#src/dlp/built-in/built-in-rules.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { seed } from '#test/kit/seed.ts';

let system: TestSystem;
let token: string;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  token = (await (await seed(system.app).tenant()).token()).text;
});
afterAll(() => system[Symbol.asyncDispose]());

const ask = (method: string, path: string, body?: unknown, headers = {}) =>
  rest(system, token, method, `/dlp${path}`, body, headers);
const RULE = { name: 'Project names', pattern: 'falcon', action: 'redact' };

describe('rules over what is sent', () => {
  it('are made, read, changed under an ETag, and deleted', async () => {
    const made = await ask('POST', '/rules', RULE);
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...RULE,
        source: 'tenant',
        category: 'custom',
        enabled: true,
        words: [],
        description: '',
        default_action: null,
      },
    ]);
    const path = `/rules/${made.body.id}`;
    const { headers } = await ask('GET', path);
    const etag = { 'if-match': headers.get('etag')! };
    expect((await ask('PATCH', path, { action: 'warn' }, etag)).body).toMatchObject({ ...RULE, action: 'warn' });
    expect((await ask('PATCH', path, { action: 'block' }, etag)).body.error).toBe('precondition_failed');
    expect((await ask('DELETE', path)).status).toBe(204);
    const gone = await ask('GET', path);
    expect([gone.status, gone.body.error]).toEqual([404, 'dlp_rule_unknown']);
  });

  it('are listed with those that come with Tribunal, each once, and by what they are', async () => {
    const ids: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await ask('GET', `/rules?limit=50${cursor}`);
      ids.push(...body.data.map(({ id }: { id: string }) => id));
      if (body.next_cursor === null) break;
      cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
    }
    expect([...ids].sort()).toEqual(BUILT_IN_RULES.map(({ id }) => id).sort());
    const cards = await ask('GET', '/rules?category=key&action=block&enabled=true&limit=100');
    expect(cards.body.data.map(({ category }: { category: string }) => category)).toEqual(
      BUILT_IN_RULES.filter(({ category }) => category === 'key').map(({ category }) => category),
    );
    expect((await ask('GET', '/rules?source=tenant')).body.data).toEqual([]);
  });

  it('that come with Tribunal are decided for, and reset', async () => {
    const changed = await ask('PATCH', '/rules/iban', { enabled: false });
    expect(changed.body).toMatchObject({ id: 'iban', enabled: false, default_action: 'redact' });
    expect((await ask('GET', '/rules?enabled=false')).body.data).toHaveLength(1);
    expect((await ask('PATCH', '/rules/iban', { name: 'x' })).body).toMatchObject({ error: 'invalid_input' });
    expect((await ask('DELETE', '/rules/iban')).status).toBe(204);
    expect((await ask('GET', '/rules/iban')).body).toMatchObject({ enabled: true, updated_at: null });
  });

  it.each([
    ['POST', '/rules', { ...RULE, pattern: '(?=a)' }, 400, 'invalid_pattern'],
    ['POST', '/rules', { ...RULE, action: 'delete' }, 400, 'invalid_input'],
    ['POST', '/rules', { ...RULE, name: 'a\u0007' }, 400, 'invalid_input'],
    ['POST', '/rules', { ...RULE, colour: 'red' }, 400, 'unknown_field'],
    ['PATCH', '/rules/no-such-rule', { enabled: false }, 404, 'dlp_rule_unknown'],
    ['DELETE', '/rules/no-such-rule', undefined, 404, 'dlp_rule_unknown'],
    ['GET', '/rules?category=colour', undefined, 400, 'invalid_input'],
    ['POST', '/test', { text: 'a'.repeat(100_001) }, 400, 'invalid_input'],
  ])('%s %s is refused', async (method, path, body, status, code) => {
    const answer = await ask(method, path, body);
    expect([answer.status, answer.body.error]).toEqual([status, code]);
  });
});

it('a text is tested without a word of what was found', async () => {
  const { status, body, text } = await ask('POST', '/test', { text: 'My card is 4111 1111 1111 1111.' });
  expect([status, body]).toEqual([
    200,
    {
      action: 'redact',
      sent: 'My card is [redacted payment-card].',
      match_count: 1,
      matches: [{ rule_id: 'payment-card', name: 'Payment card number', action: 'redact', start: 11, end: 30 }],
    },
  ]);
  expect(text).not.toContain('4111');
});
