import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, parseId } from '#src/platform/ids.ts';
import { createOutbound } from '#src/platform/outbound.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { makeCertificate } from '#test/kit/certificates.ts';
import { startHttpServer, startTcpServer, startTlsServer, type TestServer } from '#test/kit/http-server.ts';
import { type ModelServer, type ModelServerReply, startModelServer } from '#test/kit/model-server.ts';
import { mutate } from '#test/kit/mutate.ts';
import { newTarget } from '#test/kit/scan.ts';

let system: TestSystem;
let bot: ModelServer;
let reply: ModelServerReply = 'Hello there.';
const servers: (TestServer | ModelServer)[] = [];

/** Names ending in `.missing` do not resolve, `.private` is a private address, every other one is this machine. */
async function resolve(name: string): Promise<string[]> {
  if (name.endsWith('.missing')) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return [name.endsWith('.private') ? '10.1.2.3' : '127.0.0.1'];
}

beforeAll(async () => {
  const outbound = createOutbound({ allowPrivate: ['127.0.0.1/32'], resolve });
  system = await startTestSystem({ adjust: (app) => Object.assign(app, { outbound }) });
  bot = await startModelServer({ reply: () => reply });
  servers.push(bot);
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await system.app.outbound.close();
  await system[Symbol.asyncDispose]();
});

const FIELDS = 'target { id } ok httpStatus latencyMs format model excerpt failure { reason message }';
const test = (targetId: string): Promise<Json> => mutate(system, 'testTarget', { targetId }, FIELDS);

/** Tests a new target at this URL; what is wrong with its address is found when it is tested. */
async function testUrl(url: string, llm = {}, headers: Record<string, string> = {}): Promise<Json> {
  const id = await newTarget(system.ctx, bot.url, llm, { headers });
  await system.app.system.query('update targets set url = $2 where id = $1', [parseId('endpoint', id), url]);
  return test(id);
}

async function testReply(given: ModelServerReply, llm = {}, headers: Record<string, string> = {}): Promise<Json> {
  reply = given;
  return test(await newTarget(system.ctx, bot.url, llm, { headers }));
}

async function serve(server: Promise<TestServer>): Promise<TestServer> {
  const opened = await server;
  servers.push(opened);
  return opened;
}

describe('a target that answers', () => {
  it('is asked once, as a scan would ask it, and its answer is measured', async () => {
    reply = 'Hello there.';
    const before = bot.requests.length;
    const id = await newTarget(
      system.ctx,
      bot.url,
      { model: 'm-1', systemPrompt: 'Be kind.' },
      { headers: { Authorization: 'Bearer key-of-mine' } },
    );
    const { target, ...outcome } = await test(id);
    expect(target.id).toBe(id);
    expect(outcome).toMatchObject({
      ...{ ok: true, httpStatus: 200, format: 'MATCHES', model: 'm-1', excerpt: 'Hello there.', failure: null },
    });
    expect(outcome.latencyMs).toBeGreaterThan(0);
    expect(bot.requests.length - before).toBe(1);
    const { headers, body } = bot.requests.at(-1)!;
    expect(headers.authorization).toBe('Bearer key-of-mine');
    expect(body).toMatchObject({ model: 'm-1', messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user' }] });
    const audit = await system.app.system.query('select action, result from audit_events where subject_id = $1', [
      parseId('endpoint', id),
    ]);
    expect(audit).toContainEqual({ action: 'target.tested', result: 'success' });
  });

  it('is quoted shortly, and without the credential that it repeats', async () => {
    const answer = `Your key is key-of-mine-0001. ${'word '.repeat(500)}`;
    const { excerpt } = await testReply(answer, {}, { Authorization: 'Bearer key-of-mine-0001' });
    expect(excerpt).toMatch(/^Your key is \[redacted\]/);
    expect(excerpt.length).toBeLessThanOrEqual(200);
    expect(system.log.join('')).not.toContain('Your key is');
  });

  it('may be disabled', async () => {
    reply = 'Hello there.';
    const id = await newTarget(system.ctx, bot.url);
    await mutate(system, 'disableTarget', { targetId: id }, 'target { id }');
    expect((await test(id)).ok).toBe(true);
  });
});

describe('a target that does not says which of the usual causes it is', () => {
  const refusal = (status: number, body?: unknown) => ({ status, body: body ?? { error: { message: 'No.' } } });
  it.each([
    ['AUTH_MISSING', refusal(401), 401, 'UNKNOWN', {}],
    ['AUTH_REFUSED', refusal(401), 401, 'UNKNOWN', { 'X-Api-Key': 'wrong-key' }],
    ['AUTH_REFUSED', refusal(403), 403, 'UNKNOWN', { Authorization: 'Bearer wrong-key' }],
    ['NOT_JSON', { status: 200, body: '<html>Welcome</html>' }, 200, 'DIFFERS', {}],
    ['SCHEMA_MISMATCH', { status: 200, body: { output: 'hi' } }, 200, 'DIFFERS', {}],
    ['EMPTY_ANSWER', { text: '' }, 200, 'UNKNOWN', {}],
    ['RATE_LIMITED', { ...refusal(429), headers: { 'retry-after': '7' } }, 429, 'UNKNOWN', {}],
    ['CLIENT_ERROR', refusal(404), 404, 'UNKNOWN', {}],
    ['SERVER_ERROR', refusal(500), 500, 'UNKNOWN', {}],
    ['REDIRECT_REFUSED', { status: 302, headers: { location: 'http://10.0.0.1/' } }, null, 'UNKNOWN', {}],
  ] as [
    string,
    ModelServerReply,
    number | null,
    string,
    Record<string, string>,
  ][])('%s, for %j', async (reason, given, httpStatus, format, headers) => {
    const tested = await testReply(given, {}, headers);
    expect(tested).toMatchObject({ ok: false, httpStatus, format, excerpt: null, failure: { reason } });
    expect(JSON.stringify(tested)).not.toContain('wrong-key');
  });

  it('SCHEMA_MISMATCH names the place that is missing', async () => {
    const llm = { provider: 'custom', requestTemplate: '{"q":"{{prompt}}"}', responsePath: 'result.text' } as const;
    const { failure } = await testReply({ status: 200, body: { result: { words: 'hi' } } }, llm);
    expect(failure).toMatchObject({ reason: 'SCHEMA_MISMATCH', message: expect.stringContaining('result.text') });
  });

  it('a host that refuses, is unknown, is private, hangs, hangs up, or has the wrong certificate', async () => {
    const closed = await startHttpServer(() => {});
    await closed.close();
    const hanging = await serve(startTcpServer(() => {}));
    const hangingUp = await serve(startTcpServer((socket) => void socket.once('data', () => socket.destroy())));
    const certificate = makeCertificate({ name: 'bot.example' });
    const tls = await serve(startTlsServer({ cert: certificate.cert, key: certificate.key }));
    const reasonOf = async (url: string, llm = {}) => (await testUrl(url, llm)).failure;
    expect(await reasonOf(`${closed.url}/v1`)).toMatchObject({ reason: 'CONNECTION_REFUSED' });
    expect(await reasonOf('http://bot.missing/v1')).toMatchObject({ reason: 'DNS' });
    expect(await reasonOf('http://bot.private/v1')).toMatchObject({ reason: 'PRIVATE_ADDRESS' });
    expect(await reasonOf(`${hanging.url}/v1`, { timeoutS: 1 })).toMatchObject({ reason: 'TIMEOUT' });
    expect(await reasonOf(`${hangingUp.url}/v1`)).toMatchObject({ reason: 'CONNECTION_CLOSED' });
    expect(await reasonOf(`https://bot.example:${tls.port}/v1`)).toMatchObject({
      reason: 'TLS',
      message: expect.stringContaining('self-signed'),
    });
    expect(await reasonOf(`https://bot.example:${bot.url.match(/:(\d+)\//)![1]}/v1`)).toMatchObject({
      reason: 'TLS',
      message: expect.stringContaining('does not speak TLS'),
    });
  });
});

describe('the gate of a target holds for tests', () => {
  it('its rate: what it leaves no room for is not sent, and says when', async () => {
    reply = 'Hello there.';
    const id = await newTarget(system.ctx, bot.url, { maxRpm: 1 });
    expect((await test(id)).ok).toBe(true);
    const before = bot.requests.length;
    expect(await test(id)).toMatchObject({
      code: 'rate_limited',
      retry: true,
      message: expect.stringMatching(/\d+ s/),
    });
    expect(bot.requests.length).toBe(before);
  });

  it('and a 429 that a test meets stops the scans too', async () => {
    reply = { status: 429, headers: { 'retry-after': '60' }, body: {} };
    const id = await newTarget(system.ctx, bot.url);
    expect((await test(id)).failure.reason).toBe('RATE_LIMITED');
    const [gate] = await system.app.system.query<{ blocked: boolean }>(
      `select blocked_until > now() + interval '50 seconds' as blocked from target_gates where target_id = $1`,
      [parseId('endpoint', id)],
    );
    expect(gate).toEqual({ blocked: true });
    const before = bot.requests.length;
    expect(await test(id)).toMatchObject({ code: 'rate_limited' });
    expect(bot.requests.length).toBe(before);
  });
});

describe('what cannot be tested is a problem', () => {
  it('another kind, another provider, a secret that is gone, a target of nobody', async () => {
    const web = { kind: 'URL', name: 'web', url: 'https://example.com/' };
    const { target } = await mutate(system, 'createTarget', web, 'target { id }');
    expect(await test(target.id)).toMatchObject({ code: 'target_kind_not_scannable' });
    const bedrock = await newTarget(system.ctx, bot.url, { provider: 'bedrock', model: 'm' });
    expect(await test(bedrock)).toMatchObject({ code: 'provider_not_available' });
    await mutate(system, 'putSecret', { name: 'passing_key', value: 'v' }, 'reference');
    const keyed = await newTarget(system.ctx, bot.url, {}, { headers: { Authorization: 'Bearer secret:passing_key' } });
    await system.app.system.query(`delete from secrets where name = 'passing_key'`);
    expect(await test(keyed)).toMatchObject({ code: 'secret_ref_unknown' });
    expect(await test(newId())).toMatchObject({ code: 'not_found' });
  });
});

describe('providers', () => {
  it('are listed with the bounds that the configuration holds to', async () => {
    const query =
      '{ providers { name available needs bounds { name minimum exclusiveMinimum maximum default integer } } }';
    const { providers } = await dataOf(ask(system, OWNER, query));
    expect(providers).toHaveLength(10);
    expect(providers.filter((provider: Json) => provider.available).map((provider: Json) => provider.name)).toEqual([
      ...['OPENAI_CHAT', 'MESSAGES', 'TEXT_COMPLETIONS', 'CUSTOM'],
    ]);
    expect(providers[3].needs).toEqual(['requestTemplate', 'responsePath']);
    const named = Object.fromEntries(providers[0].bounds.map((bound: Json) => [bound.name, bound]));
    expect(named.timeoutS).toEqual({
      ...{ name: 'timeoutS', minimum: 1, exclusiveMinimum: false, maximum: 120, default: 30, integer: false },
    });
    expect(named.maxRps).toMatchObject({ minimum: 0, exclusiveMinimum: false, maximum: 10_000, default: null });
    expect(named['budget.maxCalls']).toMatchObject({ minimum: 0, integer: true, default: null });
    for (const [name, value] of [
      ['concurrency', named.concurrency.maximum],
      ['retries', named.retries.maximum],
    ]) {
      const make = (given: number) =>
        mutate(
          system,
          'createTarget',
          { name: 'b', url: `https://example.com/${newId()}`, llm: { [name]: given } },
          'target { id }',
        );
      expect((await make(value)).target.id).toBeTruthy();
      expect(await make(value + 1)).toMatchObject({ code: 'invalid_input', path: ['llm', name] });
    }
  });
});
