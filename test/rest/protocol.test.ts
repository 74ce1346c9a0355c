import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';

// What holds for every route by its method, its address and its body, before anything is looked up.

let system: TestSystem;
let world: RestWorld;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  world = await restWorld(system.app);
});
afterAll(() => system[Symbol.asyncDispose]());

const named = ROWS.map((row) => [`${row.method} ${row.path}`, row] as const);
const withBody = named.filter(([, row]) => row.body);
const paths = [...Map.groupBy(ROWS, (row) => row.path)];

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  rest(system, world.token, method, path, body, headers);

describe('an address', () => {
  it.each(paths)('%s takes its own methods alone, and names them', async (_, rows) => {
    const own = rows.map(({ method }) => method);
    const allowed = [...own, ...(own.includes('GET') ? ['HEAD'] : [])].sort().join(', ');
    const { path } = requestOf(rows[0]!, world.real);
    for (const method of [...METHODS, 'OPTIONS'].filter((each) => !own.some((one) => one === each))) {
      const answer = await send(method, path);
      expect([answer.status, answer.body.error, answer.headers.get('allow')]).toEqual([
        405,
        'method_not_allowed',
        allowed,
      ]);
    }
  });

  it.each(
    named.filter(([, row]) => row.method === 'GET' && !row.media),
  )('%s answers HEAD with the head of its answer, and nothing else', async (_, row) => {
    const { path } = requestOf(row, world.real);
    const [whole, head] = [await send('GET', path), await send('HEAD', path)];
    const told = (name: string) => [whole, head].map(({ headers }) => headers.get(name));
    expect([head.status, head.text]).toEqual([whole.status, '']);
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control']) {
      const [ofWhole, ofHead] = told(name);
      expect([name, ofHead]).toEqual([name, ofWhole]);
    }
  });

  it.each(named.filter(([, row]) => !row.query))('%s takes no query, and names what it was given', async (_, row) => {
    const { path, body } = requestOf(row, world.real);
    const answer = await send(row.method, `${path}?colour=red`, row.file ? undefined : body);
    expect([answer.status, answer.body.error, answer.body.fields]).toEqual([400, 'unknown_field', ['colour']]);
  });

  it.each(
    named.filter(([, row]) => row.query),
  )('%s refuses a member of the query that it does not know, by name', async (_, row) => {
    const { path } = requestOf(row, world.real);
    const answer = await send(row.method, `${path}${path.includes('?') ? '&' : '?'}colour=red`);
    expect([answer.status, answer.body.error, answer.body.fields]).toEqual([400, 'unknown_field', ['colour']]);
  });
});

describe('a body', () => {
  it.each(withBody)('of %s with an unknown member is refused by its name', async (_, row) => {
    const { path, body } = requestOf(row, world.real);
    const answer = await send(row.method, path, { ...(body as object), colour: 'red' });
    expect([answer.status, answer.body.error, answer.body.fields]).toEqual([400, 'unknown_field', ['colour']]);
  });

  it.each(withBody)('of %s in another type is refused', async (_, row) => {
    const { path } = requestOf(row, world.real);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'json']) {
      const answer = await send(row.method, path, '{}', { 'content-type': type });
      expect([type, answer.status, answer.body.error]).toEqual([type, 415, 'unsupported_media_type']);
    }
    const squeezed = await send(row.method, path, '{}', { 'content-encoding': 'gzip' });
    expect([squeezed.status, squeezed.body.error]).toEqual([415, 'unsupported_media_type']);
  });

  it.each(withBody)('of %s over 1 MiB is refused, with the limit', async (_, row) => {
    const { path } = requestOf(row, world.real);
    const answer = await send(row.method, path, JSON.stringify({ name: 'x'.repeat(1024 * 1024) }));
    expect([answer.status, answer.body]).toEqual([
      413,
      { error: 'payload_too_large', message: expect.any(String), limit_bytes: 1048576 },
    ]);
  });

  it.each(withBody)('of %s that breaks off is refused, with the place', async (_, row) => {
    const { path } = requestOf(row, world.real);
    const answer = await send(row.method, path, '{"name": ');
    expect([answer.status, answer.body.error, answer.body.position]).toEqual([400, 'invalid_json', 9]);
  });

  it.each([
    ['nothing', '', 0],
    ['no JSON', 'name=x', 1],
    ['a comma too many', '{"name":"x",}', 12],
    ['two values', '{} {}', 3],
    ['a member given twice', '{"name":"x","name":"y"}', 12],
    ['a member given twice in two spellings', '{"name":"x","n\\u0061me":"y"}', 12],
    ['a member given twice deep inside', '{"a":[{"b":{"c":1,"c":2}}]}', 18],
    ['the name of a prototype', '{"name":"x","__proto__":{"tags":[]}}', 12],
    ['the name of a constructor', '{"tags":[{"constructor":1}]}', 10],
    ['too many levels', `${'['.repeat(65)}${']'.repeat(65)}`, 64],
    ['a control character in a text', '{"name":"a\nb"}', 10],
    ['a number that is none', '{"name":01}', 9],
  ])('that holds %s is refused as invalid_json, with the place', async (_, body, position) => {
    const answer = await send('POST', '/endpoints', body, { 'content-type': 'application/json' });
    expect([answer.status, answer.body.error, answer.body.position]).toEqual([400, 'invalid_json', position]);
  });

  it('that is no UTF-8 is refused; a byte order mark before it is passed over', async () => {
    const post = async (bytes: Uint8Array<ArrayBuffer>) => {
      const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' };
      const response = await fetch(`${system.url}/api/v2/endpoints`, { method: 'POST', headers, body: bytes });
      return [response.status, ((await response.json()) as { error?: string }).error];
    };
    expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toEqual([400, 'invalid_json']);
    expect(await post(new Uint8Array([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]))).toEqual([400, 'invalid_json']);
    const marked = `\ufeff${JSON.stringify({ name: 'marked', url: 'http://127.0.0.1:9/marked' })}`;
    expect(await post(new Uint8Array(new TextEncoder().encode(marked)))).toEqual([201, undefined]);
  });

  it.each([
    ['[]', 'invalid_input'],
    ['null', 'invalid_input'],
    ['"name"', 'invalid_input'],
    ['7', 'invalid_input'],
  ])('that is %s, no object, is refused', async (body, error) => {
    const answer = await send('POST', '/endpoints', body, { 'content-type': 'application/json' });
    expect([answer.status, answer.body.error]).toEqual([400, error]);
  });

  it('is not read for who has no token, however it is broken', async () => {
    const answer = await rest(system, null, 'POST', '/endpoints', '{"', { 'content-type': 'text/plain' });
    expect([answer.status, answer.body.error]).toEqual([401, 'missing_token']);
  });
});
