import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, TribunalError } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { startHttpServer } from '#test/kit/http-server.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
const clientWith = (token = OWNER, url = system.url) => createClient({ url, token });

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
});
afterAll(() => system[Symbol.asyncDispose]());

async function refusalOf(call: Promise<unknown>): Promise<TribunalError> {
  const error = await call.then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(TribunalError);
  expect(
    `${error} ${error.stack} ${JSON.stringify(error)} ${JSON.stringify({ ...error })} ${error.cause ?? ''}`,
  ).not.toContain(OWNER);
  return error;
}

describe('the client', () => {
  it('says who the token is', async () => {
    const viewer = await clientWith().viewer();
    expect(viewer.tenant.slug).toBe('default');
    expect(viewer.scopes).toContain('scans:write');
  });

  it.each(['', '/', '/graphql', '/graphql/'])('finds the API at its address followed by %j', async (end) => {
    expect((await clientWith(OWNER, system.url + end).viewer()).tenant.slug).toBe('default');
  });

  it('makes a target, starts a scan of it, reads it, cancels it and sees it end', async () => {
    const client = clientWith();
    const headers = [{ name: 'Authorization', value: 'Bearer sk-secret' }];
    const target = await client.targets.create({
      name: 'Bot',
      url: 'http://127.0.0.1:9/v1/chat/completions',
      headers,
      llm: { model: 'm' },
    });
    expect(target).toMatchObject({ kind: 'LLM', hasCredentials: true });
    expect(await client.targets.get(target.id)).toEqual(target);
    const started = await client.scans.start({ targetId: target.id, probeIds: ['prompt-injection-basic'] });
    expect(started.status).toBe('QUEUED');
    const ended = client.scans.wait(started.id);
    expect((await client.scans.cancel(started.id)).status).toBe('CANCELLED');
    expect((await ended).status).toBe('CANCELLED');
    const again = await refusalOf(client.scans.cancel(started.id));
    expect([again.code, again.retry]).toEqual(['scan_not_cancellable', false]);
  });

  it('reads every finding of more than one page, and no more than it is asked for', async () => {
    const scan = await tenant.scan();
    for (let i = 0; i < 120; i += 1) await scan.finding(`finding ${i}`);
    let asked = 0;
    const counting: typeof fetch = (...args) => {
      asked += 1;
      return fetch(...args);
    };
    const client = createClient({ url: system.url, token: OWNER, fetch: counting });
    const titles = (await collect(client.findings.list({ filter: { scanId: scan.publicId } }))).map(
      (finding) => finding.title,
    );
    expect(new Set(titles).size).toBe(120);
    expect(asked).toBe(2);
    for await (const _finding of client.findings.list({ filter: { scanId: scan.publicId } })) break;
    expect(asked).toBe(3);
  });

  it('reads the library by risk', async () => {
    const probes = await collect(clientWith().probes.list({ risk: 'LLM07' }));
    expect(probes.length).toBeGreaterThan(3);
    for (const probe of probes) expect(probe.risks.map((risk) => risk.id)).toContain('LLM07');
  });
});

describe('what is refused is thrown as one class, and never holds the token', () => {
  it('by a problem of a mutation, with the member that is wrong', async () => {
    const error = await refusalOf(clientWith().targets.create({ name: 'x', url: 'ftp://example.com' }));
    expect({ ...error }).toMatchObject({ code: 'invalid_url', path: ['url'], retry: false });
  });

  it('by an error of a query, with the request’s id', async () => {
    const error = await refusalOf(clientWith().scans.get('scn_2026_nothing'));
    expect(error.code).toBe('not_found');
    expect(error.requestId).toMatch(/^req_/);
  });

  it('by the token', async () => {
    expect((await refusalOf(clientWith('trb_live_unknown').viewer())).code).toBe('invalid_token');
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const error = await refusalOf(clientWith(text).targets.create({ name: 'x', url: 'http://127.0.0.1:9/' }));
    expect(error.code).toBe('missing_scope');
    expect(error.message).toContain('targets:write');
  });

  it('by an address where nobody is', async () => {
    const error = await refusalOf(clientWith(OWNER, 'http://127.0.0.1:9').viewer());
    expect([error.code, error.retry]).toEqual(['network', true]);
  });

  it.each([
    [200, 'text/html', '<html>hello</html>', false],
    [200, 'application/json', '{"something":"else"}', false],
    [200, 'application/json', 'null', false],
    [502, 'text/html', '<html>bad gateway</html>', true],
  ])('by something else that answers %i %s %s', async (status, type, body, retry) => {
    const server = await startHttpServer((_request, response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
    const error = await refusalOf(clientWith(OWNER, server.url).viewer());
    expect([error.code, error.retry]).toEqual(['bad_response', retry]);
    await server.close();
  });
});
