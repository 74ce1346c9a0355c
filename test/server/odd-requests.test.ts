import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, type Json, post } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let token: string;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
});
afterAll(() => system[Symbol.asyncDispose]());

const VIEWER = '{ viewer { scopes } }';

type Raw = { status: number; headers: IncomingHttpHeaders; body: Json };

/** Asks with what `fetch` would not send. */
function raw(options: RequestOptions, body?: string): Promise<Raw> {
  const { hostname, port } = new URL(system.url);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, ...options, headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode!, headers: response.headers, body: JSON.parse(text) });
    });
    sent.on('error', reject).end(body);
  });
}

describe('GraphQL answers, whatever a request calls', () => {
  it.each(['a b', '%%%', 'host:99999', '[', 'user@host', '::1'])('its host: %s', async (host) => {
    const options = { method: 'POST', path: '/graphql', headers: { host } };
    const { status, body } = await raw(options, JSON.stringify({ query: VIEWER }));
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  });

  it.each([
    'variables=x',
    'extensions=x',
    'variables={"a":1,"a":2}',
    `variables=${'['.repeat(70)}${']'.repeat(70)}`,
  ])('its parameters, refusing what a body would be refused for: %s', async (parameter) => {
    const path = `/graphql?query=${encodeURIComponent(VIEWER)}&${parameter.replaceAll('"', '%22')}`;
    const { status, body } = await raw({ path });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'INVALID_JSON']);
  });

  it('its type, in capitals too', async () => {
    const { status, body } = await post(system, token, JSON.stringify({ query: VIEWER }), {
      'content-type': 'Application/JSON',
    });
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  });

  it('its wish for parts, with one length and not two', async () => {
    const answer = await post(system, token, JSON.stringify({ query: VIEWER }), { accept: 'multipart/mixed' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"viewer"');
  });
});

describe('a text with a NUL, which PostgreSQL keeps nowhere, is refused and no bug', () => {
  it.each([
    ['createSavedView', 'name: $text, shared: true, scans: { orderBy: null }'],
    ['inviteMember', 'email: $text, role: VIEWER'],
    ['mintToken', 'name: $text, scopes: ["scans:read"]'],
    ['updateTenant', 'name: $text'],
    ['createTarget', 'name: $text, url: "https://nul.example.com/v1/chat/completions", llm: { model: "m" }'],
    ['createDlpRule', 'name: $text, pattern: "a", action: BLOCK'],
  ])('%s', async (field, input) => {
    const document = `mutation($text: String!) { ${field}(input: { ${input} }) { __typename ... on Problem { code } } }`;
    const { body } = await ask(system, token, document, { text: 'a\u0000@b' });
    expect(body.data?.[field] ?? body).toMatchObject({ __typename: 'InvalidProblem', code: 'invalid_input' });
  });

  it('signing in', async () => {
    const options = { method: 'POST', path: '/auth/sign-in' };
    const { status, body } = await raw(options, JSON.stringify({ email: 'a\u0000@b', password: 'long enough' }));
    expect([status, body.error]).toEqual([400, 'invalid_input']);
  });
});

it('an address that is none is refused in the words of this API', async () => {
  const { status, body, headers } = await raw({ path: '/%zz' });
  expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_url' });
  expect(headers['x-request-id']).toMatch(/^req_/);
});

describe('what is no request', () => {
  /** Everything that comes back until the server closes. */
  async function sent(bytes: string): Promise<string> {
    const { hostname, port } = new URL(system.url);
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    socket.write(bytes);
    let text = '';
    for await (const chunk of socket) text += chunk;
    return text;
  }

  it.each([
    [
      'a chunk without a length',
      'POST /api/v2/scans HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a head of 20 KB', `GET /api/v2/me HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 413],
  ])('is refused in the words of every refusal: %s', async (_, bytes, status) => {
    const [head, body] = (await sent(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const error = status === 413 ? 'payload_too_large' : 'invalid_input';
    expect(JSON.parse(body!)).toMatchObject({ error, message: expect.any(String) });
  });
});
