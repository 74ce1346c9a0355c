import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type Answer, ask, collect, type Json, post, sse } from '#test/kit/ask.ts';
import { rest } from '#test/kit/rest.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';

// Budgets that fill up so slowly that a test never sees it: a token's hold 200 points, the tenant's 300.
const POINTS = {
  document: 150,
  token: { perMinute: 1, burst: 200 },
  tenant: { perMinute: 1, burst: 300 },
};

let system: TestSystem;
let tenant: SeededTenant;
beforeAll(async () => {
  system = await startTestSystem();
  system.app.config.api.points = POINTS;
});
afterAll(() => system[Symbol.asyncDispose]());

async function newToken(of?: SeededTenant): Promise<string> {
  tenant = of ?? (await seed(system.app).tenant());
  return (await tenant.token()).text;
}

const SCANS = 'query($n: Int) { scans(first: $n) { nodes { id } } }';
const costOf = (body: Json) => body.extensions.cost;

describe('the cost of a document', () => {
  // One point for the document and one for the query, three for a list, 1.1 for each scan with its id.
  it.each([
    ['a scalar', '{ __typename }', {}, 3],
    ['a list of ten', SCANS, { n: 10 }, 16],
    ['a list without a size, which is one of twenty', SCANS, {}, 27],
    ['a count', '{ scans(first: 1) { totalCount } }', {}, 11],
    ['as many as there are ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', {}, 6],
    ['what is left out by a variable', '{ scans(first: 50) @skip(if: true) { nodes { id } } a: __typename }', {}, 3],
    ['a mutation', 'mutation { revokeToken(input: { tokenId: "x" }) { __typename } }', {}, 14],
  ])('%s', async (_name, query, variables, requested) => {
    const { body } = await ask(system, await newToken(), query, variables);
    expect(costOf(body).requested).toBe(requested);
  });

  it('is counted from the answer, and the difference given back', async () => {
    const token = await newToken();
    await tenant.scan();
    const { body } = await ask(system, token, SCANS, { n: 100 });
    expect(costOf(body)).toMatchObject({ requested: 115, actual: 7, remaining: 193 });
    const again = await ask(system, token, SCANS, { n: 100 });
    expect(costOf(again.body)).toMatchObject({ actual: 7, remaining: 186 });
    expect(Date.parse(costOf(again.body).resetAt)).toBeGreaterThan(Date.now());
  });

  it('is not given back when an answer has errors, as nobody knows what was done', async () => {
    const { body } = await ask(system, await newToken(), '{ scan(id: "nobody") { id } }');
    expect(body.errors).toHaveLength(1);
    expect(costOf(body).actual).toBe(costOf(body).requested);
  });

  it('is limited for one document, by sizes in variables too', async () => {
    const token = await newToken();
    const { status, body } = await ask(
      system,
      token,
      'query($n: Int) { scans(first: $n) { nodes { id attempts(first: $n) { nodes { id } } } } }',
      { n: 100 },
    );
    expect(body.errors[0].extensions).toMatchObject({
      code: 'DOCUMENT_TOO_COMPLEX',
      details: { limit: 'cost', maximum: 150 },
    });
    expect([status, body.data]).toEqual([400, undefined]);
    expect(costOf((await ask(system, token, '{ __typename }')).body).remaining).toBe(197);
  });
});

describe('a dry run', () => {
  it('says what a document would cost, and neither runs nor charges it', async () => {
    const token = await newToken();
    const query = 'mutation { putSecret(input: { name: "dry_run", value: "v" }) { __typename } }';
    const dry = { query, extensions: { cost: { dryRun: true } } };
    const { status, body } = await post(system, token, JSON.stringify(dry));
    expect(status).toBe(200);
    expect(body).toEqual({
      data: null,
      extensions: { cost: { requested: 14, actual: 0, remaining: 200, resetAt: expect.any(String), dryRun: true } },
    });
    expect(await system.app.system.query(`select 1 from secrets where name = 'dry_run'`)).toEqual([]);
  });

  it('the same over the websocket, for a subscription too', async () => {
    using socket = await knownSocket(system, await newToken());
    const query = 'subscription { scanEvents(scanId: "nobody") { sequence } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query, extensions: { cost: { dryRun: true } } } });
    expect((await socket.next()).payload).toMatchObject({
      data: null,
      extensions: { cost: { requested: 4, dryRun: true } },
    });
  });
});

describe('a spent budget', () => {
  const spend = async (token: string, times: number): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let i = 0; i < times; i += 1) answers.push(await ask(system, token, '{ scan(id: "nobody") { id } }'));
    return answers;
  };

  it('refuses with 429 and how long to wait, and a refusal costs nothing', async () => {
    const token = await newToken();
    const big = '{ a: scan(id: "nobody") { id } nodes(ids: ["nobody"]) { id } scans(first: 100) { nodes { id } } }';
    await ask(system, token, big); // with an error, so that it is charged in full
    const refused = await ask(system, token, big);
    expect(refused.status).toBe(429);
    const [error] = refused.body.errors;
    expect(error.extensions).toMatchObject({ code: 'RATE_LIMITED', retry: true });
    expect(error.extensions.retryAfter).toBe(error.extensions.details.retry_after_seconds);
    expect(refused.headers.get('retry-after')).toBe(String(error.extensions.retryAfter));
    const [before, after] = await spend(token, 2);
    expect(costOf(before!.body).remaining - costOf(after!.body).remaining).toBe(costOf(after!.body).requested);
  });

  it('is the same over HTTP and the websocket', async () => {
    const token = await newToken();
    await ask(system, token, '{ __typename }');
    using socket = await knownSocket(system, token);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ __typename }' } });
    expect(costOf((await socket.next()).payload)).toMatchObject({ requested: 3, actual: 3, remaining: 194 });
  });

  it('is told by the first event of a subscription, over the websocket and as an event stream, to each their own', async () => {
    const tokens = [await newToken(), await newToken(tenant)];
    const scan = await tenant.scan();
    await scan.progress(2);
    await scan.status('completed');
    const query = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';
    for (const token of tokens) {
      using socket = await knownSocket(system, token);
      socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { id: scan.publicId } } });
      await socket.until(({ type }) => type === 'complete');
      const sent = socket.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload);
      const streamed = await collect(sse(system, token, query, { id: scan.publicId }));
      for (const [n, [first, ...rest]] of [sent, streamed].entries()) {
        const left = 200 - 4 * (n + 1);
        expect(costOf(first)).toEqual({ requested: 4, actual: 4, remaining: left, resetAt: expect.any(String) });
        expect(rest.map(({ extensions }) => extensions)).toEqual(Array(3).fill(undefined));
      }
    }
  });

  it('is told by the answer that refuses a subscription', async () => {
    const stream = sse(system, await newToken(), 'subscription { scanEvents(scanId: "nobody") { sequence } }', {});
    const [refused] = await collect(stream);
    expect(refused.errors[0].extensions.code).toBe('NOT_FOUND');
    expect(costOf(refused)).toMatchObject({ requested: 4, actual: 4 });
  });

  it('refuses over the websocket, subscriptions too', async () => {
    const token = await newToken();
    system.app.config.api.points = { ...POINTS, token: { perMinute: 1, burst: 3 } };
    using socket = await knownSocket(system, token);
    const scan = await tenant.scan();
    for (const [id, query] of [
      ['1', '{ scans(first: 100) { nodes { id } } }'],
      ['2', `subscription { scanEvents(scanId: "${scan.publicId}") { sequence } }`],
    ] as const) {
      socket.send({ id, type: 'subscribe', payload: { query } });
      const { payload } = await socket.until((message) => message.id === id && message.type !== 'complete');
      expect((payload.errors ?? payload)[0].extensions.code).toBe('RATE_LIMITED');
    }
    system.app.config.api.points = POINTS;
  });

  it('refuses as an event of a stream', async () => {
    const token = await newToken();
    const scan = await tenant.scan();
    system.app.config.api.points = { ...POINTS, token: { perMinute: 1, burst: 3 } };
    const query = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';
    const events = await collect(sse(system, token, query, { id: scan.publicId }));
    system.app.config.api.points = POINTS;
    expect(events).toHaveLength(1);
    expect(events[0].errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  it('is one with REST', async () => {
    const token = await newToken();
    system.app.config.api.points = {
      ...POINTS,
      token: { perMinute: 1, burst: 1005 },
      tenant: { perMinute: 1, burst: 5000 },
    };
    expect((await rest(system, token, 'GET', '/probes')).status).toBe(200);
    const { body } = await ask(system, token, '{ __typename }');
    expect(costOf(body).remaining).toBe(2);
    const refused = await rest(system, token, 'GET', '/probes');
    expect([refused.status, refused.body.error]).toEqual([429, 'rate_limited']);
    expect(refused.headers.get('retry-after')).toBe(String(refused.body.retry_after_seconds));
    system.app.config.api.points = POINTS;
  });

  it('is each token’s own, below one that the tenant shares', async () => {
    const first = await newToken();
    const second = await newToken(tenant);
    const charge = (token: string) =>
      ask(system, token, '{ scan(id: "nobody") { id } scans(first: 100) { nodes { id } } }');
    expect((await charge(first)).status).toBe(200);
    expect((await charge(second)).status).toBe(200);
    const { status, body } = await charge(await newToken(tenant));
    expect(status).toBe(429);
    expect(body.errors[0].message).toMatch(/^The tenant has spent/);
    expect((await charge(await newToken())).status).toBe(200);
  });
});

describe('the headers', () => {
  it('say how the token stands, in both families', async () => {
    const { headers, body } = await ask(system, await newToken(), '{ __typename }');
    expect(headers.get('x-ratelimit-limit')).toBe('200');
    expect(headers.get('x-ratelimit-remaining')).toBe('197');
    expect(Number(headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
    expect(headers.get('ratelimit-policy')).toBe('"token";q=200;w=12000, "tenant";q=300;w=18000');
    expect(headers.get('ratelimit')).toMatch(/^"token";r=197;t=1[78]\d, "tenant";r=297;t=1[78]\d$/);
    expect(costOf(body).remaining).toBe(197);
  });

  it('come with a stream as well', async () => {
    const token = await newToken();
    const scan = await tenant.scan();
    const stop = new AbortController();
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: `subscription { scanEvents(scanId: "${scan.publicId}") { sequence } }` }),
      signal: stop.signal,
    });
    expect(response.headers.get('x-ratelimit-remaining')).toBe('196');
    stop.abort();
  });

  it('are not told to who has no token', async () => {
    const { headers } = await ask(system, null, '{ __typename }');
    expect(headers.get('x-ratelimit-limit')).toBeNull();
  });
});
