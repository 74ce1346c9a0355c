import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutbound, type Outbound, OutboundError, type OutboundRequest } from '#src/platform/outbound.ts';
import { startHttpServer, type TestServer } from '#test/kit/http-server.ts';

const LOOPBACK = ['127.0.0.1/32'];

async function outcome(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return 'answered';
  } catch (error) {
    return error instanceof OutboundError ? error.reason : `not an OutboundError: ${error}`;
  }
}

function withOutbound<T>(
  options: Parameters<typeof createOutbound>[0],
  use: (outbound: Outbound) => Promise<T>,
): Promise<T> {
  const outbound = createOutbound(options);
  return use(outbound).finally(() => outbound.close());
}

let server: TestServer;
let other: TestServer;
let outbound: Outbound;

beforeAll(async () => {
  server = await startHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://unused');
      const to = url.searchParams.get('to');
      if (to !== null) response.writeHead(Number(url.searchParams.get('status') ?? 302), { location: to }).end('moved');
      else {
        const body = Buffer.concat(chunks).toString();
        response.end(JSON.stringify({ method: request.method, path: request.url, headers: request.headers, body }));
      }
    });
  });
  other = await startHttpServer((request, response) => {
    request.resume();
    response.end(JSON.stringify({ method: request.method, headers: request.headers }));
  });
  outbound = createOutbound({ allowPrivate: LOOPBACK });
});

afterAll(async () => {
  await outbound.close();
  await server.close();
  await other.close();
});

async function ask(input: Partial<OutboundRequest>) {
  const response = await outbound.request({ url: server.url, ...input });
  return JSON.parse(await response.text());
}

describe('a request', () => {
  test('reaches the server with its method, path, headers and body', async () => {
    const seen = await ask({ url: `${server.url}/a/b?c=d`, headers: { 'X-Api-Key': 'k' }, body: '{"é":1}' });
    expect(seen).toMatchObject({ method: 'POST', path: '/a/b?c=d', body: '{"é":1}' });
    expect(seen.headers).toMatchObject({ 'x-api-key': 'k', 'user-agent': 'Tribunal', 'content-length': '8' });
  });

  test('lets the caller say its own user agent', async () => {
    expect((await ask({ headers: { 'User-Agent': 'mine' } })).headers['user-agent']).toBe('mine');
  });

  test.each([
    'Host',
    'content-length',
    'Transfer-Encoding',
    'connection',
    'upgrade',
    'Expect',
  ])('may not set the header %s', async (name) => {
    const before = server.connections();
    expect(await outcome(outbound.request({ url: server.url, headers: { [name]: 'x' } }))).toBe('client_error');
    expect(server.connections()).toBe(before);
  });

  test('with a line break in a header is refused, and the value is not repeated', async () => {
    const run = outbound.request({ url: server.url, headers: { authorization: 'Bearer hunter2\r\nx-more: 1' } });
    await expect(run).rejects.toMatchObject({ reason: 'client_error' });
    await expect(run).rejects.not.toThrow('hunter2');
  });

  test('uses one connection again and again', async () => {
    await withOutbound({ allowPrivate: LOOPBACK, connections: 1 }, async (fresh) => {
      const before = server.connections();
      for (let i = 0; i < 5; i += 1) await (await fresh.request({ url: server.url })).text();
      expect(server.connections() - before).toBe(1);
    });
  });

  test('to something that is not http is invalid_url', async () => {
    await expect(outbound.request({ url: 'ftp://example.com' })).rejects.toMatchObject({ code: 'invalid_url' });
  });
});

describe('an address that is not public', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::ffff:127.0.0.1]',
    '[::1]',
    '0.0.0.0',
    '[::]',
  ])('http://%s is refused before anything is sent', async (host) => {
    const before = server.connections();
    const run = withOutbound({}, (closed) => closed.request({ url: `http://${host}:${server.port}/` }));
    expect(await outcome(run)).toBe('private_address');
    expect(server.connections()).toBe(before);
  });

  test.each([
    '169.254.169.254',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('http://%s is refused although loopback is allowed', async (host) => {
    expect(await outcome(outbound.request({ url: `http://${host}/latest/meta-data/` }))).toBe('private_address');
  });

  test('is opened by the list of one request, for that request only', async () => {
    await withOutbound({}, async (closed) => {
      const request = { url: server.url, allowPrivate: LOOPBACK };
      expect((await closed.request(request)).status).toBe(200);
      expect(await outcome(closed.request({ url: server.url }))).toBe('private_address');
      expect(await outcome(closed.request({ url: server.url, allowPrivate: ['10.0.0.0/8'] }))).toBe('private_address');
      expect((await closed.request(request)).status).toBe(200);
    });
  });
});

describe('a name', () => {
  const options = (answers: string[][]) => {
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return answers[Math.min(asked.length, answers.length) - 1]!;
    };
    return { asked, resolve, connections: 1, allowPrivate: [...LOOPBACK, '192.0.2.0/24'] };
  };
  const url = () => `http://rebinding.example:${server.port}/`;

  test('is resolved once for a connection, which goes to that address', async () => {
    const setup = options([['127.0.0.1']]);
    await withOutbound(setup, async (fresh) => {
      for (let i = 0; i < 3; i += 1) expect(await (await fresh.request({ url: url() })).text()).toContain('rebinding');
    });
    expect(setup.asked).toEqual(['rebinding.example']);
  });

  test('that changes its answer after the check is not followed to the new one', async () => {
    // 192.0.2.0/24 stands for a public address here: allowed, and nobody answers there.
    const setup = options([['192.0.2.1'], ['127.0.0.1']]);
    const before = server.connections();
    const run = withOutbound(setup, (fresh) => fresh.request({ url: url(), timeoutMs: 300 }));
    expect(await outcome(run)).toMatch(/^(timeout|connection_refused)$/);
    expect(setup.asked).toHaveLength(1);
    expect(server.connections()).toBe(before);
  });

  test('is checked again for the next connection', async () => {
    const setup = { ...options([['192.0.2.1'], ['127.0.0.1']]), allowPrivate: ['192.0.2.0/24'] };
    const before = server.connections();
    await withOutbound(setup, async (fresh) => {
      await expect(fresh.checkTarget(url())).resolves.toBeUndefined();
      expect(await outcome(fresh.request({ url: url() }))).toBe('private_address');
    });
    expect(server.connections()).toBe(before);
  });

  test.each([
    [['127.0.0.1', '10.0.0.1']],
    [['10.0.0.1', '127.0.0.1']],
    [['127.0.0.1', '::ffff:10.0.0.1']],
    [['127.0.0.1', 'fe80::1%lo']],
  ])('of which one address is not allowed is refused: %s', async (answers) => {
    const before = server.connections();
    const run = withOutbound(options([answers]), (fresh) => fresh.request({ url: url() }));
    expect(await outcome(run)).toBe('private_address');
    expect(server.connections()).toBe(before);
  });

  test('whose address may not be reached does not tell the address', async () => {
    const run = withOutbound(options([['10.11.12.13']]), (fresh) => fresh.request({ url: url() }));
    await expect(run).rejects.toThrow('rebinding.example leads to an address that is not public (private)');
    await expect(run).rejects.not.toThrow('10.11.12.13');
  });

  test('that does not resolve, or to nothing, is dns', async () => {
    const failing = async () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    expect(await outcome(withOutbound({ resolve: failing }, (fresh) => fresh.request({ url: url() })))).toBe('dns');
    expect(await outcome(withOutbound(options([[]]), (fresh) => fresh.request({ url: url() })))).toBe('dns');
  });

  test('is resolved by the machine when nothing else is given', async () => {
    const run = withOutbound({}, (fresh) => fresh.request({ url: `http://localhost:${server.port}/` }));
    expect(await outcome(run)).toBe('private_address');
  });
});

describe('checkTarget', () => {
  test('tells the person who gave the URL what is wrong with it', async () => {
    const check = (target: string) => withOutbound({}, (fresh) => fresh.checkTarget(target));
    await expect(check('http://[::1]/')).rejects.toMatchObject({ code: 'private_address', inputPath: ['url'] });
    await expect(check('http://10.0.0.1/')).rejects.toMatchObject({ code: 'private_address' });
    await expect(check('gopher://10.0.0.1/')).rejects.toMatchObject({ code: 'invalid_url' });
    await expect(check('http://name.invalid/')).rejects.toMatchObject({ code: 'invalid_url' });
    await expect(check('http://8.8.8.8/')).resolves.toBeUndefined();
    await expect(outbound.checkTarget('http://127.0.0.1/')).resolves.toBeUndefined();
    await expect(outbound.checkTarget('http://10.9.9.9/', ['10.0.0.0/8'])).resolves.toBeUndefined();
  });
});

describe('a redirect', () => {
  const to = (location: string, status = 302) => `${server.url}/?status=${status}&to=${encodeURIComponent(location)}`;
  const secret = { authorization: 'Bearer s', 'x-custom-key': 's', cookie: 's', accept: 'application/json' };

  test('is an error unless it is asked for', async () => {
    expect(await outcome(outbound.request({ url: to('/x') }))).toBe('redirect_refused');
  });

  test('is followed up to the number that is asked for', async () => {
    expect((await ask({ url: to(to('/end')), maxRedirects: 2 })).path).toBe('/end');
    expect(await outcome(outbound.request({ url: to(to(to('/end'))), maxRedirects: 2 }))).toBe('redirect_refused');
  });

  test('is checked at each hop', async () => {
    const run = (location: string) => outcome(outbound.request({ url: to(to(location)), maxRedirects: 5 }));
    expect(await run('http://169.254.169.254/latest/meta-data/')).toBe('private_address');
    expect(await run(`http://127.0.0.2:${server.port}/`)).toBe('private_address');
    expect(await run(`http://[::1]:${server.port}/`)).toBe('private_address');
    expect(await run('file:///etc/passwd')).toBe('redirect_refused');
    expect(await run('http://u:p@127.0.0.1/')).toBe('redirect_refused');
    expect(await run('http://[broken')).toBe('redirect_refused');
  });

  test('keeps credentials within the origin and drops them outside', async () => {
    expect((await ask({ url: to('/x'), headers: secret, maxRedirects: 1 })).headers).toMatchObject(secret);
    const { headers } = await ask({ url: to(other.url), headers: secret, maxRedirects: 1 });
    expect(headers).toMatchObject({ accept: 'application/json', 'user-agent': 'Tribunal' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']));
    expect(JSON.stringify(headers)).not.toMatch(/x-custom-key|cookie|Bearer/);
  });

  test.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'data'],
    [308, 'POST', 'data'],
  ])('%i of a POST becomes a %s', async (status, method, body) => {
    expect(await ask({ url: to('/x', status), body: 'data', maxRedirects: 1 })).toMatchObject({ method, body });
  });
});

describe('cancelling', () => {
  test('ends a request that waits', async () => {
    const silent = await startHttpServer((request) => void request.resume());
    const controller = new AbortController();
    const run = outbound.request({ url: silent.url, signal: controller.signal });
    controller.abort();
    expect(await outcome(run)).toBe('cancelled');
    expect(await outcome(outbound.request({ url: silent.url, signal: controller.signal }))).toBe('cancelled');
    await silent.close();
  });

  test('closing ends everything that runs', async () => {
    const silent = await startHttpServer((request) => void request.resume());
    const closing = createOutbound({ allowPrivate: LOOPBACK });
    const run = outcome(closing.request({ url: silent.url }));
    await closing.close();
    expect(await run).toBe('cancelled');
    await silent.close();
  });
});
