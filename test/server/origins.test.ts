import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#src/platform/config.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, post } from '#test/kit/ask.ts';
import { addPerson, PASSWORD, signedIn } from '#test/kit/people.ts';
import { seed } from '#test/kit/seed.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';

const LISTED = 'https://console.example.com';
const ELSEWHERE = 'https://elsewhere.example';
const BODY = JSON.stringify({ query: '{ viewer { scopes } }' });

let plain: TestSystem;
let production: TestSystem;
beforeAll(async () => {
  plain = await startTestSystem();
  const { api } = readConfig({ PRODUCTION: 'on', ALLOWED_ORIGINS: LISTED });
  production = await startTestSystem({ databaseUrl: plain.databaseUrl, config: { api } });
});
afterAll(async () => {
  await production[Symbol.asyncDispose]();
  await plain[Symbol.asyncDispose]();
});

const corsOf = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

function preflight(server: TestSystem, origin: string): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });
}

describe('a page', () => {
  it('of anywhere else is told nothing, when there is no list', async () => {
    expect(corsOf((await post(plain, OWNER, BODY, { origin: LISTED })).headers)).toEqual([]);
    const response = await preflight(plain, LISTED);
    expect([response.ok, corsOf(response.headers)]).toEqual([false, []]);
  });

  it('of a listed origin may ask and read, without cookies', async () => {
    const { headers } = await post(production, OWNER, BODY, { origin: LISTED });
    expect(headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-expose-headers')).toContain('retry-after');
    const response = await preflight(production, LISTED);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it.each([
    ELSEWHERE,
    `${LISTED}.elsewhere.example`,
    'https://console.example.com:8443',
    'null',
  ])('of %s may not, where there is a list', async (origin) => {
    const { headers } = await post(production, OWNER, BODY, { origin });
    expect(corsOf(headers)).toEqual([]);
    expect(headers.get('vary')).toContain('Origin');
    expect((await preflight(production, origin)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('opens a websocket from the same list', async () => {
    await expect(new Socket(production, { origin: ELSEWHERE }).opened()).rejects.toThrow('403');
    await expect(new Socket(plain, { origin: LISTED }).opened()).rejects.toThrow('403');
    using socket = await new Socket(production, { origin: LISTED }).opened();
    socket.send({ type: 'connection_init', payload: { token: OWNER } });
    expect((await socket.next()).type).toBe('connection_ack');
  });

  it('of a listed origin does nothing by the session of whoever looks at it', async () => {
    const person = await addPerson(production.app, production.ctx.actor.tenantId, 'member');
    const browser = await signedIn(production, person);
    using socket = await new Socket(production, { origin: LISTED, cookie: browser.cookie }).opened();
    socket.send({ type: 'connection_init' });
    expect(await Promise.race([socket.closed, socket.next().catch(() => socket.closed)])).toMatchObject({ code: 4401 });
    const asked = await browser.post('/graphql', { query: '{ viewer { scopes } }' }, { origin: LISTED });
    expect([asked.status, asked.body.errors[0].extensions.code]).toEqual([403, 'FOREIGN_ORIGIN']);
    const other = await browser.post('/auth/sign-in', { email: person.email, password: PASSWORD }, { origin: LISTED });
    expect([other.status, other.body.error]).toEqual([403, 'foreign_origin']);
  });
});

describe('GraphiQL', () => {
  const page = (server: TestSystem) => fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });

  it('is there by default', async () => {
    const response = await page(plain);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });

  it('and not in production', async () => {
    const response = await page(production);
    expect([response.status, response.headers.get('content-type')]).not.toEqual([200, expect.stringContaining('html')]);
  });
});

describe('questions about the schema', () => {
  const SCHEMA = '{ __schema { queryType { name } } }';
  const HIDDEN = '{ ...A } fragment A on Query { ... { __type(name: "Query") { name } } }';

  it('are answered to everybody by default', async () => {
    const { text } = await (await seed(plain.app).tenant()).token({ scopes: [] });
    expect((await ask(plain, text, SCHEMA)).body.data.__schema.queryType.name).toBe('Query');
  });

  it.each([
    ['plain', SCHEMA],
    ['in fragments', HIDDEN],
  ])('are answered in production to a token with the scope for it alone (%s)', async (_name, query) => {
    const tenant = await seed(production.app).tenant();
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const { status, body } = await ask(production, text, query);
    expect([status, body.data]).toEqual([403, undefined]);
    expect(body.errors[0].extensions).toMatchObject({ code: 'MISSING_SCOPE', details: { scope: 'schema:read' } });
    using socket = await knownSocket(production, text);
    socket.send({ id: '1', type: 'subscribe', payload: { query } });
    expect((await socket.next()).payload.errors[0].extensions.code).toBe('MISSING_SCOPE');
    const { text: reader } = await tenant.token({ scopes: ['schema:read'] });
    expect((await ask(production, reader, query)).body.errors).toBeUndefined();
  });

  it('do not count a `__typename` for one', async () => {
    const { text } = await (await seed(production.app).tenant()).token({ scopes: [] });
    expect((await ask(production, text, '{ __typename }')).body.data.__typename).toBe('Query');
  });
});
