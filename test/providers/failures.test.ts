import { describe, expect, test } from 'vitest';
import { createOutbound } from '#src/platform/outbound.ts';
import { PROVIDERS, ProviderFailure } from '#src/providers/provider.ts';
import { providerFor } from '#src/providers/providers.ts';
import { startTcpServer } from '#test/kit/http-server.ts';
import { ASK, connectionTo, exchange, type Handle, json } from './kit.ts';

const error = (value: object | string) => ({ error: value });

describe.each(PROVIDERS)('%s', (provider) => {
  const custom = { requestTemplate: '{"q":"{{prompt}}"}', responsePath: 'text' };
  const connection = provider === 'custom' ? custom : {};
  const fails = async (handle: Parameters<typeof exchange>[1], more: object = {}) =>
    (await exchange(provider, handle, { connection: { ...connection, ...more } })).failure;

  test.each([
    [400, 'client_error'],
    [401, 'auth_refused'],
    [402, 'quota_exhausted'],
    [403, 'auth_refused'],
    [404, 'client_error'],
    [408, 'server_error'],
    [422, 'client_error'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [503, 'server_error'],
    [529, 'server_error'],
    [304, 'client_error'],
  ])('%i is %s', async (status, reason) => {
    expect(await fails(json(error({ message: 'why' }), status))).toMatchObject({ reason, httpStatus: status });
  });

  test('a server that hangs is a timeout', async () => {
    expect(await fails(() => {}, { timeoutMs: 100 })).toMatchObject({ reason: 'timeout', transient: true });
  });

  test('a connection that closes early is connection_closed', async () => {
    expect(await fails((response) => void response.destroy())).toMatchObject({
      reason: 'connection_closed',
      transient: true,
    });
    const partly = await fails((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"choices":', () => response.destroy());
    });
    expect(partly).toMatchObject({ reason: 'connection_closed', httpStatus: 200 });
  });

  test('200 with HTML is not_json and shows its beginning', async () => {
    const page = `<!doctype html>\n<title>Welcome</title>${'<p>x</p>'.repeat(500)}`;
    const failure = await fails((response) => void response.setHeader('content-type', 'text/html').end(page));
    expect(failure).toMatchObject({ reason: 'not_json', httpStatus: 200, transient: false });
    expect(failure!.message).toContain('(text/html): <!doctype html> <title>Welcome</title>');
    expect(failure!.message.length).toBeLessThan(300);
  });

  test.each(['{"choices":[', '{"a":1}}', 'undefined', "{'a':1}", '\u0000'])('200 with %j is not_json', async (body) => {
    expect(await fails((response) => void response.end(body))).toMatchObject({ reason: 'not_json', httpStatus: 200 });
  });

  test('200 with nothing is empty_answer', async () => {
    expect(await fails((response) => void response.end())).toMatchObject({ reason: 'empty_answer', httpStatus: 200 });
  });

  test('10 MB is too_large', async () => {
    const failure = await fails((response) => {
      response.write('"');
      response.end('x'.repeat(10_000_000));
    });
    expect(failure).toMatchObject({ reason: 'too_large', httpStatus: 200, transient: false });
  });

  test('a redirect is refused and not followed', async () => {
    const failure = await fails(
      (response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    );
    expect(failure).toMatchObject({ reason: 'redirect_refused' });
  });

  test('a private address is refused', async () => {
    const outbound = createOutbound();
    const run = providerFor(outbound, provider).send(ASK, connectionTo(provider, 'http://10.0.0.1/v1', connection));
    await expect(run).rejects.toMatchObject({ name: 'ProviderFailure', reason: 'private_address', httpStatus: null });
    await outbound.close();
  });

  test('a URL that cannot be asked is client_error', async () => {
    const outbound = createOutbound();
    const run = providerFor(outbound, provider).send(ASK, connectionTo(provider, 'ftp://example.com/v1', connection));
    await expect(run).rejects.toMatchObject({ name: 'ProviderFailure', reason: 'client_error' });
    await outbound.close();
  });
});

describe('limits and quotas', () => {
  const fails = async (payload: unknown, status: number, headers: Record<string, string> = {}) =>
    (await exchange('openai-chat', json(payload, status, headers))).failure!;

  test.each([
    [429, error({ message: 'You exceeded it', type: 'insufficient_quota', code: 'insufficient_quota' })],
    [429, error({ message: 'hard limit', code: 'billing_hard_limit_reached' })],
    [429, error({ message: 'Rate limit reached on tokens per day (TPD): Limit 100000', code: 'rate_limit_exceeded' })],
    [429, error({ message: 'wait', code: 'daily_limit_exceeded' })],
    [403, error({ message: 'inactive', code: 'billing_not_active' })],
    [400, error({ message: 'Your credit balance is too low to access the API.', type: 'invalid_request_error' })],
    [429, { message: 'Insufficient balance' }],
    [402, 'Payment required'],
  ])('%i %j is quota_exhausted and is not tried again', async (status, payload) => {
    const failure = await fails(payload, status, { 'retry-after': '5' });
    expect(failure).toMatchObject({ reason: 'quota_exhausted', transient: false, retryAfterMs: null });
  });

  test.each([
    error({
      message: 'Rate limit reached. Visit https://example.com/account/billing to learn more.',
      code: 'rate_limit_exceeded',
    }),
    error({ message: 'Too many requests per minute' }),
    'slow down',
  ])('429 %j is rate_limited', async (payload) => {
    expect(await fails(payload, 429, { 'retry-after': '5' })).toMatchObject({
      reason: 'rate_limited',
      transient: true,
      retryAfterMs: 5000,
    });
  });

  test('503 carries what Retry-After says, 400 does not', async () => {
    expect(await fails({}, 503, { 'retry-after': '2' })).toMatchObject({ reason: 'server_error', retryAfterMs: 2000 });
    expect(await fails({}, 400, { 'retry-after': '2' })).toMatchObject({ reason: 'client_error', retryAfterMs: null });
  });

  test('a prompt that the endpoint filters is content_filtered', async () => {
    const filtered = error({ code: 'content_filter', message: 'The prompt was filtered.', innererror: {} });
    expect(await fails(filtered, 400)).toMatchObject({ reason: 'content_filtered', httpStatus: 400 });
  });

  test.each([
    [error({ message: 'no', code: 429 }), 'rate_limited'],
    [error({ message: 'no', code: '401' }), 'auth_refused'],
    [error({ message: 'no', type: 'overloaded_error' }), 'server_error'],
    [error({ message: 'no', type: 'authentication_error' }), 'auth_refused'],
    [error({ message: 'no', type: 'invalid_request_error' }), 'client_error'],
    [error({ message: 'no', code: 'insufficient_quota' }), 'quota_exhausted'],
    [error('it broke'), 'server_error'],
    [error(null as never), 'schema_mismatch'],
  ])('200 with %j is %s', async (payload, reason) => {
    expect(await fails(payload, 200)).toMatchObject({ reason, httpStatus: 200 });
  });
});

describe('messages', () => {
  const long = 'a'.repeat(5000);

  test('hold at most 200 characters of the answer', async () => {
    for (const handle of [json(error({ message: long }), 500), json(error(long), 200)]) {
      expect((await exchange('openai-chat', handle)).failure!.message.match(/a{20,}/)![0].length).toBeLessThanOrEqual(
        200,
      );
    }
  });

  test('hold no credential that the endpoint repeats', async () => {
    const said =
      'Incorrect API key: tk-hunter2-0123 (Bearer tk-hunter2-0123), key=qs-0123456789, also sk-proj-abc***XYZ9';
    const plain: Handle = (response) => void response.end(said);
    for (const handle of [json(error({ message: said }), 401), json(error(said), 200), plain]) {
      const { failure } = await exchange('openai-chat', handle, { path: '/v1?key=qs-0123456789' });
      expect(failure!.message).toContain('Incorrect API key');
      expect(failure!.message).not.toMatch(/hunter2|qs-0123456789|sk-proj|XYZ9/);
    }
  });

  test('are one line without control characters', async () => {
    const { failure } = await exchange('openai-chat', json(error({ message: 'a\r\nb\u001b[31m\u0000c' }), 500));
    expect(failure!.message).toBe('The endpoint answered 500: a b [31m c');
  });
});

test('the status of an error counts, although its body does not end', async () => {
  const server = await startTcpServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 401 Unauthorized\r\ncontent-length: 1000\r\n\r\n{"error":'));
  });
  const outbound = createOutbound({ allowPrivate: ['127.0.0.1/32'] });
  const run = providerFor(outbound, 'openai-chat').send(
    ASK,
    connectionTo('openai-chat', server.url, { timeoutMs: 150 }),
  );
  await expect(run).rejects.toMatchObject({ reason: 'auth_refused', httpStatus: 401 });
  await outbound.close();
  await server.close();
});

test('a request that the caller gives up is cancelled', async () => {
  const controller = new AbortController();
  const server = await startTcpServer((socket) => void socket.once('data', () => controller.abort()));
  const outbound = createOutbound({ allowPrivate: ['127.0.0.1/32'] });
  const run = providerFor(outbound, 'openai-chat').send(
    ASK,
    connectionTo('openai-chat', server.url),
    controller.signal,
  );
  await expect(run).rejects.toMatchObject({ reason: 'cancelled', transient: false });
  await outbound.close();
  await server.close();
});

test('a connection may open private addresses for itself', async () => {
  const outbound = createOutbound();
  const server = await startTcpServer(
    (socket) => void socket.once('data', () => socket.end('HTTP/1.1 401 No\r\n\r\n')),
  );
  const send = (allowPrivate?: string[]) =>
    providerFor(outbound, 'openai-chat').send(
      ASK,
      connectionTo('openai-chat', server.url, allowPrivate && { allowPrivate }),
    );
  await expect(send(['127.0.0.0/8', '::1/128'])).rejects.toMatchObject({ reason: 'auth_refused' });
  await expect(send()).rejects.toMatchObject({ reason: 'private_address' });
  await expect(send(['nonsense'])).rejects.toBeInstanceOf(ProviderFailure);
  await outbound.close();
  await server.close();
});

test('a provider that does not exist is refused with the ones that do', () => {
  const outbound = createOutbound();
  expect(() => providerFor(outbound, 'toString')).toThrow(
    'Use one of: openai-chat, messages, text-completions, custom.',
  );
  expect(() => providerFor(outbound, '')).toThrow(expect.objectContaining({ code: 'provider_not_available' }));
});
