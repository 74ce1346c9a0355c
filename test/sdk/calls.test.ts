import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type Span, TribunalError } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect, type Json } from '#test/kit/ask.ts';
import { startHttpServer, type TestServer } from '#test/kit/http-server.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

// What of a call is tried again, and when; what ends it.

type Reply =
  | { status: number; headers?: Record<string, string>; body?: Json }
  | 'cut'
  | 'never'
  | 'pass'
  | 'pass and cut';

let system: TestSystem;
let tenant: SeededTenant;
let front: TestServer;
let replies: Reply[] = [];
let sent: { body: Json; headers: IncomingMessage['headers'] }[] = [];

beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
  front = await startHttpServer(answer);
});
afterAll(async () => {
  await front.close();
  await system[Symbol.asyncDispose]();
});

/** Stands before the API: answers as the test says, or passes the request on, and keeps the answer to itself or not. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += chunk;
  sent.push({ body: JSON.parse(text), headers: request.headers });
  const reply = replies.shift() ?? 'pass';
  if (reply === 'never') return;
  if (reply === 'cut') return void request.socket.destroy();
  if (typeof reply === 'object') {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    return void response.end(JSON.stringify(reply.body ?? {}));
  }
  const { authorization } = request.headers;
  const headers = { 'content-type': 'application/json', authorization: authorization! };
  const passed = await fetch(`${system.url}/graphql`, { method: 'POST', headers, body: text });
  const body = await passed.text();
  if (reply === 'pass and cut') return void request.socket.destroy();
  response.writeHead(passed.status, { 'content-type': 'application/json' }).end(body);
}

function client(given: Reply[], options: Partial<ClientOptions> = {}) {
  [replies, sent] = [given, []];
  return createClient({ url: front.url, token: OWNER, ...options });
}

const target = (name: string) => ({ name, url: `http://127.0.0.1:9/${name}` });
const refusal = (code: string, more: object = {}) => ({ errors: [{ message: 'No.', extensions: { code, ...more } }] });
const names = async () =>
  (await collect(createClient({ url: system.url, token: OWNER }).targets.list())).map((one) => one.name);

describe('a read', () => {
  it.each<[string, Reply]>([
    ['a connection that is cut', 'cut'],
    ['a gateway that knows no better', { status: 502 }],
    ['too many requests', { status: 429, headers: { 'retry-after': '0' } }],
    ['a refusal that may pass', { status: 200, body: refusal('UNAVAILABLE', { retry: true }) }],
  ])('outlasts %s', async (_name, reply) => {
    expect((await client([reply, reply]).viewer()).tenant.slug).toBe('default');
    expect(sent).toHaveLength(3);
  });

  it('is given up after the tries that were asked for', async () => {
    const failing = client(['cut', 'cut', 'cut'], { retries: 2 });
    await expect(failing.viewer()).rejects.toMatchObject({ code: 'network', retry: true });
    expect(sent).toHaveLength(3);
  });

  it('that is refused for good is not tried again', async () => {
    await expect(client([]).scans.get('scn_2026_nothing')).rejects.toMatchObject({ code: 'not_found' });
    expect(sent).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it.each([
    ['in seconds', () => '1'],
    ['as a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('%s is waited for', async (_name, after) => {
    const asked = client([{ status: 429, headers: { 'retry-after': after() } }]);
    const began = performance.now();
    await asked.viewer();
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it('makes every call safe: nothing was done', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0' }, body: refusal('RATE_LIMITED', { retry: true }) };
    const { id } = await client([]).targets.create(target('limited'));
    expect((await client([limited]).targets.disable(id)).status).toBe('DISABLED');
    expect(sent).toHaveLength(2);
  });

  it('of hours is for the caller to wait', async () => {
    const later = client([{ status: 429, headers: { 'retry-after': '7200' } }]);
    await expect(later.viewer()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 7_200_000 });
    expect(sent).toHaveLength(1);
  });
});

describe('a write', () => {
  it('that makes something is tried again under one key, and makes it once', async () => {
    const made = await client(['pass and cut', 'pass and cut']).targets.create(target('once'));
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ body }) => body.variables.input.idempotencyKey)).size).toBe(1);
    expect(made.name).toBe('once');
    expect((await names()).filter((name) => name === 'once')).toHaveLength(1);
  });

  it('keeps the key that it was given, and makes another for every call', async () => {
    await client([]).targets.create({ ...target('keyed'), idempotencyKey: 'mine' });
    await client([]).targets.create({ ...target('keyed'), idempotencyKey: 'mine' });
    expect(sent[0]!.body.variables.input.idempotencyKey).toBe('mine');
    expect((await names()).filter((name) => name === 'keyed')).toHaveLength(1);
    const other = client([]);
    const finding = await (await tenant.scan()).finding();
    await other.findings.comment(finding.publicId, { body: 'One.' });
    await other.findings.comment(finding.publicId, { body: 'One.' });
    const [first, second] = sent.map(({ body }) => body.variables.idempotencyKey);
    expect(first).not.toBe(second);
  });

  it('that has no key is not tried again when nobody knows whether it was done', async () => {
    const { id } = await client([]).targets.create(target('unsure'));
    await expect(client(['pass and cut']).targets.delete(id)).rejects.toMatchObject({ code: 'network' });
    expect(sent).toHaveLength(1);
    expect(await names()).not.toContain('unsure');
  });
});

describe('a signal', () => {
  it('ends a call that is under way', async () => {
    const signal = AbortSignal.timeout(100);
    await expect(client(['never']).viewer({ signal })).rejects.toMatchObject({ code: 'aborted', retry: false });
  });

  it('ends the wait between two tries', async () => {
    const signal = AbortSignal.timeout(100);
    const waiting = client([{ status: 429, headers: { 'retry-after': '50' } }]).viewer({ signal });
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  });

  it('that has spoken before sends nothing', async () => {
    await expect(client([]).viewer({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(sent).toEqual([]);
  });

  it('ends a list between two pages', async () => {
    const end = new AbortController();
    const listed = client([]).probes.list({ signal: end.signal });
    await listed.next();
    end.abort();
    await expect(collect(listed)).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a token provider', () => {
  it('is asked for every call, and told the token that was refused', async () => {
    const told: (string | null)[] = [];
    const token = (refused: string | null) => {
      told.push(refused);
      return refused === null ? 'trb_live_stale' : OWNER;
    };
    expect((await client([], { token }).viewer()).tenant.slug).toBe('default');
    expect(told).toEqual([null, 'trb_live_stale']);
  });

  it('that has no better one lets the refusal through, once', async () => {
    const refused = client([], { token: async () => 'trb_live_stale' }).viewer();
    await expect(refused).rejects.toMatchObject({ code: 'invalid_token' });
    expect(sent).toHaveLength(1);
  });

  it('that fails is asked again, and then its failure is the cause', async () => {
    const token = () => Promise.reject(new Error('The vault is shut.'));
    const error = await client([], { token, retries: 1 })
      .viewer()
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TribunalError);
    expect([error.code, error.cause.message]).toEqual(['token_unavailable', 'The vault is shut.']);
    expect(sent).toEqual([]);
  });
});

describe('tracing', () => {
  it('sees every try, with what came of it, and may send headers along', async () => {
    const seen: [Span['name'], Span['kind'], number, string | null][] = [];
    const trace = ({ name, kind, attempt, headers }: Span) => {
      headers.traceparent = `00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333${attempt}-01`;
      return ({ error }: { error: TribunalError | null }) => seen.push([name, kind, attempt, error?.code ?? null]);
    };
    await client(['cut'], { trace }).targets.create(target('traced'));
    expect(seen).toEqual([
      ['targets.create', 'mutation', 1, 'network'],
      ['targets.create', 'mutation', 2, null],
    ]);
    expect(sent[1]!.headers.traceparent).toMatch(/3332-01$/);
    expect(sent[1]!.headers.authorization).toBe(`Bearer ${OWNER}`);
  });
});
