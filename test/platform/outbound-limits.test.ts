import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createOutbound, OutboundError, type OutboundRequest } from '#src/platform/outbound.ts';
import { startHttpServer, startTcpServer, type TestServer } from '#test/kit/http-server.ts';

const outbound = createOutbound({ allowPrivate: ['127.0.0.1/32'] });
const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => outbound.close());

async function serve(handle: Parameters<typeof startHttpServer>[0]): Promise<string> {
  const server = await startHttpServer((request, response) => {
    request.resume();
    handle(request, response);
  });
  servers.push(server);
  return server.url;
}

async function serveRaw(write: string[], end: boolean): Promise<string> {
  const server = await startTcpServer((socket) => {
    socket.once('data', () => {
      for (const part of write) socket.write(part);
      if (end) socket.end();
    });
  });
  servers.push(server);
  return server.url;
}

async function failure(url: string, input: Partial<OutboundRequest> = {}): Promise<string> {
  try {
    const response = await outbound.request({ url, ...input });
    return `answered with ${(await response.text()).length} characters`;
  } catch (error) {
    return error instanceof OutboundError ? error.reason : `not an OutboundError: ${error}`;
  }
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('time', () => {
  test('a server that never answers is a timeout', async () => {
    expect(await failure(await serve(() => {}), { timeoutMs: 100 })).toBe('timeout');
  });

  test('a server that stops after the headers is a timeout', async () => {
    const url = await serve((_, response) => response.writeHead(200).flushHeaders());
    expect(await failure(url, { timeoutMs: 100 })).toBe('timeout');
  });

  test('a server that drips bytes for ever is cut at the deadline', async () => {
    const url = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    });
    const started = performance.now();
    expect(await failure(url, { timeoutMs: 150, idleTimeoutMs: 5_000 })).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test('a server that drips headers for ever is cut at the deadline', async () => {
    const server = await startTcpServer((socket) => {
      socket.write(OK);
      const drip = setInterval(() => socket.write('x: y\r\n'), 5);
      socket.on('close', () => clearInterval(drip));
    });
    servers.push(server);
    expect(await failure(server.url, { timeoutMs: 150 })).toBe('timeout');
  });

  test('the deadline covers redirects together', async () => {
    const url = await serve((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 40);
    });
    const started = performance.now();
    expect(await failure(url, { timeoutMs: 150, maxRedirects: 1000 })).toBe('timeout');
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test('headers and pauses can have shorter limits than the whole', async () => {
    const silent = await serve(() => {});
    expect(await failure(silent, { headersTimeoutMs: 50, timeoutMs: 20_000 })).toBe('timeout');
    const stuck = await serve((_, response) => void response.write('x'));
    expect(await failure(stuck, { idleTimeoutMs: 50, timeoutMs: 20_000 })).toBe('timeout');
  });

  test('a request that waits for a free connection is not waited for longer than its deadline', async () => {
    const narrow = createOutbound({ allowPrivate: ['127.0.0.1/32'], connections: 1 });
    const url = await serve(() => {});
    const first = narrow.request({ url, timeoutMs: 20_000 }).catch((error: unknown) => error);
    await expect(narrow.request({ url, timeoutMs: 50 })).rejects.toMatchObject({ reason: 'timeout' });
    await narrow.close();
    expect(await first).toMatchObject({ reason: 'cancelled' });
  });
});

describe('size', () => {
  test('an answer up to the limit is read, one byte more is not', async () => {
    const url = await serve((request, response) => {
      for (let left = Number(request.url?.slice(1)); left > 0; left -= 1000)
        response.write('x'.repeat(Math.min(left, 1000)));
      response.end();
    });
    expect(await failure(`${url}/5000`, { maxResponseBytes: 5000 })).toBe('answered with 5000 characters');
    expect(await failure(`${url}/5001`, { maxResponseBytes: 5000 })).toBe('too_large');
  });

  test('10 MB is more than the limit when none is given', async () => {
    const url = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const push = () => {
        while (response.writable && response.write(chunk));
      };
      response.on('drain', push);
      push();
    });
    expect(await failure(url)).toBe('too_large');
  });

  test('an announced length over the limit is refused before the body', async () => {
    const url = await serveRaw([`${OK}content-length: 10000000\r\n\r\n`], false);
    expect(await failure(url)).toBe('too_large');
  });

  test('headers without end are cut', async () => {
    const url = await serveRaw([OK, `x: ${'y'.repeat(40_000)}\r\n\r\n`], true);
    expect(await failure(url)).toBe('too_large');
  });
});

describe('packed answers', () => {
  const text = 'packed – ✓'.repeat(100);
  const packed = (encoding: string, body: Buffer) =>
    serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
  const read = async (url: string) => (await outbound.request({ url })).text();

  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['BR', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ])('%s is unpacked', async (encoding, body) => {
    expect(await read(await packed(encoding, body))).toBe(text);
  });

  test('nothing at all is nothing, whatever it is said to be', async () => {
    expect(await read(await packed('gzip', Buffer.alloc(0)))).toBe('');
  });

  test('a bomb is cut at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(48 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await failure(await packed('gzip', bomb))).toBe('too_large');
    expect(await failure(await packed('gzip, gzip', gzipSync(bomb)))).toBe('too_large');
  });

  test.each([
    ['gzip', Buffer.from('not gzip at all')],
    ['gzip', gzipSync(text).subarray(0, 25)],
    ['rot13', Buffer.from(text)],
    ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(text)))],
  ])('%s that cannot be unpacked is not_json', async (encoding, body) => {
    expect(await failure(await packed(encoding, body))).toBe('not_json');
  });

  test('a packed answer that never ends is a timeout', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(gzipSync(text).subarray(0, 25));
    });
    expect(await failure(url, { timeoutMs: 100 })).toBe('timeout');
  });
});

describe('connections that break', () => {
  test.each([
    ['at once', []],
    ['in the headers', [OK]],
    ['in a body of known length', [`${OK}content-length: 100\r\n\r\n`, 'half']],
    ['in a chunk', [`${OK}transfer-encoding: chunked\r\n\r\n`, '5\r\nhal']],
    [
      'between chunks, with connection: close',
      [`${OK}connection: close\r\ntransfer-encoding: chunked\r\n\r\n`, '2\r\nok\r\n'],
    ],
    ['after something that is not HTTP', ['SSH-2.0-OpenSSH_9.2\r\n']],
  ])('%s are connection_closed', async (_, parts) => {
    expect(await failure(await serveRaw(parts, true))).toBe('connection_closed');
  });

  test('a port where nobody listens is connection_refused', async () => {
    const server = await startHttpServer(() => {});
    await server.close();
    expect(await failure(server.url)).toBe('connection_refused');
  });

  test('a reader that leaves early does not cost the connection of an answer that ends soon', async () => {
    let finish = () => {};
    const url = await serve((_, response) => {
      response.write('one');
      finish = () => response.end('two');
    });
    const fresh = createOutbound({ allowPrivate: ['127.0.0.1/32'], connections: 1 });
    for (let i = 0; i < 3; i += 1) {
      for await (const chunk of (await fresh.request({ url })).body) {
        expect(chunk.toString()).toBe('one');
        break;
      }
      finish();
    }
    expect(servers.at(-1)!.connections()).toBe(1);
    await fresh.close();
  });

  test('a reader that leaves early is not held by an answer without end', async () => {
    const url = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    });
    const fresh = createOutbound({ allowPrivate: ['127.0.0.1/32'], connections: 1 });
    for await (const _ of (await fresh.request({ url })).body) break;
    expect((await fresh.request({ url, timeoutMs: 2_000 })).status).toBe(200);
    await fresh.close();
  });
});

describe('text', () => {
  test('is UTF-8, also when characters are split between pieces, and has no byte order mark', async () => {
    const bytes = Buffer.from('\uFEFF{"a":"日本語 🙂"}');
    const url = await serve(async (_, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(await (await outbound.request({ url })).text()).toBe('{"a":"日本語 🙂"}');
  });
});
