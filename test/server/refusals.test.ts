import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, type Json, post } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
});
afterAll(() => system[Symbol.asyncDispose]());

const VIEWER = '{ viewer { scopes } }';
const codeOf = (body: Json) => body.errors?.[0]?.extensions?.code;

describe('a request without a good token is refused before anything is read', () => {
  it.each([
    ['none', null, 401, 'MISSING_TOKEN'],
    ['an unknown one', 'trb_live_unknown', 401, 'INVALID_TOKEN'],
    ['one with a space in it', 'two words', 401, 'MISSING_TOKEN'],
    ['one of absurd length', 'x'.repeat(5000), 401, 'MISSING_TOKEN'],
  ])('%s', async (_name, token, status, code) => {
    const answer = await ask(system, token, VIEWER);
    expect(answer.status).toBe(status);
    expect(codeOf(answer.body)).toBe(code);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body).not.toHaveProperty('data');
  });

  it('an expired one', async () => {
    const { text } = await tenant.token({ expiresAt: new Date(Date.now() - 1000) });
    const { status, body } = await ask(system, text, VIEWER);
    expect([status, codeOf(body)]).toEqual([401, 'EXPIRED_TOKEN']);
  });

  it('a revoked one', async () => {
    const { text, publicId } = await tenant.token();
    const { text: other } = await tenant.token();
    const revoke = 'mutation($id: ID!) { revokeToken(input: { tokenId: $id }) { __typename } }';
    expect((await ask(system, other, revoke, { id: publicId })).body.data.revokeToken.__typename).toBe(
      'RevokeTokenPayload',
    );
    const { status, body } = await ask(system, text, VIEWER);
    expect([status, codeOf(body)]).toEqual([401, 'INVALID_TOKEN']);
  });

  it('one that may not be used from here', async () => {
    const { text } = await tenant.token({ cidrs: ['10.0.0.0/8'] });
    const { status, body } = await ask(system, text, VIEWER);
    expect([status, codeOf(body)]).toEqual([403, 'IP_NOT_ALLOWED']);
  });

  it('introspection too', async () => {
    expect((await ask(system, null, '{ __schema { queryType { name } } }')).status).toBe(401);
  });
});

describe('a token without the scope', () => {
  it('is told which scope a query needs, and gets nothing', async () => {
    const { text } = await tenant.token({ scopes: ['tokens:read'] });
    const { body } = await ask(system, text, '{ scans { nodes { id } } }');
    expect(body.data).toBeNull();
    expect(body.errors[0].extensions).toMatchObject({ code: 'MISSING_SCOPE', details: { scope: 'scans:read' } });
  });

  it('gets a problem from a mutation', async () => {
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const query =
      'mutation { putSecret(input: { name: "key", value: "v" }) { __typename ... on Problem { code message } } }';
    const { body } = await ask(system, text, query);
    expect(body.data.putSecret).toMatchObject({ __typename: 'ForbiddenProblem', code: 'missing_scope' });
    expect(body.data.putSecret.message).toContain('secrets:write');
  });

  it('is refused by a type that it reaches by another way, and sees the rest', async () => {
    const scan = await tenant.scan();
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const { body } = await ask(
      system,
      text,
      'query($id: ID!) { scan(id: $id) { id target { id name } findings { totalCount } } }',
      {
        id: scan.publicId,
      },
    );
    expect(body.data.scan).toEqual({ id: scan.publicId, target: null, findings: null });
    const needed = body.errors.map((error: Json) => error.extensions.details.scope).sort();
    expect([...new Set(needed)]).toEqual(['findings:read', 'targets:read']);
  });

  it('reads nothing of a kind through node() that it may not see, and the others all the same', async () => {
    const scan = await tenant.scan();
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const { body } = await ask(system, text, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [scan.publicId, scan.target.publicId],
    });
    expect(body.data.nodes).toEqual([{ id: scan.publicId }, null]);
    expect(body.errors[0].extensions.code).toBe('MISSING_SCOPE');
  });

  it('cannot hand out a scope that it lacks', async () => {
    const { text } = await tenant.token({ scopes: ['tokens:write', 'scans:read'] });
    const query = 'mutation { mintToken(input: { name: "n", scopes: ["scans:write"] }) { ... on Problem { code } } }';
    expect((await ask(system, text, query)).body.data.mintToken.code).toBe('missing_scope');
  });
});

describe('a body that is no request', () => {
  it.each([
    ['text', 'text/plain', 415],
    ['a form', 'application/x-www-form-urlencoded', 415],
    ['multipart', 'multipart/form-data; boundary=x', 415],
    ['bare GraphQL', 'application/graphql', 415],
  ])('%s is not taken, so that no page of elsewhere can send one', async (_name, type, status) => {
    const answer = await post(system, OWNER, JSON.stringify({ query: VIEWER }), { 'content-type': type });
    expect(answer.status).toBe(status);
    expect(codeOf(answer.body)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each([
    ['a query', VIEWER, 'text/html'],
    ['a subscription', 'subscription { tenantEvents { cursor } }', 'application/json'],
  ])('%s whose answer would be of no type that is accepted is told the types', async (_name, query, accept) => {
    const { status, body } = await post(system, OWNER, JSON.stringify({ query }), { accept });
    expect([status, codeOf(body)]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(body.errors[0].message).toContain('application/json');
    expect(body.errors[0].message).toContain('text/event-stream');
  });

  it('does nothing when no type of an answer is accepted', async () => {
    const query = 'mutation { putSecret(input: { name: "unasked", value: "v" }) { __typename } }';
    expect((await post(system, OWNER, JSON.stringify({ query }), { accept: 'text/html' })).status).toBe(406);
    expect(await system.app.system.query(`select name from secrets where name = 'unasked'`)).toEqual([]);
  });

  it('over a mebibyte is cut off', async () => {
    const answer = await post(
      system,
      OWNER,
      JSON.stringify({ query: VIEWER, variables: { a: 'x'.repeat(1024 * 1024) } }),
    );
    expect([answer.status, codeOf(answer.body)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('compressed is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', authorization: `Bearer ${OWNER}` },
      body: bomb,
    });
    expect(response.status).toBe(415);
  });

  it.each([
    ['broken JSON', '{"query": '],
    ['a JSON string', '"query"'],
    ['null', 'null'],
    ['nothing to run', '{}'],
    ['a query that is a number', '{"query": 1}'],
    ['variables that are a list', '{"query": "{ viewer { scopes } }", "variables": [1]}'],
    ['a batch', '[{"query": "{ viewer { scopes } }"}, {"query": "{ viewer { scopes } }"}]'],
    ['an unknown member', '{"query": "{ viewer { scopes } }", "surprise": 1}'],
    [
      'JSON of great depth',
      `{"query":"{ viewer { scopes } }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    ],
  ])('%s is told so and leaves the server as it was', async (_name, body) => {
    const answer = await post(system, OWNER, body);
    expect(answer.status).toBeLessThan(500);
    // A variable that no operation declares is not looked at, however deep.
    if (!body.includes('[[[')) expect(answer.body.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts/);
    expect((await ask(system, OWNER, VIEWER)).body.data.viewer.scopes).toContain('scans:read');
  });

  it('a mutation by GET does not run', async () => {
    const url = new URL(`${system.url}/graphql`);
    url.searchParams.set('query', 'mutation { putSecret(input: { name: "by_get", value: "v" }) { __typename } }');
    const response = await fetch(url, { headers: { authorization: `Bearer ${OWNER}` } });
    expect(response.status).toBe(405);
    const rows = await system.app.system.query(`select 1 from secrets where name = 'by_get'`);
    expect(rows).toEqual([]);
  });
});

describe('a page of elsewhere', () => {
  it('is not allowed in by any header', async () => {
    const answer = await post(system, OWNER, JSON.stringify({ query: VIEWER }), {
      origin: 'https://elsewhere.example',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('an address that there is not', () => {
  it('is answered flat', async () => {
    const response = await fetch(`${system.url}/nowhere/trb_live_secret`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: 'not_found' });
  });

  it('carries the request’s id that a proxy gave, when it is harmless', async () => {
    const given = await fetch(`${system.url}/livez`, { headers: { 'x-request-id': 'proxy-12345678' } });
    expect(given.headers.get('x-request-id')).toBe('proxy-12345678');
    const hostile = await fetch(`${system.url}/livez`, { headers: { 'x-request-id': '<script>alert(1)</script>' } });
    expect(hostile.headers.get('x-request-id')).toMatch(/^req_/);
  });
});
